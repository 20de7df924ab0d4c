import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { addDays, calendarDate } from "@tidetable/diary";
import { type Random, seededRandom } from "@tidetable/forecast";

/**
 * Grants as version 1 wrote and signed them, written and signed here by themselves: nothing of this file follows the
 * build, and nothing in it may change. A later format gets a file of its own.
 */

/** What version 1 took a scope's text to mean. */
export interface Agreed {
  readonly called: string;
  readonly first: string;
  readonly last: string;
  readonly headsUp: { readonly days: number; readonly words: string } | null;
  readonly nextStart: "week" | "band" | "distribution" | null;
  readonly bleeding: "estimate" | "day" | null;
  readonly plans: readonly string[];
  readonly today: boolean;
  readonly care: readonly ("helps" | "brings")[];
  readonly pastStarts: boolean;
}

const sharingNothing = {
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
} as const;

/** A grant as a vault keeps it: base64url but for the text. */
export interface StoredGrant {
  readonly id: string;
  readonly seed: string;
  readonly key: string;
  readonly text: string;
  readonly signature: string;
}

/** The text of version 1: its fields in this order, those that share nothing left out. */
export function textOf(agreed: Agreed): string {
  const { called, first, last, headsUp, nextStart, bleeding, plans, today, care, pastStarts } = agreed;
  return JSON.stringify({
    v: 1,
    called,
    first,
    last,
    ...(headsUp && { headsUp: { days: headsUp.days, words: headsUp.words } }),
    ...(nextStart && { nextStart }),
    ...(bleeding && { bleeding }),
    ...(plans.length > 0 && { plans }),
    ...(today && { today }),
    ...(care.length > 0 && { care }),
    ...(pastStarts && { pastStarts }),
  });
}

/** What a text that `textOf` wrote says. */
export function readText(text: string): Agreed {
  const { v, ...agreed } = JSON.parse(text);
  if (v !== 1) throw new RangeError("readText expects a text of version 1");
  return { ...sharingNothing, ...agreed };
}

const names = ["R.", "Ada", "Zoë", "Mia K.", "Noor", "李", "A name of just forty characters, no more"];
const wordsForIt = [
  "",
  "The next days may be harder. Tea helps.",
  "Slow evenings, please",
  'Please: "no plans"\nand soup',
  "Wärmflasche 🌊",
  "x".repeat(200),
];
/** By name, as version 1 wrote them. */
export const planNames = ["Concert", "Exam", "Night shift", "Trip to the sea", "Wedding"] as const;
/** Days that grants last, both ends counted; the others are drawn. */
const usualLengths = [1, 28, 30, 84, 90, 180];
const firstDay = calendarDate("2027-01-01");

/** The grants of a seed: the same in every version, on every machine. */
export function drawGrants(seed: number, count: number): readonly StoredGrant[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const seedBytes = Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));
    return signedAs(seedBytes, textOf(drawAgreed(random)));
  });
}

function drawAgreed(random: Random): Agreed {
  const below = (count: number): number => Math.floor(random() * count);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const some = <Item>(items: readonly Item[]): readonly Item[] => items.filter(() => random() < 0.5);
  const first = addDays(firstDay, below(150));
  const days = random() < 0.5 ? one(usualLengths) : 1 + below(180);
  return {
    called: one(names),
    first,
    last: addDays(first, days - 1),
    headsUp: random() < 0.6 ? { days: 1 + below(10), words: one(wordsForIt) } : null,
    nextStart: one([null, "week", "band", "distribution"] as const),
    bleeding: one([null, "estimate", "day"] as const),
    plans: random() < 0.5 ? [] : some(planNames),
    today: random() < 0.5,
    care: some(["helps", "brings"] as const),
    pastStarts: random() < 0.3,
  };
}

/** The grant with another text, truly signed: its owner agreed to that one. */
export const signedAgain = ({ seed }: StoredGrant, text: string): StoredGrant =>
  signedAs(Buffer.from(seed, "base64url"), text);

/** A private Ed25519 key's PKCS #8 up to its 32 bytes. Source: RFC 8410, 7. */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** Rules 90 and 91 by Node's own Ed25519 and SHA-256. */
function signedAs(seed: Uint8Array, text: string): StoredGrant {
  const key: KeyObject = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: "der",
    type: "pkcs8",
  });
  // The last 32 bytes of a public key's SubjectPublicKeyInfo are the key. Source: RFC 8410, 4.
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  const id = createHash("sha256")
    .update("tidetable/v1 letterbox\n")
    .update(publicKey)
    .digest()
    .subarray(0, 16);
  const signed = Buffer.concat([Buffer.from("tidetable/v1 scope\n"), id, Buffer.from(text)]);
  return {
    id: id.toString("base64url"),
    seed: Buffer.from(seed).toString("base64url"),
    key: publicKey.toString("base64url"),
    text,
    signature: sign(null, signed, key).toString("base64url"),
  };
}
