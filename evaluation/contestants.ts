import type { LengthModel } from "./models/length-model.ts";
import type { ModelKind } from "./results.ts";
import type { Rule } from "./rules/rule.ts";

/** How a model is shown among others. */
export interface Entrant {
  readonly name: string;
  readonly kind: ModelKind;
  /** Whether it is the rule of another tracker. */
  readonly isPeer: boolean;
}

/** A model in the contest; its own name is that of the entrant. */
export interface Contestant extends Entrant {
  readonly model: LengthModel;
  /** Whether learning takes it so long that it takes part in one split of a whole cohort alone. */
  readonly isCostly?: true;
}

/** All who forecast the next length, and the rules whose silence leaves a target out where peers are compared. */
export interface Contest {
  readonly contestants: readonly Contestant[];
  readonly peers: readonly Rule[];
}

/** How a rule becomes probabilities: with its own past errors about it, or with what it says and no more. */
export interface RuleReadings {
  readonly dressed: (rule: Rule) => LengthModel;
  readonly asSaid: (rule: Rule) => LengthModel;
}

/** How a rule that is taken at its word is called in tables. */
export const asToldName = (rule: string): string => `${rule}, as told`;

/** Who takes part. */
export interface Entries {
  readonly ours: LengthModel;
  /** Models that give probabilities. */
  readonly models: readonly LengthModel[];
  /** Ours with other constants, which it takes half a minute to learn. */
  readonly variants: readonly LengthModel[];
  /** Models that name the same day for everybody. */
  readonly points: readonly LengthModel[];
  readonly simple: readonly Rule[];
  readonly peers: readonly Rule[];
}

/** Ours first, then models, then every rule in both readings. */
export function contestOf(
  { ours, variants, models, points, simple, peers }: Entries,
  { dressed, asSaid }: RuleReadings,
): Contest {
  const entered =
    (kind: ModelKind, isPeer: boolean) =>
    (model: LengthModel): Contestant => ({ model, name: model.name, kind, isPeer });
  const readings = (rules: readonly Rule[], isPeer: boolean): readonly Contestant[] =>
    rules.flatMap((rule) => [
      entered("dressed", isPeer)({ ...dressed(rule), name: rule.name }),
      entered("as told", isPeer)({ ...asSaid(rule), name: asToldName(rule.name) }),
    ]);
  return {
    contestants: [
      entered("ours", false)(ours),
      ...variants.map((model) => ({ ...entered("variant", false)(model), isCostly: true as const })),
      ...models.map(entered("model", false)),
      ...points.map(entered("as told", false)),
      ...readings(simple, false),
      ...readings(peers, true),
    ],
    peers,
  };
}

/** Those who take part everywhere. */
export const withoutCostly = (contestants: readonly Contestant[]): readonly Contestant[] =>
  contestants.filter(({ isCostly }) => !isCostly);
