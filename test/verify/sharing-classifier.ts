/** Small honest classifiers: whoever can tell the traces apart at all should do so with one of them. */

/** One row: its numbers, and the answer. */
interface Row {
  readonly features: readonly number[];
  readonly isLess: boolean;
}

type Guess = (features: readonly number[]) => boolean;

/** How many of a hundred each one guesses right of rows that it has not seen. */
export interface Scores {
  readonly logistic: number;
  readonly stumps: number;
  readonly neighbours: number;
}

/** Trains on some rows and guesses others. Chance alone is 50 where half of them are one way. */
export function scoresOf(training: readonly Row[], others: readonly Row[]): Scores {
  const scale = scaleOf(training);
  const scaled = training.map(({ features, isLess }) => ({ features: scale(features), isLess }));
  const rightOf = (guess: Guess): number =>
    (100 * others.filter(({ features, isLess }) => guess(scale(features)) === isLess).length) / others.length;
  return {
    logistic: rightOf(logistic(scaled)),
    stumps: rightOf(stumps(scaled)),
    neighbours: rightOf(neighbours(scaled)),
  };
}

/** Each feature to mean 0 and deviation 1; one that never changes says nothing. */
function scaleOf(rows: readonly Row[]): (features: readonly number[]) => readonly number[] {
  const width = rows[0]?.features.length ?? 0;
  const means = Array.from(
    { length: width },
    (_, at) => rows.reduce((all, { features }) => all + features[at]!, 0) / rows.length,
  );
  const deviations = means.map((mean, at) =>
    Math.sqrt(rows.reduce((all, { features }) => all + (features[at]! - mean) ** 2, 0) / rows.length),
  );
  return (features) =>
    features.map((value, at) => (deviations[at]! > 1e-9 ? (value - means[at]!) / deviations[at]! : 0));
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Logistic regression by gradient descent, with a little weight decay. Steps and rates are our choice. */
function logistic(rows: readonly Row[]): Guess {
  const width = rows[0]?.features.length ?? 0;
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  const scoreOf = (features: readonly number[]): number =>
    features.reduce((all, value, at) => all + value * weights[at]!, bias);
  for (let step = 0; step < 200; step++) {
    const gradient = new Array<number>(width).fill(0);
    let slope = 0;
    for (const { features, isLess } of rows) {
      const error = sigmoid(scoreOf(features)) - Number(isLess);
      slope += error;
      for (let at = 0; at < width; at++) gradient[at]! += error * features[at]!;
    }
    bias -= (0.5 * slope) / rows.length;
    for (let at = 0; at < width; at++)
      weights[at]! -= 0.5 * (gradient[at]! / rows.length + 0.01 * weights[at]!);
  }
  return (features) => scoreOf(features) > 0;
}

interface Stump {
  readonly at: number;
  readonly threshold: number;
  readonly below: number;
  readonly above: number;
}

/** Gradient boosting of one-question trees: 60 of them, each at the best of 16 thresholds of any feature. */
function stumps(rows: readonly Row[]): Guess {
  const width = rows[0]?.features.length ?? 0;
  const thresholds = Array.from({ length: width }, (_, at) => {
    const values = rows.map(({ features }) => features[at]!).toSorted((a, b) => a - b);
    const cuts = Array.from({ length: 16 }, (_, cut) => values[Math.floor(((cut + 1) * rows.length) / 17)]!);
    return [...new Set(cuts)];
  });
  const chosen: Stump[] = [];
  const scores = rows.map(() => 0);
  for (let round = 0; round < 60; round++) {
    const rest = rows.map(({ isLess }, row) => Number(isLess) - sigmoid(scores[row]!));
    const best = bestStump(rows, rest, thresholds);
    if (best === null) break;
    chosen.push(best);
    for (const [row, { features }] of rows.entries()) scores[row]! += leafOf(best, features);
  }
  return (features) => chosen.reduce((all, stump) => all + leafOf(stump, features), 0) > 0;
}

const leafOf = ({ at, threshold, below, above }: Stump, features: readonly number[]): number =>
  features[at]! <= threshold ? below : above;

function bestStump(
  rows: readonly Row[],
  rest: readonly number[],
  thresholds: readonly (readonly number[])[],
): Stump | null {
  const all = rest.reduce((total, value) => total + value, 0);
  let best: Stump | null = null;
  let bestGain = 1e-9;
  for (const [at, cuts] of thresholds.entries()) {
    for (const threshold of cuts) {
      let [count, total] = [0, 0];
      for (const [row, { features }] of rows.entries()) {
        if (features[at]! > threshold) continue;
        count++;
        total += rest[row]!;
      }
      const others = rows.length - count;
      if (count === 0 || others === 0) continue;
      const gain = total ** 2 / count + (all - total) ** 2 / others;
      if (gain <= bestGain) continue;
      bestGain = gain;
      // A fifth of the way each time; 4 is the logistic loss's largest curvature, turned over.
      best = { at, threshold, below: (0.2 * 4 * total) / count, above: (0.2 * 4 * (all - total)) / others };
    }
  }
  return best;
}

/** What most of the 15 nearest rows are. */
function neighbours(rows: readonly Row[]): Guess {
  return (features) => {
    const nearest = rows
      .map((row) => ({ row, far: distance(row.features, features) }))
      .toSorted((a, b) => a.far - b.far)
      .slice(0, 15);
    return nearest.filter(({ row }) => row.isLess).length > 7;
  };
}

function distance(one: readonly number[], other: readonly number[]): number {
  let all = 0;
  for (let at = 0; at < one.length; at++) all += (one[at]! - other[at]!) ** 2;
  return all;
}
