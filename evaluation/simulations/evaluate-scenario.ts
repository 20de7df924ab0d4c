import { longestCycle, seededRandom } from "@tidetable/forecast";
import { type Contestant, withoutCostly } from "../contestants.ts";
import { drawsOf, type Means } from "../evaluate-cohort.ts";
import { asLogged, type LoggedPerson } from "../logged.ts";
import { createOurModel, ourName, untoldName } from "../ours.ts";
import type { SimulationResult, Stratum } from "../results.ts";
import { createScoreTable } from "../score-table.ts";
import { scoreOf } from "../scores.ts";
import { histogramOf, type Scoring, stratumOf } from "../stratum.ts";
import { type Target, targetsOf } from "../targets.ts";
import { createExactModel } from "./exact.ts";
import { live } from "./lived.ts";
import type { Scenario } from "./scenarios.ts";

/** People of a scenario, numbered from `first` on; the same seed and number give the same person. */
export function simulatedPeople(
  scenario: Scenario,
  first: number,
  count: number,
  seed: number,
): readonly LoggedPerson[] {
  const gaps = scenario.after.at(-1)!;
  return Array.from({ length: count }, (_, index) =>
    live(`${first + index}`, scenario.draw(seededRandom(seed * 100_003 + first + index)), gaps),
  );
}

/** The next true cycle after each number of logged gaps that the scenario names. */
export function simulatedTargets(scenario: Scenario, people: readonly LoggedPerson[]): readonly Target[] {
  return targetsOf(people, longestCycle).filter(
    ({ person, cyclesBefore, known }) =>
      people[person]!.isLogged[cyclesBefore] && scenario.after.includes(known.cycles.length),
  );
}

/** Everything that is measured on made-up people. Rules and models learn from others of their kind. */
export function evaluateScenario(scenario: Scenario, means: Means): SimulationResult {
  const { seed, settings } = means;
  means.progress(`simulation: ${scenario.label}`);
  const people = simulatedPeople(scenario, 0, settings.simulatedPeople, seed);
  const others = simulatedPeople(scenario, settings.simulatedPeople, settings.simulatedTraining, seed);
  const targets = simulatedTargets(scenario, people);
  const contestants = contestantsFor(scenario, means);
  const own = contestants.filter(({ kind }) => kind === "ours");
  const many = simulatedTargets(scenario, simulatedPeople(scenario, 0, settings.coveragePeople, seed));
  const ofOurs = scoreAll(own, [], many, seed);
  const bootstrap = { seed, resamples: settings.resamples };
  const scoring = scoreAll(contestants, others, targets, seed);
  const all = stratumOf(scoring, { id: scenario.id, label: scenario.label, indices: indicesOf(targets) });
  return {
    id: scenario.id,
    label: scenario.label,
    truth: scenario.truth,
    all,
    coverage: stratumOf(ofOurs, { id: "coverage", label: scenario.label, indices: indicesOf(many) }),
    exact: scenario.isWellSpecified ? besideExact() : null,
    integrals: [histogramOf(ofOurs, ourName, indicesOf(many))],
  };

  function besideExact(): Stratum {
    means.progress(`simulation: ${scenario.label}, beside the exact posterior`);
    const exact = createExactModel();
    const pair: readonly Contestant[] = [
      ...own,
      { model: exact, name: exact.name, kind: "model", isPeer: false },
    ];
    const few = targets.filter(({ person }) => person < settings.exactPeople);
    const label = `${scenario.label}, beside the exact posterior`;
    return stratumOf(
      scoreAll(pair, [], few, seed),
      { id: "exact", label, indices: indicesOf(few) },
      { bootstrap },
    );
  }
}

const indicesOf = (targets: readonly Target[]): readonly number[] => targets.map((_, index) => index);

/** Where the app asks for a pattern, ours is told of it, and stands beside itself untold. */
function contestantsFor({ regime }: Scenario, { contest, ours }: Means): readonly Contestant[] {
  const usual = withoutCostly(contest.contestants);
  if (regime === undefined) return usual;
  const told = createOurModel({ regime });
  const untold: Contestant = {
    model: { ...ours, name: untoldName },
    name: untoldName,
    kind: "variant",
    isPeer: false,
  };
  const [first, ...rest] = usual.map((one) => (one.kind === "ours" ? { ...one, model: told } : one));
  return [first!, untold, ...rest];
}

function scoreAll(
  entrants: readonly Contestant[],
  others: readonly LoggedPerson[],
  targets: readonly Target[],
  seed: number,
): Scoring {
  const draws = drawsOf(targets.length, seed);
  const table = createScoreTable(
    entrants.map(({ name }) => name),
    targets.length,
  );
  const training = asLogged(others);
  for (const { model, name } of entrants) {
    const predict = model.fit(training);
    for (const [index, { known, length }] of targets.entries()) {
      table.add(name, index, scoreOf(predict(known), length, draws[index]!));
    }
  }
  return { targets, table, entrants };
}
