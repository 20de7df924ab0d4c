import { createHash } from "node:crypto";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entropyFromWords, fourWords, wordsFromEntropy } from "../../src/seal/words.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** Vectors of the standard itself (BIP 39, test vectors, English), those of 128 bits. */
const official = [
  ["00000000000000000000000000000000", `${"abandon ".repeat(11)}about`],
  [
    "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
  ],
  [
    "80808080808080808080808080808080",
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
  ],
  ["ffffffffffffffffffffffffffffffff", `${"zoo ".repeat(11)}wrong`],
] as const;

describe("rule 1: the words are BIP 39's", () => {
  test.each(official)("%s", async (entropy, words) => {
    expect((await wordsFromEntropy(hex(entropy))).join(" ")).toBe(words);
    expect(await entropyFromWords(words)).toEqual({ ok: true, value: hex(entropy) });
  });

  test("any 16 bytes give twelve words of the list, which give those bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (entropy) => {
        const words = await wordsFromEntropy(entropy);
        expect(words).toHaveLength(12);
        expect(words.every((word) => wordlist.includes(word))).toBe(true);
        expect(await entropyFromWords(words.join(" "))).toEqual({ ok: true, value: new Uint8Array(entropy) });
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("another number of bytes is our own mistake", async () => {
    await expect(wordsFromEntropy(new Uint8Array(32))).rejects.toThrow(/entropy/);
  });
});

describe("words as people type them", () => {
  const [entropy, words] = official[1];
  const list = words.split(" ");

  test.each([
    ["capitals", words.toUpperCase()],
    ["a capital at each beginning", list.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(" ")],
    ["spaces and line breaks", `\n  ${list.join("  \r\n\t")}  `],
    ["commas", list.join(", ")],
    ["the numbers of a sheet", list.map((word, at) => `${at + 1}. ${word}`).join("\n")],
    ["numbers in brackets, without a space", list.map((word, at) => `(${at + 1})${word}`).join(" ")],
    [
      "wide letters",
      [...words]
        .map((c) => (c === " " ? "\u3000" : String.fromCodePoint(c.codePointAt(0)! + 0xfee0)))
        .join(""),
    ],
    ["no-break spaces", list.join("\u00a0")],
  ])("%s do not matter", async (_, text) => {
    expect(await entropyFromWords(text)).toEqual({ ok: true, value: hex(entropy) });
  });

  test("too few or too many words are counted", async () => {
    for (const text of ["", "  12, 13 ", "abandon", list.slice(1).join(" "), `${words} abandon`]) {
      const count = text.split(" ").filter((word) => /[a-z]/.test(word)).length;
      expect(await entropyFromWords(text)).toEqual({ ok: false, error: { kind: "word-count", count } });
    }
  });

  test("a word that is not on the list is named by its place, and never by itself", async () => {
    for (const [at, word] of [
      [1, "legall"],
      [7, "würth"],
      [12, "yello"],
    ] as const) {
      const text = list.with(at - 1, word).join(" ");
      expect(await entropyFromWords(text)).toEqual({
        ok: false,
        error: { kind: "unknown-word", position: at },
      });
    }
  });

  test("of all single words put in place of the last, one in sixteen fits, and the rest are a wrong checksum", async () => {
    const answers = await Promise.all(
      wordlist.map((word) => entropyFromWords(list.with(11, word).join(" "))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(128);
    expect(answers.filter((answer) => !answer.ok && answer.error.kind === "checksum")).toHaveLength(1_920);
  });
});

describe("rules 27 and 77: four words of a hash", () => {
  test("are its first 44 bits on the list, as another way of computing gives them", async () => {
    for (let round = 0; round < 50; round++) {
      const hash = createHash("sha256").update(`${round}`).digest();
      const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
      const expected = [0, 11, 22, 33].map((at) => wordlist[Number.parseInt(bits.slice(at, at + 11), 2)]);
      expect(await fourWords(hash)).toEqual(expected);
    }
  });

  test("differ when any of the 44 bits does, and not for a later one", async () => {
    const hash = new Uint8Array(createHash("sha256").update("a").digest());
    const before = await fourWords(hash);
    for (let bit = 0; bit < 60; bit++) {
      const other = new Uint8Array(hash);
      other[bit >> 3] = other[bit >> 3]! ^ (0x80 >> (bit & 7));
      if (bit < 44) expect(await fourWords(other), `bit ${bit}`).not.toEqual(before);
      else expect(await fourWords(other), `bit ${bit}`).toEqual(before);
    }
  });

  test("fewer than 44 bits are our own mistake", async () => {
    await expect(fourWords(new Uint8Array(5))).rejects.toThrow(/hash/);
  });
});
