import type { Known } from "../cohort.ts";
import type { Said } from "./rule.ts";

/** A rule for the days after a sign of ovulation: what it says of the running cycle's length. */
export interface SignRule {
  readonly name: string;
  /** Where the rule is written down: project, file, version. */
  readonly source: string;
  /** `signDay` is the running cycle's day of the sign; 1 is the first day of the period. */
  readonly says: (known: Known, signDay: number) => Said | null;
}
