import type { CohortPerson, Known } from "../cohort.ts";
import type { Rule, Said } from "../rules/rule.ts";
import type { SignRule } from "../rules/sign-rule.ts";
import { spreadOf } from "./errors.ts";
import { discretised } from "./length-forecast.ts";
import type { LengthForecast, LengthModel } from "./length-model.ts";
import { populationForecast } from "./population.ts";
import { type Target, targetsOf } from "./targets.ts";

/**
 * A rule that names a day, made to give probabilities, so that it is judged at its best: its day, and about it the
 * errors that it made on the training people, smoothed.
 *
 * Errors are told apart by how many cycles were known, the more so the more there are. Where the rule says nothing,
 * the lengths of the training people speak.
 */
export const dressed = (rule: Rule): LengthModel => ({
  name: `${rule.name}, dressed`,
  source: rule.source,
  fit: (training) => {
    const forecast = dress(training, ({ known }) => rule.says(known), inDays);
    return (known) => forecast({ known });
  },
});

/**
 * As `dressed`, for a rule that shows a range: its errors are taken in units of the days shown, so that what it knows
 * of a person's own spread counts for it. Where it shows one day alone, as `dressed`.
 */
export const dressedToRange = (rule: Rule): LengthModel => ({
  name: `${rule.name}, dressed to its range`,
  source: rule.source,
  fit: (training) => {
    const forecast = dress(training, ({ known }) => rule.says(known), inDaysShown);
    return (known) => forecast({ known });
  },
});

/** A forecaster for the days after a sign of ovulation. */
export interface SignModel {
  readonly name: string;
  readonly source: string;
  readonly fit: (training: readonly CohortPerson[]) => (known: Known, signDay: number) => LengthForecast;
}

/** As `dressed`, for a rule that follows a sign; its errors are those on the cycles that had one. */
export const dressedSign = (rule: SignRule): SignModel => ({
  name: `${rule.name}, dressed`,
  source: rule.source,
  fit: (training) => {
    const says = ({ known, signDay }: Asked): Said | null =>
      signDay === undefined ? null : rule.says(known, signDay);
    const forecast = dress(training, says, inDays);
    return (known, signDay) => forecast({ known, signDay });
  },
});

/** What a rule is asked about. */
type Asked = Pick<Target, "known" | "signDay">;

/** The unit in which the errors of one answer are taken, days; null where the answer has none. */
type Unit = (said: Said) => number | null;
const inDays: Unit = () => 1;

/** A range that counts as one unit, days: of the size that is shown most, so that smoothing means the same. Our choice. */
const usualRange = 11;
const inDaysShown: Unit = ({ range }) => (range ? (range.last - range.first + 1) / usualRange : null);

function dress(
  training: readonly CohortPerson[],
  says: (asked: Asked) => Said | null,
  unitOf: Unit,
): (asked: Asked) => LengthForecast {
  const population = populationForecast(training);
  const answers = targetsOf(training).flatMap(({ known, length, signDay }) => {
    const said = says(signDay === undefined ? { known } : { known, signDay });
    return said === null ? [] : [{ known, error: length - said.day, unit: unitOf(said) }];
  });
  const inUnits = spreadOf(
    answers.flatMap(({ known, error, unit }) => (unit === null ? [] : [{ known, error: error / unit }])),
  );
  const plain = spreadOf(answers.filter(({ unit }) => unit === null));
  return (asked) => {
    const said = says(asked);
    if (said === null) return population;
    const unit = unitOf(said);
    const below = (unit === null ? plain : inUnits)(asked.known);
    return discretised((point) => below((point - said.day) / (unit ?? 1)));
  };
}
