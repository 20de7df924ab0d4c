import { type Random, seededRandom } from "@tidetable/forecast";
import { evaluateAfterSign } from "./after-sign.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { CohortPerson } from "./cohort.ts";
import { type Contest, withoutCostly } from "./contestants.ts";
import { asLogged, fullyLogged, type LoggedPerson, loseStarts } from "./logged.ts";
import type { OurModel } from "./ours.ts";
import { fittedOnce, forecastTwoFold, randomHalves, type Splits, type Visit } from "./protocol.ts";
import { addRecognition, recognise } from "./recognition.ts";
import type { CohortResult, EvaluationSettings, RecognitionResult, Stratum } from "./results.ts";
import { createScoreTable } from "./score-table.ts";
import { scoreOf, stillOpenOn } from "./scores.ts";
import { byCyclesKnown, byVariability, openDays, stillOpen, whereAllAnswer, withHistory } from "./strata.ts";
import { type Chosen, histogramOf, type Scoring, stratumOf } from "./stratum.ts";
import { targetsOf } from "./targets.ts";
import { evaluateVariants } from "./variants.ts";

/** Chances that a start is lost. */
const lossChances = [0, 0.03, 0.08, 0.15] as const;

export interface CohortInput {
  readonly name: string;
  readonly isClinical: boolean;
  readonly people: readonly CohortPerson[];
}

/** What an evaluation is done with. */
export interface Means {
  readonly contest: Contest;
  readonly ours: OurModel;
  readonly seed: number;
  readonly settings: EvaluationSettings;
  /** Told what is being done, for people who wait. */
  readonly progress: (step: string) => void;
}

/** Everything that is measured on real histories. */
export function evaluateCohort(input: CohortInput, means: Means): CohortResult {
  const { contest, ours, seed, settings } = means;
  const people = fullyLogged(input.people);
  const splits = randomHalves(people.length, settings.splits, seed);
  const bootstrap: Bootstrap = { seed, resamples: settings.resamples };
  means.progress(`${input.name}: every model on every cycle`);
  const byDay = scoreByOpenDay(people, splits, input.name, means);
  const scoring = byDay.get(0)!;
  const { targets } = scoring;
  const known = withHistory(targets);
  const answered = whereAllAnswer(targets, contest.peers);
  means.progress(`${input.name}: with lost starts`);
  const losses = lossChances.map((chance) => evaluateLoss(people, chance, splits, means));
  means.progress(`${input.name}: after a sign of ovulation`);
  const afterSign = evaluateAfterSign(people, ours, splits, drawsOf(targets.length, seed), bootstrap);
  means.progress(`${input.name}: intervals by bootstrap`);
  const brief = (chosen: Chosen): Stratum => stratumOf(scoring, chosen);
  const waiting = (chosen: Chosen): readonly Stratum[] =>
    openDays.map((day) => stratumOf(byDay.get(day)!, stillOpen(targets, chosen, day), { asTold: true }));
  return {
    name: input.name,
    isClinical: input.isClinical,
    people: people.length,
    cycles: people.reduce((sum, { cycles }) => sum + cycles.length, 0),
    targets: targets.length,
    known: stratumOf(scoring, known, { bootstrap, allLevels: true, asTold: true }),
    answered: stratumOf(scoring, answered, { bootstrap, asTold: true }),
    byCyclesKnown: byCyclesKnown(targets).map(brief),
    byVariability: byVariability(people, targets).map(brief),
    byOpenDay: waiting(known),
    byOpenDayAnswered: waiting(answered),
    byLoss: losses.map(({ all }) => all),
    byLossAnswered: losses.map(({ answered }) => answered),
    recognition: losses.map(({ recognition }) => recognition),
    afterSign,
    integrals: contest.contestants
      .filter(({ kind }) => kind !== "as told")
      .map(({ name }) => histogramOf(scoring, name, known.indices)),
    variants: settings.isQuick ? [] : evaluateVariants(people, { seed, bootstrap }),
  };
}

