import { isPlausibleLuteal } from "../packages/forecast/src/signs.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Entrant } from "./contestants.ts";
import { asLogged, type LoggedPerson } from "./logged.ts";
import type { LengthForecast } from "./models/length-model.ts";
import { type OurModel, ourName } from "./ours.ts";
import type { Splits } from "./protocol.ts";
import type { Stratum } from "./results.ts";
import { createScoreTable } from "./score-table.ts";
import { scoreOf } from "./scores.ts";
import { signContestants } from "./sign-models.ts";
import { stratumOf } from "./stratum.ts";
import { targetsOf } from "./targets.ts";

/**
 * The forecast once a monitor has marked ovulation, beside the rules that count on from it; null when no cycle has a
 * sign. Targets have one or more cycles before them and a luteal phase of 5 to 22 days, outside which the mark was of
 * something else.
 */
export function evaluateAfterSign(
  everybody: readonly LoggedPerson[],
  ours: OurModel,
  splits: Splits,
  draws: readonly number[],
  bootstrap: Bootstrap,
): Stratum | null {
  const people = everybody.map(withPlausibleSigns);
  const targets = targetsOf(people);
  const indices = targets.flatMap(({ ovulationDay, cyclesBefore }, index) =>
    ovulationDay !== undefined && cyclesBefore >= 1 ? [index] : [],
  );
  if (indices.length === 0) return null;
  const historyOnly = `${ourName}, sign not told`;
  const rivals = signContestants();
  const names = [ourName, historyOnly, ...rivals.map(({ name }) => name)];
  const table = createScoreTable(names, targets.length);
  const add = (model: string, index: number, forecast: LengthForecast): void =>
    table.add(model, index, scoreOf(forecast, targets[index]!.length, draws[index]!));
  const predict = ours.fit([]);
  for (const index of indices) {
    const { known, ovulationDay } = targets[index]!;
    add(ourName, index, ours.afterSign(known, ovulationDay!));
    add(historyOnly, index, predict(known));
  }
  const training = asLogged(people);
  for (const inFirst of splits) {
    for (const learnsFromFirst of [true, false]) {
      const learned = training.filter((_, person) => inFirst[person] === learnsFromFirst);
      for (const { model, name } of rivals) {
        const predictRival = model.fit(learned);
        for (const index of indices) {
          const { person, known, ovulationDay } = targets[index]!;
          if (inFirst[person] !== learnsFromFirst) add(name, index, predictRival(known, ovulationDay!));
        }
      }
    }
  }
  const entrants: readonly Entrant[] = [
    { name: ourName, kind: "ours", isPeer: false },
    { name: historyOnly, kind: "variant", isPeer: false },
    ...rivals,
  ];
  const label = "after a sign of ovulation";
  return stratumOf({ targets, table, entrants }, { id: "sign", label, indices }, { bootstrap, asTold: true });
}

/** Without the marks that were of something else, for all alike: ours leaves them out by itself, others would learn from them. */
function withPlausibleSigns(person: LoggedPerson): LoggedPerson {
  const cycles = person.cycles.map(({ ovulationDay, ...rest }) =>
    ovulationDay !== undefined && isPlausibleLuteal(rest.length - ovulationDay)
      ? { ...rest, ovulationDay }
      : rest,
  );
  return { ...person, cycles };
}
