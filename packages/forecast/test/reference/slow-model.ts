/**
 * The model of docs/forecasting.md written a second time, slowly and plainly, on a grid of 161 × 31 × 12.
 *
 * It shares no code with `src`: own normal distribution, own grid, own weights, whole histories at once, every
 * sum in full. What the fast version says is compared with this.
 */

const wideShare = 0.22;
const shift = 0.46;
const wideScale = 2;

/** Φ by Marsaglia's series (Journal of Statistical Software 11, 2004), by Laplace's fraction far out. */
export function slowNormalCdf(x: number): number {
  if (x < -3) {
    let fraction = 0;
    for (let k = 200; k > 0; k--) fraction = k / (-x + fraction);
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) / (-x + fraction);
  }
  if (x > 3) return 1 - slowNormalCdf(-x);
  let [sum, term] = [x, x];
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

interface SlowPrior {
  readonly centre: number;
  readonly between: number;
  readonly factor: number;
  readonly lossA: number;
  readonly lossB: number;
}
const slowUsual: SlowPrior = {
  centre: Math.log(29.1),
  between: 0.088,
  factor: 1,
  lossA: 1,
  lossB: 12,
};

const evenly = (count: number, lower: number, upper: number): number[] =>
  Array.from({ length: count }, (_, i) => lower + ((upper - lower) * i) / (count - 1));

interface SlowGrid {
  readonly centres: number;
  readonly spreads: number;
  readonly losses: readonly number[];
}
const fineGrid: SlowGrid = {
  centres: 161,
  spreads: 31,
  losses: [0, 0.003, 0.008, 0.015, 0.025, 0.04, 0.06, 0.09, 0.13, 0.2, 0.3, 0.45],
};

const longest = 200;

/** f1 of one cell, by day. */
function lengthChances(centre: number, spread: number, factor: number): number[] {
  const growth = Math.exp(Math.min(1.2, Math.max(-1, (0.27 * (centre - Math.log(29))) / 0.1)));
  const scale = 0.063 * factor * Math.exp(0.35 * spread) * growth;
  const below = (day: number): number => {
    const x = (Math.log(day) - centre) / scale;
    return (1 - wideShare) * slowNormalCdf(x) + wideShare * slowNormalCdf((x - shift) / wideScale);
  };
  const chance = Array.from({ length: longest + 1 }, (_, day) =>
    day < 10 ? 0 : below(day + 0.5) - below(day - 0.5),
  );
  const total = chance.reduce((sum, p) => sum + p, 0);
  return chance.map((p) => p / total);
}

function together(a: readonly number[], b: readonly number[], upTo: number): number[] {
  return Array.from({ length: upTo + 1 }, (_, day) => {
    let sum = 0;
    for (let i = 0; i <= day; i++) sum += a[i]! * b[day - i]!;
    return sum;
  });
}

/** Mass of Beta(a, b) nearest to each node in the sense of hat functions, by a plain sum over 200,000 slices. */
function lossWeights(prior: SlowPrior, nodes: readonly number[]): number[] {
  const weights = nodes.map(() => 0);
  const slices = 200_000;
  for (let i = 0; i < slices; i++) {
    const p = ((i + 0.5) / slices) ** (1 / prior.lossA);
    const mass = (1 - p) ** (prior.lossB - 1);
    const right = nodes.findIndex((node) => node > p);
    if (right === -1) weights[nodes.length - 1]! += mass;
    else {
      const share = (p - nodes[right - 1]!) / (nodes[right]! - nodes[right - 1]!);
      weights[right]! += mass * share;
      weights[right - 1]! += mass * (1 - share);
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Builds the cells once; `predict` then gives P(next true length = day) for a history of gaps, oldest first. */
export function createSlowModel(prior: SlowPrior = slowUsual, grid: SlowGrid = fineGrid, memory = 0.97) {
  const losses = lossWeights(prior, grid.losses);
  const cells = evenly(grid.centres, Math.log(17), Math.log(95)).flatMap((centre) =>
    evenly(grid.spreads, -3.2, 3.2).map((spread) => {
      const one = lengthChances(centre, spread, prior.factor);
      const two = together(one, one, 90);
      const three = together(one, two, 90);
      const weight = Math.exp(-0.5 * ((centre - prior.centre) / prior.between) ** 2 - 0.5 * spread * spread);
      return { centre, one, two, three, weight };
    }),
  );
  return {
    predict(gaps: readonly number[]): number[] {
      const predicted = new Array<number>(longest + 1).fill(0);
      let total = 0;
      for (const { one, two, three, weight } of cells) {
        for (const [index, loss] of grid.losses.entries()) {
          let joint = weight * losses[index]!;
          for (const [i, days] of gaps.entries()) {
            if (days > 90) continue;
            const chance = (1 - loss) * (one[days]! + loss * two[days]! + loss * loss * three[days]!);
            joint *= chance ** (memory ** (gaps.length - 1 - i));
          }
          total += joint;
          if (joint > 0) for (let day = 10; day <= longest; day++) predicted[day]! += joint * one[day]!;
        }
      }
      return predicted.map((p) => p / total);
    },
    /** Every person the grid imagines, by how much a history of gaps speaks for her; the weights sum to 1. */
    people(gaps: readonly number[]) {
      const people = cells.flatMap(({ centre, one, two, three, weight }) =>
        grid.losses.map((loss, index) => {
          let joint = weight * losses[index]!;
          for (const [i, days] of gaps.entries()) {
            const chance = (1 - loss) * (one[days]! + loss * two[days]! + loss * loss * three[days]!);
            joint *= chance ** (memory ** (gaps.length - 1 - i));
          }
          return { centre, loss, lengths: one, weight: joint };
        }),
      );
      const total = people.reduce((sum, person) => sum + person.weight, 0);
      return people.map((person) => ({ ...person, weight: person.weight / total }));
    },
    /** P(next start = day) when the open cycle has lasted `elapsed` days; every unlogged start, of any number, summed. */
    predictOpen(gaps: readonly number[], elapsed: number, mayHide: readonly boolean[]) {
      const predicted = new Array<number>(elapsed + longest + 1).fill(0);
      let [total, hiddenTotal] = [0, 0];
      for (const { one, two, three, weight } of cells) {
        for (const [index, loss] of grid.losses.entries()) {
          let joint = weight * losses[index]!;
          for (const [i, days] of gaps.entries()) {
            const chance = (1 - loss) * (one[days]! + loss * two[days]! + loss * loss * three[days]!);
            joint *= chance ** (memory ** (gaps.length - 1 - i));
          }
          if (joint < 1e-14 * weight) continue;
          // hidden[day]: chance that a start came on that day and was not logged; day 0 is the logged one.
          const hidden = new Array<number>(elapsed + 1).fill(0);
          hidden[0] = 1;
          for (let day = 10; day <= elapsed; day++) {
            if (!mayHide[day]) continue;
            for (let from = 0; from < day; from++) hidden[day]! += loss * hidden[from]! * one[day - from]!;
          }
          for (let from = 0; from <= elapsed; from++) {
            if (hidden[from] === 0) continue;
            for (let day = elapsed + 1; day <= from + longest; day++) {
              const mass = joint * hidden[from]! * one[day - from]!;
              predicted[day]! += mass;
              total += mass;
              if (from > 0) hiddenTotal += mass;
            }
          }
        }
      }
      return { probability: predicted.map((p) => p / total), unlogged: hiddenTotal / total };
    },
  };
}

/** Half the sum of absolute differences. */
export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / 2;
}
