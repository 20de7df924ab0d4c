import { expectLength } from "./compare.ts";
import { entropyLength } from "./root.ts";
import type { Bytes } from "./suite.ts";

// BIP 39, English. The list and its code are loaded on the first call, because an app shows or asks for words rarely.

/** Words of a recovery sheet (rule 1). */
const wordCount = 12;

/** Why a text is not twelve words of a vault. It never holds a word: they are the secret. */
export type WordsProblem =
  | { readonly kind: "word-count"; readonly count: number }
  /** `position` from 1: the first word that is not on the list. */
  | { readonly kind: "unknown-word"; readonly position: number }
  /** All words are on the list, but one is not the one that was written down, or two changed places. */
  | { readonly kind: "checksum" };

export type EntropyFromWords =
  | { readonly ok: true; readonly value: Bytes }
  | { readonly ok: false; readonly error: WordsProblem };

const load = async () => {
  const [code, { wordlist }] = await Promise.all([
    import("@scure/bip39"),
    import("@scure/bip39/wordlists/english.js"),
  ]);
  return { ...code, wordlist };
};

/** The twelve words that say 16 bytes. @throws RangeError for another length */
export async function wordsFromEntropy(entropy: Uint8Array): Promise<readonly string[]> {
  expectLength("entropy", entropy, entropyLength);
  const { entropyToMnemonic, wordlist } = await load();
  return entropyToMnemonic(entropy, wordlist).split(" ");
}

/**
 * The 16 bytes that twelve words say, however they were typed: capitals, wide letters, line breaks, commas and the
 * numbers of a recovery sheet do not matter.
 */
export async function entropyFromWords(text: string): Promise<EntropyFromWords> {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "");
  if (words.length !== wordCount) return { ok: false, error: { kind: "word-count", count: words.length } };
  const { mnemonicToEntropy, wordlist } = await load();
  const unknown = words.findIndex((word) => !wordlist.includes(word));
  if (unknown !== -1) return { ok: false, error: { kind: "unknown-word", position: unknown + 1 } };
  try {
    return { ok: true, value: new Uint8Array(mnemonicToEntropy(words.join(" "), wordlist)) };
  } catch {
    return { ok: false, error: { kind: "checksum" } };
  }
}

/** Four words for the first 44 bits of a hash, to be compared by eye or by voice (rules 27 and 77). */
export async function fourWords(hash: Uint8Array): Promise<readonly string[]> {
  if (hash.length < 6) throw new RangeError(`fourWords expects hash of 6 bytes or more, got ${hash.length}`);
  const { wordlist } = await load();
  const bits = hash.subarray(0, 6).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 4n;
  return [33n, 22n, 11n, 0n].map((shift) => wordlist[Number((bits >> shift) & 2047n)]!);
}
