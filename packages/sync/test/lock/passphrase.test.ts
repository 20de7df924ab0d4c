import { describe, expect, test } from "vitest";
import { argon2, offeredPassphrase, passphraseProblem } from "../../src/index.ts";

describe("a passphrase", () => {
  test("of fewer than 15 characters is refused, and one of digits alone is called a PIN", () => {
    for (const text of ["", "tide", "fourteen chars", "correct horse"])
      expect(passphraseProblem(text)).toBe("short");
    for (const text of ["1111", "482 915", "12-34-56", "٤٨٢٩١٥"]) expect(passphraseProblem(text)).toBe("pin");
  });

  test("of 15 characters or more is taken without further rules", () => {
    for (const text of ["fifteen letters", "aaaaaaaaaaaaaaa", "ß🌊 ß🌊 ß🌊 ß🌊 ß🌊 ß", "482915 482915 4829"])
      expect(passphraseProblem(text), text).toBeNull();
  });

  test("is not made longer by space around or between its words", () => {
    expect(passphraseProblem("  short           enough  ")).toBe("short");
  });

  test("as offered is five words of the list, drawn evenly from the bytes given", async () => {
    expect(await offeredPassphrase((length) => new Uint8Array(length))).toBe(
      "abandon abandon abandon abandon abandon",
    );
    expect(await offeredPassphrase((length) => new Uint8Array(length).fill(255))).toBe("zoo zoo zoo zoo zoo");
    expect(passphraseProblem(await offeredPassphrase((length) => new Uint8Array(length)))).toBeNull();
  });

  test("is hashed as RFC 9106's Argon2id, version 1.3, on one lane", async () => {
    // Source: the reference implementation, P-H-C/phc-winner-argon2, src/test.c: 64 MiB, two passes, "password", "somesalt".
    const hash = await argon2(
      new Uint8Array(Buffer.from("password")),
      new Uint8Array(Buffer.from("somesalt")),
      {
        memoryKiB: 65_536,
        passes: 2,
        parallelism: 1,
      },
    );
    expect(Buffer.from(hash).toString("hex")).toBe(
      "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    );
  });
});
