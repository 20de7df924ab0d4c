import { type Measure, measureIndex, measures, type Score } from "./scores.ts";

/**
 * Scores of many models on the same targets; what is added twice (splits, seeds) is averaged. Only of the integral the
 * first is kept: a mean of several would seem nearer to the middle than any of them.
 */
export interface ScoreTable {
  readonly models: readonly string[];
  add(model: string, target: number, score: Score): void;
  /** Mean over all that was added; null where nothing was. */
  read(model: string, target: number, measure: Measure): number | null;
}

/** @throws RangeError from `add` and `read` for a model that is not in the table */
export function createScoreTable(models: readonly string[], targetCount: number): ScoreTable {
  const width = measures.length;
  // Seven digits are more than any table shows, and a large cohort needs half the memory.
  const sums = new Map(models.map((model) => [model, new Float32Array(targetCount * width)]));
  const counts = new Map(models.map((model) => [model, new Uint32Array(targetCount)]));
  const of = <Kept>(kept: ReadonlyMap<string, Kept>, model: string): Kept => {
    const found = kept.get(model);
    if (found === undefined) throw new RangeError(`model expects one of the table's, got ${model}`);
    return found;
  };
  return {
    models,
    add(model, target, score) {
      const sum = of(sums, model);
      const count = of(counts, model);
      const integral = target * width + measureIndex.integral;
      const first = count[target] === 0 ? score[measureIndex.integral]! : sum[integral]!;
      for (let i = 0; i < width; i++) sum[target * width + i]! += score[i]!;
      sum[integral] = first;
      count[target]!++;
    },
    read(model, target, measure) {
      const count = of(counts, model)[target]!;
      if (count === 0) return null;
      const sum = of(sums, model)[target * width + measureIndex[measure]]!;
      return measure === "integral" ? sum : sum / count;
    },
  };
}
