import { cellCount, lossChances } from "./grid.ts";
import { type Belief, type Model, posterior } from "./model.ts";

/** Cells below this weight are left out; together they weigh less than 1e-4. Our choice. */
const leastWeight = 1e-7;

/**
 * Chance that a logged gap of `days` held 1, 2, … `most` true cycles, as the whole history now tells it.
 *
 * The belief has learned from the gap itself; that changes the weights of whole states, which is right: a gap that
 * doubles what she otherwise does is doubled by the same belief that the others have formed.
 */
export function unloggedIn(model: Model, belief: Belief, days: number, most: number): readonly number[] {
  const { weights, tables } = posterior(model, belief);
  const mass = new Array<number>(most).fill(0);
  const lossCount = lossChances.length;
  const merged = new Float64Array(most);
  for (let cell = 0; cell < cellCount; cell++) {
    let cellWeight = 0;
    for (let index = 0; index < lossCount; index++) cellWeight += weights[cell * lossCount + index]!;
    if (cellWeight < leastWeight) continue;
    for (let i = 0; i < most; i++) merged[i] = tables.merged(cell, i + 1, days);
    for (let index = 0; index < lossCount; index++) {
      const loss = lossChances[index]!;
      let total = 0;
      for (let i = 0; i < most; i++) total += merged[i]! * loss ** i;
      if (!(total > 0)) continue;
      const weight = weights[cell * lossCount + index]! / total;
      for (let i = 0; i < most; i++) mass[i]! += weight * merged[i]! * loss ** i;
    }
  }
  const total = mass.reduce((sum, one) => sum + one, 0);
  return total > 0 ? mass.map((one) => one / total) : mass.map((_, i) => (i === 0 ? 1 : 0));
}
