/**
 * The lowest value of a function of several numbers, found without derivatives, dice or clock: the same call gives
 * the same answer.
 *
 * The simplex of Nelder and Mead (Computer Journal 7, 1965), with the coefficients of Gao and Han (Computational
 * Optimization and Applications 51, 2012), which keep it moving in many dimensions. When it has shrunk to a point
 * it is spread anew around the best place and starts over, until a whole run finds nothing better.
 */

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

export interface Effort {
  /** The most often that the function is asked. */
  readonly evaluations: number;
}

type Vertex = Minimum;

/** A run is over when its vertices differ by no more than this in value … Our choice; models-minimise.test.ts holds it. */
const flat = 1e-8;
/** … and a further run is worth while when the one before gained at least this. Our choice. */
const worthwhile = 1e-6;

/**
 * @param f any number may come back; what is not finite counts as infinitely high.
 * @param start where the search begins.
 * @param step how far the first simplex reaches from `start` in each direction; none may be 0.
 * @throws RangeError when `step` has not the length of `start`, or a 0, or when there are no evaluations.
 */
export function minimise(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  step: readonly number[],
  { evaluations }: Effort,
): Minimum {
  if (step.length !== start.length) {
    throw new RangeError(`step expects ${start.length} numbers, one for each of start, got ${step.length}`);
  }
  if (step.some((reach) => reach === 0)) throw new RangeError("step expects no 0");
  if (!(evaluations >= 1)) throw new RangeError(`evaluations expects 1 or more, got ${evaluations}`);
  let left = evaluations;
  const ask = (at: readonly number[]): Vertex => {
    // A step that is under way when no asking is left goes on among places that nobody wants.
    const value = left-- > 0 ? f(at) : Number.NaN;
    return { at, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  let best = ask(start);
  // Later runs begin with half the reach, turned round, so that they do not repeat the first.
  for (let reach = 1; left > start.length; reach *= -0.5) {
    const before = best.value;
    best = descend(ask, best, step, reach, () => left > 0);
    if (before - best.value < worthwhile) break;
  }
  return best;
}

/** Both inclusive. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The place inside the bounds, one for each number, that is nearest. */
export const nearestInside = (at: readonly number[], bounds: readonly Bounds[]): readonly number[] =>
  at.map((x, i) => Math.min(bounds[i]!.upper, Math.max(bounds[i]!.lower, x)));

/**
 * A function to be minimised within bounds: outside it is its nearest value inside and the square of the distance.
 *
 * The minimum may lie outside by a trace; `nearestInside` brings it back. A wall without a slope would hold a simplex
 * that has run flat against it.
 */
export const heldWithin =
  (f: (at: readonly number[]) => number, bounds: readonly Bounds[]) =>
  (at: readonly number[]): number => {
    const inside = nearestInside(at, bounds);
    return f(inside) + at.reduce((sum, x, i) => sum + (x - inside[i]!) ** 2, 0);
  };

/** One run: from a simplex around `best` down to a point, or until there is no asking left. */
function descend(
  ask: (at: readonly number[]) => Vertex,
  best: Vertex,
  step: readonly number[],
  reach: number,
  mayAsk: () => boolean,
): Vertex {
  const count = step.length;
  const shrinkage = 1 - 1 / Math.max(2, count);
  const corners = step.map((far, i) => ask(best.at.map((x, j) => (i === j ? x + reach * far : x))));
  let simplex: readonly Vertex[] = lowestFirst([best, ...corners]);
  while (mayAsk() && !(simplex[count]!.value - simplex[0]!.value < flat)) {
    const replacement = inPlaceOfWorst(ask, simplex);
    const [lowest, ...others] = simplex as readonly [Vertex, ...Vertex[]];
    simplex = lowestFirst(
      replacement
        ? [...simplex.slice(0, -1), replacement]
        : [lowest, ...others.map(({ at }) => ask(lowest.at.map((x, i) => x + shrinkage * (at[i]! - x))))],
    );
  }
  return simplex[0]!;
}

/** A stable sort: of equals the older vertex counts as the better. */
const lowestFirst = (simplex: readonly Vertex[]): readonly Vertex[] =>
  simplex.toSorted((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));

/** A better vertex than the worst, on the line from it through the middle of the others; null when none is found. */
function inPlaceOfWorst(ask: (at: readonly number[]) => Vertex, simplex: readonly Vertex[]): Vertex | null {
  const count = simplex.length - 1;
  const worst = simplex[count]!;
  const middle = worst.at.map(
    (_, i) => simplex.slice(0, -1).reduce((sum, { at }) => sum + at[i]!, 0) / count,
  );
  const beyond = (factor: number): Vertex =>
    ask(middle.map((centre, i) => centre + factor * (centre - worst.at[i]!)));

  const reflected = beyond(1);
  if (reflected.value < simplex[0]!.value) {
    const further = beyond(1 + 2 / count);
    return further.value < reflected.value ? further : reflected;
  }
  if (reflected.value < simplex[count - 1]!.value) return reflected;
  const contraction = 0.75 - 1 / (2 * count);
  const nearer = beyond(reflected.value < worst.value ? contraction : -contraction);
  return nearer.value < Math.min(worst.value, reflected.value) ? nearer : null;
}
