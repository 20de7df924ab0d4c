/** What an operator could make of a trace: numbers for a classifier. */
import { randomBytes } from "node:crypto";
import type { SeenRequest } from "./sharing-operator.ts";
import type { Trace } from "./sharing-traces.ts";

/** One trace as a row; `isLess` is what is to be guessed. */
export interface Sample {
  readonly household: number;
  readonly isLess: boolean;
  readonly features: readonly number[];
}

/** A PUT's frames before the letter: length 4, number and signature 72, length 4. */
const letterAt = 80;
const letterBytes = 4_096;
/** Where places begin, how long one is, how many there are (rule 95). */
const places = { at: 12, bytes: 80, count: 4 };
const kinds = [
  "GET log",
  "POST log",
  "GET letterbox",
  "PUT letterbox",
  "DELETE letterbox",
  "POST letterboxes",
  "GET queue",
  "PUT queue",
  "POST queues",
  "GET challenge",
  "POST session",
] as const;

/** Counts, sizes, order, gaps, which letterboxes are written, and how the letters' bytes look. */
export function sampleOf({ household, act, seen }: Trace): Sample {
  const letters = seen.filter(({ kind }) => kind === "PUT letterbox");
  const features = [
    seen.length,
    ...kinds.flatMap((kind) => sizesOf(seen.filter((one) => one.kind === kind))),
    ...gapsOf(seen),
    ...whichOf(letters),
    ...ordersOf(seen),
    ...looksOf(letters),
    ...duesOf(seen),
  ];
  return { household, isLess: act !== "record", features };
}

const letterOf = ({ sent }: SeenRequest): Uint8Array => sent.subarray(letterAt, letterAt + letterBytes);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const meanOf = (numbers: readonly number[]): number => (numbers.length ? sum(numbers) / numbers.length : 0);
const most = (numbers: readonly number[]): number => numbers.reduce((all, one) => Math.max(all, one), 0);

/** How many, bytes both ways, the largest, refusals. */
const sizesOf = (requests: readonly SeenRequest[]): readonly number[] => [
  requests.length,
  sum(requests.map(({ sent }) => sent.length)),
  sum(requests.map(({ gotBytes }) => gotBytes)),
  most(requests.map(({ sent }) => sent.length)),
  requests.filter(({ status }) => status >= 300).length,
];

/** Time between requests that follow on each other, as logarithms; longest pauses, and the gaps before each kind. */
function gapsOf(seen: readonly SeenRequest[]): readonly number[] {
  const gaps = seen.slice(1).map(({ at }, place) => Math.log1p(at - seen[place]!.at));
  const before = (kind: string) => gaps.filter((_, place) => seen[place + 1]!.kind === kind);
  const ordered = gaps.toSorted((a, b) => b - a);
  // 1.1 s to 60 s: somebody, or a timer, waits.
  const waits = gaps.filter((gap) => gap > 7 && gap < 11);
  return [
    meanOf(gaps),
    ordered[0] ?? 0,
    ordered[1] ?? 0,
    ordered[2] ?? 0,
    waits.length,
    most(waits),
    ...["PUT letterbox", "GET letterbox", "PUT queue", "POST log"].flatMap((kind) => {
      const own = before(kind).filter((gap) => gap < 7);
      return [meanOf(own), most(own), own[0] ?? 0];
    }),
  ];
}

/** Which letterboxes are written: how many different ones, how often the same, and in which order. */
function whichOf(letters: readonly SeenRequest[]): readonly number[] {
  const ids = letters.map(({ detail }) => detail);
  const different = new Set(ids).size;
  const rises = ids.slice(1).filter((id, place) => id > ids[place]!).length;
  return [different, different === 0 ? 0 : ids.length / different, rises];
}

