import type { Bytes } from "./suite.ts";

/** NIST SP 800-63B-4, 3.1.1.2: 15 characters where a password is the only factor; no rules of composition. */
export const passphraseLeast = 15;
/** Words offered. 2,048 are on the list, so five are 55 random bits. Our choice, with Argon2id behind it. */
const offeredWords = 5;

/**
 * A passphrase as it is used: NFKC, so that two keyboards' ways of writing a letter are one, without space at its ends
 * and with single spaces inside, because pasting and word completion add some. Part of the lock's frozen format.
 */
export const normalPassphrase = (text: string): string => text.normalize("NFKC").trim().replace(/\s+/gu, " ");

/**
 * Why a text cannot keep a diary closed; null if it can. `pin`: digits only. All six-digit numbers are tried within
 * minutes on a copied diary, whatever a guess costs; a lock that cannot count guesses must not take one.
 */
export function passphraseProblem(text: string): "pin" | "short" | null {
  const normal = normalPassphrase(text);
  if ([...normal].length >= passphraseLeast) return null;
  return /^[\p{Nd} .-]+$/u.test(normal) ? "pin" : "short";
}

/** Five words of BIP 39's English list, drawn evenly. The list is loaded by the first call. */
export async function offeredPassphrase(randomBytes: (length: number) => Bytes): Promise<string> {
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  const bytes = randomBytes(2 * offeredWords);
  return Array.from(
    { length: offeredWords },
    // 2,048 divides 65,536, so no word is likelier than another.
    (_, index) => wordlist[((bytes[2 * index]! << 8) | bytes[2 * index + 1]!) % wordlist.length],
  ).join(" ");
}
