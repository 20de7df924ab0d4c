import type { Notice } from "../protocol.ts";
import type { Answer, RelayTrouble, Transport } from "../relay-client.ts";
import type { Suite } from "../seal/suite.ts";
import type { GrantKeys, ReaderKey } from "./grant.ts";
import { blankLetter, type LetterContent, sealLetter } from "./letter.ts";
import { letterboxAt } from "./letterbox.ts";
import { queueAt } from "./queue.ts";
import { type WriteKey, writeKeyPublic } from "./write-key.ts";

/** What became of one letter or queue: left there, or why not. */
export interface Left {
  readonly outcome: "left" | "no-relay" | RelayTrouble["kind"];
  /** The highest number known to have been written there. */
  readonly number: number;
}

/** Makes a letterbox or queue with a vault's session: `Vault.makeLetterbox`. Null where the vault has no relay. */
export type MakeLetterbox = (
  kind: "letterboxes" | "queues",
  publicKey: string,
) => Promise<Answer<null> | null>;

/** One grant's next letter. */
export interface NextLetter {
  readonly keys: Pick<GrantKeys, "id" | "seed">;
  /** The highest number known to have been written; 0 where none is. */
  readonly number: number;
  readonly readers: readonly ReaderKey[];
  /** Null: nothing to say (rule 96). */
  readonly content: LetterContent | null;
}

/**
 * Leaves a letter in every letterbox (rule 97), one after the other, in the order given; what each says makes no
 * difference to what is sent. Makes a letterbox that is not there, and where another device wrote meanwhile, goes above
 * its number once. After a relay did not answer, the rest is not tried.
 *
 * @param make null: what is not there is not made
 */
export async function publishLetters({
  suite,
  transport,
  make,
  letters,
}: {
  readonly suite: Suite;
  readonly transport: Transport;
  readonly make: MakeLetterbox | null;
  readonly letters: readonly NextLetter[];
}): Promise<readonly (Left & { readonly id: string })[]> {
  const results: (Left & { readonly id: string })[] = [];
  let isSilent = false;
  for (const { keys, number, readers, content } of letters) {
    if (isSilent) {
      results.push({ id: keys.id, outcome: "unreachable", number });
      continue;
    }
    const letterbox = await letterboxAt(suite, transport, keys.seed);
    const left = await leave({
      number,
      put: async (next) =>
        letterbox.put(
          next,
          content === null
            ? await blankLetter(suite, keys, next)
            : await sealLetter(suite, keys, next, readers, content),
        ),
      make: make && (async () => make("letterboxes", await writeKeyPublic(suite, keys))),
    });
    isSilent = left.outcome === "unreachable";
    results.push({ id: keys.id, ...left });
  }
  return results;
}

/** Replaces what waits in a queue (rule 101), as `publishLetters` does a letter. @throws RangeError for more than 8 notices */
export async function leaveNotices({
  suite,
  transport,
  make,
  key,
  number,
  notices,
}: {
  readonly suite: Suite;
  readonly transport: Transport;
  readonly make: MakeLetterbox | null;
  readonly key: WriteKey;
  /** The highest number known to have been written; 0 where none is. */
  readonly number: number;
  readonly notices: readonly Notice[];
}): Promise<Left> {
  const queue = await queueAt(suite, transport, key.seed);
  return leave({
    number,
    put: (next) => queue.put(next, notices),
    make: make && (async () => make("queues", await writeKeyPublic(suite, key))),
  });
}

/** Writes above a number; makes what is not there, and goes above who came first, once each. */
export async function leave({
  number,
  put,
  make,
}: {
  readonly number: number;
  readonly put: (number: number) => Promise<Answer<null>>;
  readonly make: (() => Promise<Answer<null> | null>) | null;
}): Promise<Left> {
  let highest = number;
  let canMake = make !== null;
  let canRise = true;
  for (;;) {
    if (highest >= highestNumber) return { outcome: "not-a-relay", number };
    const answer = await put(highest + 1);
    if (answer.ok) return { outcome: "left", number: highest + 1 };
    const { error } = answer;
    if (error.kind === "behind" && canRise) {
      canRise = false;
      highest = error.head;
    } else if (error.kind === "unknown" && canMake) {
      canMake = false;
      const made = await make!();
      if (!made?.ok) return { outcome: made === null ? "no-relay" : made.error.kind, number };
    } else {
      return { outcome: error.kind, number };
    }
  }
}

/** A letter's number is a u32 (rule 95). No owner comes near it; a relay that says so is none. */
const highestNumber = 0xffff_ffff;
