import { seededRandom } from "@tidetable/forecast";
import type { CohortPerson, Known } from "./cohort.ts";
import type { LengthForecast, LengthModel } from "./models/length-model.ts";
import type { Target } from "./targets.ts";

/** For each split, whether each person is in its first half. */
export type Splits = readonly (readonly boolean[])[];

/** Random halves of a cohort. With one person only there is nobody to learn from, and one half is empty. */
export function randomHalves(personCount: number, count: number, seed: number): Splits {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const order = Array.from({ length: personCount }, (_, index) => index);
    for (let i = personCount - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const inFirst = new Array<boolean>(personCount).fill(false);
    for (const person of order.slice(0, Math.ceil(personCount / 2))) inFirst[person] = true;
    return inFirst;
  });
}

/**
 * Models that keep what they learned from each fold when they met it first, for rounds in which the same halves come again
 * with other starts lost: refitting the published ones each time would take an hour and change the third digit.
 */
export function fittedOnce(
  models: readonly LengthModel[],
  foldOf: (training: readonly CohortPerson[]) => string,
): readonly LengthModel[] {
  return models.map((model): LengthModel => {
    const predictByFold = new Map<string, ReturnType<LengthModel["fit"]>>();
    return {
      ...model,
      fit: (training) => {
        const fold = foldOf(training);
        const predict = predictByFold.get(fold) ?? model.fit(training);
        predictByFold.set(fold, predict);
        return predict;
      },
    };
  });
}

/** People a model learns from at most; more change no third digit and take hours. Our choice. */
const mostLearnedFrom = 200;

/** A forecast that one model made for one target. It may come once a split, or be the same for all. */
export type Visit = (model: string, target: number, forecast: LengthForecast) => void;

/**
 * Two-fold by person: each model learns from one half, as it was logged, and forecasts the other; for every split.
 *
 * A model that answers with the same function whatever it is given to learn from is asked once a target.
 */
export function forecastTwoFold(
  training: readonly CohortPerson[],
  targets: readonly Target[],
  models: readonly LengthModel[],
  splits: Splits,
  visit: Visit,
): void {
  for (const model of models) {
    const asked = new Map<(known: Known) => LengthForecast, Set<number>>();
    for (const inFirst of splits) {
      for (const learnsFromFirst of [true, false]) {
        const half = training.filter((_, person) => inFirst[person] === learnsFromFirst);
        const predict = model.fit(half.slice(0, mostLearnedFrom));
        const answered = asked.get(predict) ?? new Set();
        asked.set(predict, answered);
        for (const [index, target] of targets.entries()) {
          if (inFirst[target.person] === learnsFromFirst || answered.has(index)) continue;
          answered.add(index);
          visit(model.name, index, predict(target.known));
        }
      }
    }
  }
}
