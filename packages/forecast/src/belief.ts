import { noEvidence, weakened, withLength } from "./evidence.ts";
import { type Observation, requireDays, requirePerson, requireSigns } from "./history.ts";
import { type Belief, type Model, personOf } from "./model.ts";
import { longestPeriod } from "./period.ts";
import type { Person, Regime } from "./person.ts";
import { isPlausibleLuteal, type SignKind } from "./signs.ts";

/** Longest gap between two logged starts that is taken as evidence, days. Source: docs/forecasting.md, "Gaps". */
export const longestGap = 90;
/** In these patterns true cycles of that length are common, so longer gaps still teach. */
const longestGapIn = (regime: Regime): number =>
  regime === "pcos" || regime === "late-transition" ? 180 : longestGap;

/** Time after which a pause has taken a belief back to 1/e of its strength: three years. Our choice, docs/forecasting.md. */
export const forgettingDays = 1095;
/** What a change of pattern leaves of the belief. Our choice, docs/forecasting.md. */
const keptAtChange = 0.5;

/** What is believed of a person before any observation. @throws RangeError for an age or regime that is none. */
export function beginBelief(model: Model, person: Person): Belief {
  requirePerson(person);
  return {
    regime: person.regime ?? "usual",
    age: person.age,
    cyclesInRegime: 0,
    cyclesUsed: 0,
    cyclesWeight: 0,
    evidence: noEvidence,
    luteal: {},
    period: model.period.unknown,
  };
}

/**
 * The belief after one more observation.
 *
 * A gap longer than `longestGap` days is a pause: it makes the past count less and says nothing else.
 * @throws RangeError naming the argument, when a length is not a whole number of days ≥ 1
 */
export function observe(model: Model, belief: Belief, observation: Observation): Belief {
  switch (observation.kind) {
    case "regime":
      requirePerson(observation);
      return {
        ...belief,
        regime: observation.regime,
        cyclesInRegime: 0,
        ...kept(belief, keptAtChange),
      };
    case "pause":
      requireDays("pause.days", observation.days, 1);
      return forget(belief, observation.days);
    case "period":
      requireDays("period.days", observation.days, 1);
      return {
        ...belief,
        period: model.period.learn(belief.period, Math.min(observation.days, longestPeriod)),
      };
    case "cycle":
      return observeCycle(model, belief, observation);
  }
}

function observeCycle(
  model: Model,
  belief: Belief,
  { length, trueCycles, signs = [], age = belief.age }: Observation & { kind: "cycle" },
): Belief {
  requireDays("cycle.length", length, 10);
  requirePerson(age === undefined ? {} : { age });
  requireSigns(signs);
  if (length > longestGapIn(belief.regime)) return forget(belief, length);
  const prior = model.prior(personOf(belief, age), belief.cyclesInRegime);
  const logGap = model.tables(prior.spreadFactor).logGap(length, trueCycles);
  const memory = model.memory ?? prior.memory;
  return {
    ...belief,
    age,
    cyclesInRegime: belief.cyclesInRegime + 1,
    cyclesUsed: belief.cyclesUsed + 1,
    cyclesWeight: memory * belief.cyclesWeight + 1,
    evidence: withLength(model.sums, belief.evidence, memory, logGap),
    luteal: learnLuteal(model, belief, length, signs),
  };
}

export function learnLuteal(
  model: Model,
  { luteal }: Pick<Belief, "luteal">,
  length: number,
  signs: readonly { readonly kind: SignKind; readonly day: number }[],
): Belief["luteal"] {
  const learned = { ...luteal };
  for (const { kind, day } of signs) {
    if (!isPlausibleLuteal(length - day)) continue;
    learned[kind] = model.luteal[kind].learn(learned[kind] ?? model.luteal[kind].unknown, length - day);
  }
  return learned;
}

function forget(belief: Belief, days: number): Belief {
  return { ...belief, ...kept(belief, Math.exp(-days / forgettingDays)) };
}

/** What is left of a belief's evidence when all of it counts `share` of what it did. */
function kept({ cyclesWeight, evidence }: Belief, share: number): Pick<Belief, "cyclesWeight" | "evidence"> {
  return { cyclesWeight: cyclesWeight * share, evidence: weakened(evidence, share) };
}