/** Which kind comes after which. */
function ordersOf(seen: readonly SeenRequest[]): readonly number[] {
  const shown = ["POST log", "GET letterbox", "PUT letterbox", "PUT queue", "GET log"];
  return shown.flatMap((one) =>
    shown.map(
      (other) => seen.filter(({ kind }, place) => kind === one && seen[place + 1]?.kind === other).length,
    ),
  );
}

/** Of bodies that were looked at already: the controls share most of theirs with what really came. */
const countedPoints = new WeakMap<Uint8Array, number>();

/** A histogram of the letters' bytes, and how many of a letter's places begin with a point of the curve. */
function looksOf(requests: readonly SeenRequest[]): readonly number[] {
  const histogram = new Array<number>(16).fill(0);
  for (const request of requests) for (const byte of letterOf(request)) histogram[byte >> 4]!++;
  const all = Math.max(1, sum(histogram));
  const points = requests.map((request) => {
    const counted = countedPoints.get(request.sent) ?? pointsIn(letterOf(request));
    countedPoints.set(request.sent, counted);
    return counted;
  });
  return [
    ...histogram.map((count) => (16 * count) / all),
    meanOf(points),
    points.length === 0 ? 0 : Math.min(...points),
  ];
}

export function pointsIn(letter: Uint8Array): number {
  let count = 0;
  for (let place = 0; place < places.count; place++) {
    const from = places.at + place * places.bytes;
    if (isPoint(letter.subarray(from, from + 32))) count++;
  }
  return count;
}

const prime = 2n ** 255n - 19n;

/** Whether 32 bytes are the first coordinate of a point of Curve25519 and not of its twist (RFC 7748): half of all are. */
function isPoint(bytes: Uint8Array): boolean {
  let u = 0n;
  for (const byte of bytes.toReversed()) u = (u << 8n) | BigInt(byte);
  u &= (1n << 255n) - 1n;
  const square = (u * ((u * ((u + 486_662n) % prime)) % prime) + u) % prime;
  // Euler's criterion: a square to the power (p − 1)/2 is 1.
  let [result, base, exponent] = [1n, square, (prime - 1n) / 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result === 1n;
}

/** Of each queue that is left: how many notices, and how far from the first to the last. */
function duesOf(seen: readonly SeenRequest[]): readonly number[] {
  const queues = seen.filter(({ kind }) => kind === "PUT queue").map(({ sent }) => duesIn(sent));
  return [
    meanOf(queues.map((dues) => dues.length)),
    meanOf(queues.map((dues) => (dues.at(-1) ?? 0) - (dues[0] ?? 0))),
    most(queues.map((dues) => new Set(dues.slice(1).map((due, place) => due - dues[place]!)).size)),
  ];
}

/** Frames after the first begin with the hour at which they are due. */
function duesIn(body: Uint8Array): readonly number[] {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const dues: number[] = [];
  for (let at = 0, frame = 0; at + 4 <= body.length; frame++) {
    const length = view.getUint32(at);
    if (frame > 0 && length >= 4) dues.push(view.getUint32(at + 4));
    at += 4 + length;
  }
  return dues;
}

// --- Planted controls: the same traces, had the app been written less carefully ---------------------------------

/** A publisher that writes into nobody's letterbox but theirs who are shown less now. */
export const onlyConcerned = (trace: Trace): Trace =>
  trace.concerned.length === 0
    ? trace
    : {
        ...trace,
        seen: trace.seen.filter(
          ({ kind, detail }) => kind !== "PUT letterbox" || trace.concerned.includes(detail),
        ),
      };

/** A publisher whose letters that say nothing have random bytes where others have keys. */
export const randomPlaces = (trace: Trace): Trace => ({
  ...trace,
  seen: trace.seen.map((one) => {
    if (one.kind !== "PUT letterbox" || !trace.concerned.includes(one.detail)) return one;
    const sent = Uint8Array.from(one.sent);
    const { at, bytes, count } = places;
    sent.set(randomBytes(bytes * count), letterAt + at);
    return { ...one, sent };
  }),
});
