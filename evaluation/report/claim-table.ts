import type { Claim } from "../claims.ts";
import { markdownTable } from "./markdown.ts";
import { percent, score } from "./numbers.ts";

const writeBy: Readonly<Record<Claim["unit"], (value: number) => string>> = {
  ratio: score,
  days: (value) => `${value.toFixed(3)} days`,
  share: (value) => (value < 0.1 ? `${(100 * value).toFixed(2)} %` : percent(value)),
};
const limitBy: Readonly<Record<Claim["unit"], (value: number) => string>> = {
  ratio: (value) => `${value}`,
  days: (value) => `${value} days`,
  share: (value) => `${Number((100 * value).toFixed(3))} %`,
};

/** Each claim with its number, its limit and whether it holds. */
export const claimTable = (claims: readonly Claim[]): string =>
  markdownTable(claims, [
    { heading: "claim", isText: true, cell: ({ text }) => text },
    { heading: "found", cell: ({ unit, value }) => writeBy[unit](value) },
    { heading: "limit", cell: ({ sense, unit, limit }) => `${sense} ${limitBy[unit](limit)}` },
    { heading: "", isText: true, cell: ({ isHeld }) => (isHeld ? "held" : "**not held**") },
  ]);
