import { maxNameLength } from "./limits.ts";

/** A place in a file: a line of text, 1 the first; or the names and indices that lead to a value in JSON. */
export type Where = { readonly line: number } | { readonly path: readonly (string | number)[] };

/** A column's or field's name as it is shown: hostile files have long ones. */
export function shownName(name: string): string {
  return name.length <= maxNameLength ? name : `${name.slice(0, maxNameLength)}…`;
}

export const problemKinds = [
  "missing-date",
  "impossible-date",
  "future-date",
  "doubled-day-same",
  "doubled-day-differs",
  "doubled-event-same",
  "doubled-event-differs",
  "doubled-record-same",
  "doubled-record-differs",
  "doubled-name",
  "not-a-value",
  "excluded-value",
  "too-long",
  "long-gap",
  "short-gap",
  "too-many-columns",
  "too-few-columns",
  "bad-quotes",
  "not-utf8",
] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** What a kind says besides its place. */
interface ProblemDetails {
  /** `expected` lists what the format takes, as it is written in files, and so needs no translation. */
  "not-a-value": { readonly field: string; readonly expected: string };
  /** Marked "do not use" in the file, where our entry has no such mark. */
  "excluded-value": { readonly field: string };
  /** In characters; what is longer is cut there. */
  "too-long": { readonly field: string; readonly longest: number };
  /** Days from the start before to this one. */
  "long-gap": { readonly days: number };
  "short-gap": { readonly days: number };
  "too-many-columns": { readonly expected: number; readonly found: number };
  "too-few-columns": { readonly expected: number; readonly found: number };
}

/**
 * One thing about one place of a file that its owner should know; never the value itself.
 *
 * A path may name a day, because our own JSON has no other locator: a Problem is for the owner's eyes, not for a log.
 */
export type Problem = {
  [Kind in ProblemKind]: { readonly kind: Kind; readonly where: Where } & (Kind extends keyof ProblemDetails
    ? ProblemDetails[Kind]
    : unknown);
}[ProblemKind];
