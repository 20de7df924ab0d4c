import { roundHalfUp } from "../rules/arithmetic.ts";
import type { Rule } from "../rules/rule.ts";
import { evenForecast, pointForecast } from "./length-forecast.ts";
import type { LengthModel } from "./length-model.ts";
import { populationForecast } from "./population.ts";

/**
 * A rule taken at its word: where it shows a range of days, each of them is as likely and no other is possible;
 * where it names one day alone, that day is certain.
 *
 * A day between two days goes to the nearer one, a half up. Where the rule says nothing, the lengths of the training
 * people speak, as for `dressed`. Its log score is infinite as soon as one start falls elsewhere.
 */
export const asSaid = (rule: Rule): LengthModel => ({
  name: `${rule.name}, as said`,
  source: rule.source,
  fit: (training) => {
    const population = populationForecast(training);
    return (known) => {
      const said = rule.says(known);
      if (said === null) return population;
      return said.range
        ? evenForecast(said.range.first, said.range.last)
        : pointForecast(roundHalfUp(said.day));
    };
  },
});