/** One draw a target, the same for every model and day. */
export const drawsOf = (count: number, seed: number): readonly number[] => {
  const random: Random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

/** From so many on every model is told as it begins, because each takes minutes. Our choice. */
const manyTargets = 3_000;

/** Every model asked once a target and split; what it said is scored for every day on which the cycle was still open. */
function scoreByOpenDay(
  people: readonly LoggedPerson[],
  splits: Splits,
  cohort: string,
  { contest: { contestants }, seed, progress }: Means,
): ReadonlyMap<number, Scoring> {
  const targets = targetsOf(people);
  const draws = drawsOf(targets.length, seed);
  const names = contestants.map(({ name }) => name);
  const byDay = new Map(
    openDays.map((day): [number, Scoring] => [
      day,
      { targets, entrants: contestants, table: createScoreTable(names, targets.length) },
    ]),
  );
  const visit: Visit = (model, index, forecast) => {
    const { length } = targets[index]!;
    for (const [day, { table }] of byDay) {
      if (length > day) table.add(model, index, scoreOf(stillOpenOn(forecast, day), length, draws[index]!));
    }
  };
  for (const { model, isCostly } of contestants) {
    if (targets.length > manyTargets) progress(`${cohort}: ${model.name}`);
    forecastTwoFold(asLogged(people), targets, [model], isCostly ? splits.slice(0, 1) : splits, visit);
  }
  return byDay;
}

interface LossResult {
  readonly all: Stratum;
  readonly answered: Stratum;
  readonly recognition: RecognitionResult;
}

/** The same targets when each start before them is lost with this chance; averaged over seeds. */
function evaluateLoss(
  people: readonly LoggedPerson[],
  chance: number,
  splits: Splits,
  { contest, ours, seed, settings }: Means,
): LossResult {
  const { peers } = contest;
  const contestants = withoutCostly(contest.contestants);
  // The same halves for every seed, and a fold is known by its first person.
  const split = splits.slice(0, 1);
  const models = fittedOnce(
    contestants.map(({ model }) => model),
    ([first]) => first?.id ?? "",
  );
  const names = contestants.map(({ name }) => name);
  // How many and how long the targets are does not depend on what was lost; only what is known before them does.
  const targets = targetsOf(people);
  const draws = drawsOf(targets.length, seed);
  const all: Scoring = { targets, entrants: contestants, table: createScoreTable(names, targets.length) };
  const answered: Scoring = { ...all, table: createScoreTable(names, targets.length) };
  const everAnswered = new Set<number>();
  const recognition: RecognitionResult[] = [];
  const rounds = chance === 0 ? 1 : settings.lossSeeds;
  for (let round = 0; round < (chance === 0 ? 1 : settings.recognitionSeeds); round++) {
    const lossy = loseStarts(people, chance, seededRandom(seed + round));
    recognition.push(recognise(lossy, ours, chance));
    if (round >= rounds) continue;
    const lossyTargets = targetsOf(lossy);
    const answering = new Set(whereAllAnswer(lossyTargets, peers).indices);
    for (const index of answering) everAnswered.add(index);
    forecastTwoFold(asLogged(lossy), lossyTargets, models, split, (model, index, forecast) => {
      const score = scoreOf(forecast, targets[index]!.length, draws[index]!);
      all.table.add(model, index, score);
      if (answering.has(index)) answered.table.add(model, index, score);
    });
  }
  const [id, label] = [`${chance}`, `${Math.round(100 * chance)} %`];
  const answeredIndices = [...everAnswered].sort((a, b) => a - b);
  return {
    all: stratumOf(all, { id, label, indices: withHistory(targets).indices }),
    answered: stratumOf(answered, { id, label, indices: answeredIndices }, { asTold: true }),
    recognition: recognition.reduce(addRecognition),
  };
}
