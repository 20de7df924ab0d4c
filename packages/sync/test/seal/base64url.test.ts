import fc from "fast-check";
import { expect, test } from "vitest";
import { base64urlFromBytes, bytesFromBase64url } from "../../src/seal/base64url.ts";

test("base64url of any bytes is what Node writes, and reads back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = base64urlFromBytes(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(bytesFromBase64url(text)).toEqual(new Uint8Array(bytes));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("the texts of RFC 4648, 10, without their padding", () => {
  const texts = ["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"];
  for (const [length, text] of texts.entries()) {
    expect(base64urlFromBytes(Buffer.from("foobar".slice(0, length)))).toBe(text);
  }
});

test("each byte string has one text: padding, spaces, other alphabets and left-over bits are refused", () => {
  for (const text of [
    "A",
    "AAAAA",
    "AA==",
    "AA=",
    "A A",
    "AA\n",
    "+/+/",
    "AB",
    "AAB",
    "é",
    "AA\u0100A",
    "Zm9v=====",
  ]) {
    expect(bytesFromBase64url(text), JSON.stringify(text)).toBeNull();
  }
});

test("whatever is read would be written the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ABEIQgw_-019=+/ "), maxLength: 12 }), (text) => {
      const bytes = bytesFromBase64url(text);
      if (bytes !== null) expect(base64urlFromBytes(bytes)).toBe(text);
    }),
    { seed: 1, numRuns: 3_000 },
  );
});
