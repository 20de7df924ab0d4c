import { maxTitleLength } from "./limits.ts";

/**
 * Text from a file as it may be shown: one line, without control characters and without those that turn the direction of
 * what stands after them; cut where it is too long.
 */
export function shownText(text: string): string {
  const plain = text
    // Far more than can be left of it, so that a megabyte is not looked at.
    .slice(0, maxTitleLength * 20)
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();
  const characters = [...plain];
  return characters.length <= maxTitleLength ? plain : `${characters.slice(0, maxTitleLength - 1).join("")}…`;
}
