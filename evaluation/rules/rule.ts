import type { Known } from "../cohort.ts";

/** What a tracker tells its user of the next start, in days from the last one. */
export interface Said {
  /** The day it names; it may lie between two days. */
  readonly day: number;
  /** The days it shows as possible, both inclusive; absent where it shows one day alone. */
  readonly range?: { readonly first: number; readonly last: number };
}

/** A tracker's rule with its default settings: what it says from what it knows, null where it says nothing. */
export interface Rule {
  readonly name: string;
  /** Where the rule is written down: project, file, version. */
  readonly source: string;
  readonly says: (known: Known) => Said | null;
}
