import { beforeAll, describe, expect, test } from "vitest";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { blankLetter, type KeptLetter, sealLetter, takeLetter } from "../../src/share/letter.ts";
import { realSuite } from "../household.ts";
import { granted } from "./reader.ts";

const suite = realSuite(302);
let ours: Awaited<ReturnType<typeof granted>>;
beforeAll(async () => {
  ours = await granted(suite);
});

const none: KeptLetter = { number: 0, letter: "" };
const content = (said: string) => ({ relay: null, projection: { said } });
const letterWith = (number: number, said: string) =>
  sealLetter(suite, ours.keys, number, [ours.key], content(said));

describe("rule 98: a reader", () => {
  test("takes a first letter, the same again, and each with a higher number", async () => {
    let kept = none;
    for (const number of [1, 1, 2, 9]) {
      const letter = await letterWith(number, `no. ${number}`);
      const taking = await takeLetter(suite, ours.device, kept, { number, letter });
      if (taking.kind !== "letter") throw new Error(taking.kind);
      expect(taking.kept).toEqual({ number, letter: base64urlFromBytes(letter) });
      expect(taking.content).toEqual({ number, ...content(`no. ${number}`) });
      kept = taking.kept;
    }
  });

  test("refuses an old letter that a relay shows again, and keeps what it had", async () => {
    const [old, newer] = [await letterWith(4, "old"), await letterWith(5, "newer")];
    const taken = await takeLetter(suite, ours.device, none, { number: 5, letter: newer });
    if (taken.kind !== "letter") throw new Error(taken.kind);
    expect(await takeLetter(suite, ours.device, taken.kept, { number: 4, letter: old })).toEqual({
      kind: "old",
    });
  });

  test("does not take an old letter under a new number", async () => {
    const taken = await takeLetter(suite, ours.device, none, {
      number: 5,
      letter: await letterWith(5, "newer"),
    });
    if (taken.kind !== "letter") throw new Error(taken.kind);
    const old = await letterWith(4, "old");
    const again = await takeLetter(suite, ours.device, taken.kept, { number: 6, letter: old });
    expect(again).toMatchObject({ kind: "nothing", kept: { number: 5 } });
  });

  test("drops what it had as soon as there is nothing to say: what it keeps then does not open (I11)", async () => {
    const taken = await takeLetter(suite, ours.device, none, {
      number: 5,
      letter: await letterWith(5, "words"),
    });
    if (taken.kind !== "letter") throw new Error(taken.kind);
    const blank = await blankLetter(suite, ours.keys, 6);
    const after = await takeLetter(suite, ours.device, taken.kept, { number: 6, letter: blank });
    expect(after).toEqual({ kind: "nothing", kept: { number: 5, letter: base64urlFromBytes(blank) } });
    if (after.kind !== "nothing") throw new Error(after.kind);
    // Nor does the relay bring back what is older than the newest that was taken.
    const older = { number: 4, letter: await letterWith(4, "older") };
    expect(await takeLetter(suite, ours.device, after.kept, older)).toEqual({ kind: "old" });
  });

  test("cannot tell blank, forged, foreign and broken letters apart, and none of them raises its number", async () => {
    const foreign = await granted(suite);
    const good = await letterWith(7, "good");
    const letters = [
      await blankLetter(suite, ours.keys, 4_000_000_000),
      await sealLetter(suite, foreign.keys, 4_000_000_000, [ours.key], content("forged")),
      suite.randomBytes(4_096),
      good.slice(0, 4_000),
    ];
    for (const letter of letters) {
      const taking = await takeLetter(suite, ours.device, none, { number: 4_000_000_000, letter });
      expect(taking).toEqual({ kind: "nothing", kept: { number: 0, letter: base64urlFromBytes(letter) } });
      if (taking.kind !== "nothing") throw new Error(taking.kind);
      const then = await takeLetter(suite, ours.device, taking.kept, { number: 7, letter: good });
      expect(then.kind).toBe("letter");
    }
  });

  test("changes nothing of what it was given", async () => {
    const kept = Object.freeze({ number: 3, letter: "AAAA" });
    const letter = await letterWith(4, "four");
    const before = letter.slice();
    await takeLetter(suite, ours.device, kept, { number: 4, letter });
    expect(letter).toEqual(before);
  });
});
