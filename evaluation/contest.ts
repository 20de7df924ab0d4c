import { type Contest, contestOf } from "./contestants.ts";
import { refittedModel } from "./fit/fit.ts";
import { asSaid, dressed, publishedModels } from "./models/index.ts";
import { createOurModel, type OurModel } from "./ours.ts";
import type { EvaluationSettings } from "./results.ts";
import { peerRules, simpleRules } from "./rules/index.ts";

/** Models whose fitting takes seconds a fold, which a quick look does without. */
const slowModels = new Set(["Poisson with skips", "Generalised Poisson with skips"]);
/** Models that name one day for everybody, and so have no probabilities to show. */
const pointModels = new Set(["constant 28", "population mean", "population median"]);

/** Ours with constants learned from the training half: what other constants would be worth on people they were not fitted to. */
const refitted = refittedModel("Tidetable, constants refitted", { complete: true });

/** Everybody, and ours as it is shipped. */
export function fullContest({ isQuick }: EvaluationSettings): {
  readonly contest: Contest;
  readonly ours: OurModel;
} {
  const ours = createOurModel();
  const models = publishedModels.filter(({ name }) => !pointModels.has(name));
  const points = publishedModels.filter(({ name }) => pointModels.has(name));
  const entries = {
    ours,
    models: models.filter(({ name }) => !isQuick || !slowModels.has(name)),
    variants: isQuick ? [] : [refitted],
    points,
    simple: simpleRules,
    peers: peerRules,
  };
  return { ours, contest: contestOf(entries, { dressed, asSaid }) };
}

export const fullSettings: EvaluationSettings = {
  isQuick: false,
  splits: 5,
  lossSeeds: 5,
  recognitionSeeds: 20,
  resamples: 2000,
  simulatedPeople: 400,
  simulatedTraining: 100,
  coveragePeople: 1500,
  exactPeople: 250,
};
export const quickSettings: EvaluationSettings = {
  isQuick: true,
  splits: 1,
  lossSeeds: 1,
  recognitionSeeds: 2,
  resamples: 200,
  simulatedPeople: 30,
  simulatedTraining: 30,
  coveragePeople: 60,
  exactPeople: 8,
};
