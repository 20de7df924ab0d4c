import type { FreeConstant } from "./free-constants.ts";

/** Distance of the second differences, in prior widths: wide enough for a smooth valley, narrow enough for its floor. */
const distance = 0.15;

/**
 * Standard error of each free constant at a minimum of `cost`, from the inverse of its curvature (Laplace). Values
 * are on the constant's own printed scale, to first order. NaN where the cost has no valley in that direction.
 */
export function standardErrorsAt(
  cost: (units: readonly number[]) => number,
  at: readonly number[],
  free: readonly FreeConstant[],
): Readonly<Record<string, number>> {
  const covariance = inverseOf(curvatureOf(cost, at));
  return Object.fromEntries(
    free.map((constant, i) => {
      const variance = covariance?.[i]?.[i] ?? Number.NaN;
      const here = constant.printed(at[i]!);
      const perUnit = (constant.printed(at[i]! + distance) - here) / distance;
      return [constant.name, Math.abs(perUnit) * Math.sqrt(Math.max(0, variance))];
    }),
  );
}

function curvatureOf(cost: (units: readonly number[]) => number, at: readonly number[]): number[][] {
  const moved = (...moves: readonly (readonly [number, number])[]): number => {
    const there = [...at];
    for (const [i, by] of moves) there[i]! += by;
    return cost(there);
  };
  const middle = cost(at);
  const up = at.map((_, i) => moved([i, distance]));
  const down = at.map((_, i) => moved([i, -distance]));
  return at.map((_, i) =>
    at.map((__, j) => {
      if (i === j) return (up[i]! - 2 * middle + down[i]!) / distance ** 2;
      const both = moved([i, distance], [j, distance]) + moved([i, -distance], [j, -distance]);
      return (both - up[i]! - up[j]! - down[i]! - down[j]! + 2 * middle) / (2 * distance ** 2);
    }),
  );
}

/** Gauss and Jordan with the largest pivot; null for a matrix that has no inverse. */
export function inverseOf(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column; i < size; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    }
    if (Math.abs(rows[pivot]![column]!) < 1e-12) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const scale = rows[column]![column]!;
    rows[column] = rows[column]!.map((value) => value / scale);
    for (let i = 0; i < size; i++) {
      const factor = rows[i]![column]!;
      if (i !== column) rows[i] = rows[i]!.map((value, j) => value - factor * rows[column]![j]!);
    }
  }
  return rows.map((row) => row.slice(size));
}
