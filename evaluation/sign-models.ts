import { asToldName, type Entrant } from "./contestants.ts";
import { dressedSign, type SignModel } from "./models/dressed.ts";
import { pointForecast } from "./models/length-forecast.ts";
import { signRules } from "./rules/index.ts";
import type { SignRule } from "./rules/sign-rule.ts";

/** A rule for the days after a sign, and how it is shown. */
export interface SignContestant extends Entrant {
  readonly model: SignModel;
}

/** Rules that peers have are those with a repository as their source. */
const isPeerRule = ({ source }: SignRule): boolean => source.includes("/");

/**
 * Every rule twice: with its past errors about it, and as it speaks. Dressed with what others had, "sign + 14" is
 * everybody's luteal phase, whatever her own was.
 */
export function signContestants(): readonly SignContestant[] {
  const dressed = signRules.map((rule) => ({
    model: dressedSign(rule),
    name: rule.name,
    kind: "dressed" as const,
    isPeer: isPeerRule(rule),
  }));
  const asTold = signRules.map((rule) => ({
    model: { ...dressedSign(rule), fit: readAsTold(rule) },
    name: asToldName(rule.name),
    kind: "as told" as const,
    isPeer: isPeerRule(rule),
  }));
  return [...dressed, ...asTold];
}

/** The day it names and no other; where it names none, what its dressed reading gives. */
const readAsTold =
  (rule: SignRule): SignModel["fit"] =>
  (training) => {
    const otherwise = dressedSign(rule).fit(training);
    return (known, signDay) => {
      const said = rule.says(known, signDay);
      return said ? pointForecast(Math.round(said.day)) : otherwise(known, signDay);
    };
  };
