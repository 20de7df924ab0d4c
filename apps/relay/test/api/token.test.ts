import { describe, expect, test } from "vitest";
import { createTokenReader, type Token, writeToken } from "../../src/api/token.ts";

const secret = new Uint8Array(32).fill(7);
const tokenOf = (name: number, until = 1_000): Token => ({
  session: { vault: new Uint8Array(16).fill(name), generation: 1 },
  by: "access",
  until,
});
const headerOf = (token: Token): string => `Tidetable ${writeToken(secret, token)}`;

describe("a token that was checked once", () => {
  test("rule 42: is known again until its hour has passed, to the millisecond", () => {
    let now = 0;
    const read = createTokenReader(() => now);
    const header = headerOf(tokenOf(1));
    const first = read(secret, header);
    expect(first).toEqual(tokenOf(1));
    now = 999;
    expect(read(secret, header)).toBe(first);
    now = 1_000;
    expect(read(secret, header)).toBeNull();
  });

  test("makes no other text good: neither one that differs in a letter, nor the same under another secret", () => {
    const read = createTokenReader(() => 0);
    const header = headerOf(tokenOf(1));
    expect(read(secret, header)).not.toBeNull();
    for (let at = 10; at < header.length; at++) {
      const other = header[at] === "A" ? "B" : "A";
      expect(read(secret, header.slice(0, at) + other + header.slice(at + 1))).toBeNull();
    }
    expect(read(new Uint8Array(32).fill(8), header)).toBeNull();
    expect(read(secret, undefined)).toBeNull();
    expect(read(secret, "")).toBeNull();
  });

  test("is forgotten when there are too many, oldest first, and is good all the same", () => {
    const read = createTokenReader(() => 0, 2);
    const headers = [1, 2, 3].map((name) => headerOf(tokenOf(name)));
    const [first, second, third] = headers.map((header) => read(secret, header));
    expect(read(secret, headers[1])).toBe(second);
    expect(read(secret, headers[2])).toBe(third);
    const again = read(secret, headers[0]);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });
});
