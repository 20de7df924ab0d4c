import type { Estimate } from "../bootstrap.ts";

/** How numbers are written in tables: few enough digits that they repeat on any machine. */

export const score = (value: number): string => value.toFixed(3);
export const days = (value: number): string => value.toFixed(1);
/** A share with its digits behind the point alone, as `.869`; a whole one as `1.000`. */
export const share = (value: number): string => value.toFixed(3).replace(/^(-?)0\./, "$1.");
export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
/** Blank where there is none. */
export const ratio = (estimate: Estimate | null): string =>
  estimate ? `${score(estimate.value)} (${score(estimate.lower)}–${score(estimate.upper)})` : "";
export const difference = ({ value, lower, upper }: Estimate): string =>
  `${signed(value)} (${signed(lower)} to ${signed(upper)})`;
