import type { Observation } from "../../src/index.ts";
import { seededRandom, simulateGaps, simulatePerson } from "../../src/index.ts";

/** Gaps of one simulated person, none longer than the model learns from. */
export function gapsOf(seed: number, count: number): readonly number[] {
  const random = seededRandom(seed);
  return simulateGaps(random, simulatePerson(random), count).filter((days) => days <= 90);
}

export const cyclesOf = (gaps: readonly number[]): readonly Observation[] =>
  gaps.map((length) => ({ kind: "cycle", length }));
