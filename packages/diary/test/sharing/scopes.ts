import fc from "fast-check";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  isShareText,
  type Scope,
  shareLimits,
} from "../../src/index.ts";

/** Signs that take one to four bytes as JSON in UTF-8, those that are escaped among them. */
const signs = ["a", "Z", " ", '"', "\\", "\n", "é", "語", "😀"];

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** A text of a kind, often as long as it may be. */
export function shareTextOf(kind: keyof typeof shareLimits): fc.Arbitrary<string> {
  const isName = kind === "called" || kind === "plan";
  const sign = fc.constantFrom(...signs.filter((one) => !isName || one !== "\n"));
  return fc.tuple(sign, fc.array(sign, { maxLength: 30 }), fc.boolean()).map(([filler, some, isLongest]) => {
    const characters = isName ? 40 : Number.POSITIVE_INFINITY;
    const wanted = ["x", ...some, ...(isLongest ? Array<string>(shareLimits[kind]).fill(filler) : [])];
    let [text, bytes] = ["", 0];
    for (const one of wanted.slice(0, characters)) {
      bytes += bytesOf(one);
      if (bytes > shareLimits[kind]) break;
      text += one;
    }
    if (!isShareText(kind, text)) throw new Error(`expected a text that can be shared as ${kind}`);
    return text;
  });
}

const names = fc.uniqueArray(shareTextOf("plan"), { maxLength: 5 }).map((some) => some.sort());

/** Every scope there can be that begins on a day. */
export const scopeFrom = (first: CalendarDate): fc.Arbitrary<Scope> =>
  fc.record({
    called: shareTextOf("called"),
    first: fc.constant(first),
    last: fc.integer({ min: 0, max: 179 }).map((days) => addDays(first, days)),
    headsUp: fc.option(fc.record({ days: fc.integer({ min: 1, max: 10 }), words: shareTextOf("headsUp") })),
    nextStart: fc.constantFrom(null, "week", "band", "distribution"),
    bleeding: fc.constantFrom(null, "estimate", "day"),
    plans: names,
    today: fc.boolean(),
    care: fc.constantFrom<Scope["care"]>([], ["helps"], ["brings"], ["helps", "brings"]),
    pastStarts: fc.boolean(),
  });

/** A scope that shares nothing from its first day on, but for what is given. */
export const scopeWith = (first: string, shared: Partial<Scope>): Scope => ({
  called: "R.",
  first: calendarDate(first),
  last: addDays(calendarDate(first), 179),
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
  ...shared,
});

/** Everything there is to share, at its finest. */
export const everything = {
  headsUp: { days: 3, words: "Fewer plans for me, please." },
  nextStart: "distribution",
  bleeding: "day",
  plans: ["Lisbon", "Night shifts"],
  today: true,
  care: ["helps", "brings"],
  pastStarts: true,
} as const satisfies Partial<Scope>;
