import * as v from "valibot";

/**
 * Longest texts of each kind, in bytes as they lie in a letter: UTF-8 of the JSON string, so that a line break or a
 * quotation mark counts twice.
 *
 * Our choice, so that the longest texts of all kinds together leave a projection below `projectionBytes`, tested.
 */
export const shareLimits = {
  /** What the reader is told her name is; 1 to 40 characters, too. */
  called: 80,
  /** A plan's name; 1 to 40 characters, too. */
  plan: 60,
  /** Her words for a heads-up. */
  headsUp: 240,
  /** "How I am today". */
  told: 200,
  /** "What helps me" and "what to bring", each. */
  care: 560,
  /** Her prepared message, if a check-in goes unanswered. */
  checkIn: 240,
} as const;

/** Characters of a name. Our choice: it stands in a line of its own. */
const nameCharacters = 40;

/** Bytes of a value as JSON in UTF-8. */
function jsonBytes(value: unknown): number {
  let bytes = 0;
  for (const character of JSON.stringify(value)) {
    const point = character.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** Whether a text may be shared as this kind: short enough, and without signs that cannot be seen or written. */
export function isShareText(kind: keyof typeof shareLimits, text: string): boolean {
  const isName = kind === "called" || kind === "plan";
  // Half of a pair (Cs) cannot be written as UTF-8; of control signs only the line break, and not in a name, is text. A
  // name that turns the direction of writing would turn what stands around it.
  const unwritable = isName ? /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u : /[\p{Cs}]|(?!\n)\p{Cc}/u;
  if (unwritable.test(text) || jsonBytes(text) - 2 > shareLimits[kind]) return false;
  return !isName || (text.trim() !== "" && [...text].length <= nameCharacters);
}

/** As `isShareText`, for a parse at the edge. */
export const shareText = (kind: keyof typeof shareLimits) =>
  v.custom<string>(
    (value) => typeof value === "string" && isShareText(kind, value),
    `a text of at most ${shareLimits[kind]} bytes`,
  );
