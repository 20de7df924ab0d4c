import type { Random } from "@tidetable/forecast";
import type { CohortCycle } from "../cohort.ts";
import type { LoggedPerson } from "../logged.ts";

/** How one made-up person's cycles come about. Asked cycle by cycle, in order, from 0 on. */
export interface Life {
  /** True length of a cycle, days. */
  readonly length: (cycle: number) => number;
  /** Whether the start of a cycle goes unlogged; never asked of the first. */
  readonly forgets: (cycle: number) => boolean;
  /** Years, when known to the forecasters. */
  readonly age?: (cycle: number) => number;
}

/** Draws a new person's life. */
export type DrawLife = (random: Random) => Life;

/** Lives until that many gaps between logged starts are whole, and one cycle more, which is the last to be forecast. */
export function live(id: string, life: Life, gaps: number): LoggedPerson {
  const cycles: CohortCycle[] = [];
  const isLogged: boolean[] = [];
  for (let starts = 0; starts <= gaps; ) {
    const cycle = cycles.length;
    isLogged.push(cycle === 0 || !life.forgets(cycle));
    if (isLogged[cycle]) starts++;
    cycles.push({ length: life.length(cycle), ...(life.age ? { age: life.age(cycle) } : {}) });
  }
  return { id, cycles, isLogged };
}
