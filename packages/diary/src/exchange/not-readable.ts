import type { FormatName } from "./format-name.ts";
import type { Problem, Where } from "./problem.ts";

export const notReadableKinds = [
  "empty",
  "binary",
  "truncated",
  "malformed",
  "too-large",
  "too-many-problems",
  "unknown-format",
  "not-this-format",
  "other-version",
  "ambiguous-dates",
  "no-days",
] as const;

export type NotReadableKind = (typeof notReadableKinds)[number];

/** What a kind says besides that nothing of the file can be taken. */
interface NotReadableDetails {
  /** The file ends inside something that begins at `where`, or whose end is missing there. */
  truncated: { readonly where: Where };
  /** Brackets, commas or quotes do not fit at `where`. */
  malformed: { readonly where: Where };
  /** More than `limit` of `unit`; the limits are in `limits.ts`. */
  "too-large": {
    readonly limit: number;
    readonly unit: "mebibytes" | "days" | "lines" | "columns" | "levels";
  };
  "too-many-problems": { readonly limit: number };
  "not-this-format": { readonly format: FormatName };
  /** Every date with slashes, here the first of them, can be read as day/month and as month/day; or neither fits all. */
  "ambiguous-dates": { readonly where: Where };
  /** Why each day that the file has was not taken. */
  "no-days": { readonly skipped: readonly Problem[] };
}

/** Why nothing of a file can be taken. */
export type NotReadable = {
  [Kind in NotReadableKind]: { readonly kind: Kind } & (Kind extends keyof NotReadableDetails
    ? NotReadableDetails[Kind]
    : unknown);
}[NotReadableKind];
