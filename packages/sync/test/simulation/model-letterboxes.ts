import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import {
  joinLetter,
  type LetterboxPurpose,
  letterboxIdText,
  letterboxText,
  limits,
  type Notice,
  noticeFromFrame,
  type Refusal,
  relayPaths,
  splitFrames,
  statusOfRefusal,
} from "../../src/protocol.ts";
import type { RelayRequest } from "../../src/relay-client.ts";

type Answer = { readonly status: number; readonly body: Uint8Array };

interface Place<Held> {
  readonly key: string;
  number: number;
  held: Held;
}

const json = (value: unknown, status = 200): Answer => ({ status, body: Buffer.from(JSON.stringify(value)) });
const refuse = (refused: Refusal, more: object = {}): Answer =>
  json({ refused, ...more }, statusOfRefusal[refused]);
const sha256 = (...pieces: readonly Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(pieces)).digest();

/** Rules 92 to 94, 101, 103, 109 and 110 in memory: the slow and obvious thing that tests of letters run against. */
export class ModelLetterboxes {
  readonly letterboxes = new Map<string, Place<Uint8Array>>();
  readonly queues = new Map<string, Place<readonly Notice[]>>();
  /** Of each feed the frames after the first: its last day and its bytes. */
  readonly feeds = new Map<string, Place<readonly Uint8Array[]>>();
  readonly #host: string;
  readonly #unknown = randomBytes(limits.letterBytes);

  constructor(host: string) {
    this.#host = host;
  }

  /** What a session may ask for; null for other requests. */
  make({ path, body }: RelayRequest): Answer | null {
    if (path === relayPaths.feeds) {
      const { key, feed } = JSON.parse(Buffer.from(body!).toString()) as { key: string; feed: string };
      if (!this.feeds.has(feed)) this.feeds.set(feed, { key, number: 0, held: [] });
      return json({}, 201);
    }
    const isQueue = path === relayPaths.queues;
    if (!isQueue && path !== relayPaths.letterboxes) return null;
    const { key } = JSON.parse(Buffer.from(body!).toString()) as { key: string };
    const id = sha256(Buffer.from(letterboxIdText), Buffer.from(key, "base64url"))
      .subarray(0, 16)
      .toString("base64url");
    if (isQueue && !this.queues.has(id)) this.queues.set(id, { key, number: 0, held: [] });
    if (!isQueue && !this.letterboxes.has(id))
      this.letterboxes.set(id, { key, number: 0, held: randomBytes(limits.letterBytes) });
    return json({}, 201);
  }

  /** What needs no session; null for other requests. */
  answer({ method, path, headers, body }: RelayRequest): Answer | null {
    const [, what, id] = /^\/v1\/(letterbox|queue|feed)\/([\w-]{22})$/.exec(path) ?? [];
    if ((what !== "letterbox" && what !== "queue" && what !== "feed") || id === undefined) return null;
    const places: Map<string, Place<unknown>> = {
      letterbox: this.letterboxes,
      queue: this.queues,
      feed: this.feeds,
    }[what];
    const place = places.get(id);
    if (method === "GET" && what === "letterbox") {
      const there = this.letterboxes.get(id);
      return { status: 200, body: joinLetter(there?.number ?? 1, there?.held ?? this.#unknown) };
    }
    if (place === undefined) return refuse("unknown");
    if (method === "GET") {
      const proof = Buffer.from((headers.authorization ?? "").replace("Letterbox ", ""), "base64url");
      if (!this.#isProven("queue read", id, place.key, proof, new Uint8Array(0))) return refuse("unknown");
      const waiting = this.queues.get(id)!.held.length;
      return json({ number: place.number, waiting, gone: false });
    }
    const [proof, ...frames] = splitFrames(body!) ?? [];
    const purpose = method === "PUT" ? "put" : "delete";
    // Of a letter the letter itself, of the others the frames as they stand in the body.
    const hashed = what === "letterbox" ? (frames[0] ?? new Uint8Array(0)) : body!.subarray(4 + 72);
    if (!this.#isProven(`${what} ${purpose}`, id, place.key, proof!, hashed)) return refuse("unknown");
    if (method === "DELETE") {
      places.delete(id);
      return json({});
    }
    const number = Number(Buffer.from(proof!).readBigUInt64BE());
    const held = {
      letterbox: () => frames[0]!.slice(),
      queue: () => frames.map((frame) => noticeFromFrame(frame.slice())!),
      feed: () => frames.map((frame) => frame.slice()),
    }[what]();
    if (number === place.number && JSON.stringify(held) === JSON.stringify(place.held)) return json({});
    if (number <= place.number) return refuse("behind", { head: place.number });
    Object.assign(place, { number, held });
    return json({});
  }

  #isProven(
    purpose: LetterboxPurpose,
    id: string,
    key: string,
    proof: Uint8Array,
    hashed: Uint8Array,
  ): boolean {
    if (proof.length !== 72) return false;
    const text = Buffer.from(letterboxText(purpose, this.#host));
    const signed = Buffer.concat([text, Buffer.from(id, "base64url"), proof.subarray(0, 8), sha256(hashed)]);
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" });
    return verify(null, signed, publicKey, proof.subarray(8));
  }
}
