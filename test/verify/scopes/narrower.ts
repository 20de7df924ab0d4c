import type { Scope } from "@tidetable/diary";
import type { Agreed } from "./version-1.ts";

/** Coarsest first; whoever sees one sees what stands before it. */
const startSteps = [null, "week", "band", "distribution"] as const;
const bleedingSteps = [null, "estimate", "day"] as const;

/** What a scope shares beyond another, by name; empty where it is as narrow or narrower. */
export function widerIn(scope: Scope | Agreed, than: Agreed | Scope): readonly string[] {
  // Whoever is shared nothing with is shared nothing with on any day.
  const isEmpty = scope.first > scope.last || !sharesAnything(scope);
  const beyond: readonly (readonly [string, boolean])[] = [
    ["called", scope.called !== than.called],
    ["first", !isEmpty && scope.first < than.first],
    ["last", !isEmpty && scope.last > than.last],
    ["heads-up", scope.headsUp !== null && !(than.headsUp && scope.headsUp.days <= than.headsUp.days)],
    ["next-start", startSteps.indexOf(scope.nextStart) > startSteps.indexOf(than.nextStart)],
    ["bleeding", bleedingSteps.indexOf(scope.bleeding) > bleedingSteps.indexOf(than.bleeding)],
    ["plans", scope.plans.some((name) => !than.plans.includes(name))],
    ["today", scope.today && !than.today],
    ["care", scope.care.some((what) => !than.care.includes(what))],
    ["past-starts", scope.pastStarts && !than.pastStarts],
    ["unknown", Object.keys(scope).some((name) => !(name in than))],
  ];
  return beyond.flatMap(([name, isWider]) => (isWider ? [name] : []));
}

const sharesAnything = (scope: Scope | Agreed): boolean =>
  [scope.headsUp, scope.nextStart, scope.bleeding, scope.today, scope.pastStarts].some(Boolean) ||
  scope.plans.length + scope.care.length > 0;

/** Every way in which one kind of a scope is added or goes one step further, each by itself. */
export function widened(agreed: Agreed): readonly Agreed[] {
  const { headsUp, nextStart, bleeding, plans, care } = agreed;
  const after = <Step>(steps: readonly Step[], step: Step): Step | undefined =>
    steps[steps.indexOf(step) + 1];
  const start = after(startSteps, nextStart);
  const bleed = after(bleedingSteps, bleeding);
  const days = headsUp ? headsUp.days + 1 : 1;
  const day = (date: string, by: number): string =>
    new Date(Date.parse(date) + by * 86_400_000).toISOString().slice(0, 10);
  return [
    ...(days <= 10 ? [{ ...agreed, headsUp: { days, words: headsUp?.words ?? "" } }] : []),
    ...(start ? [{ ...agreed, nextStart: start }] : []),
    ...(bleed ? [{ ...agreed, bleeding: bleed }] : []),
    ...(plans.length < 5 ? [{ ...agreed, plans: [...plans, "Anything"] }] : []),
    ...(agreed.today ? [] : [{ ...agreed, today: true }]),
    ...(["helps", "brings"] as const)
      .filter((what) => !care.includes(what))
      .map((what) => ({ ...agreed, care: [...care, what] })),
    ...(agreed.pastStarts ? [] : [{ ...agreed, pastStarts: true }]),
    { ...agreed, last: day(agreed.last, 1) },
    { ...agreed, last: day(agreed.last, 30) },
    { ...agreed, first: day(agreed.first, -1) },
  ];
}

/**
 * Texts as a later version may write them and its owner sign them, and the most that this version may take of each: what
 * it does not know is not shared.
 */
export function laterTexts(text: string, agreed: Agreed): readonly (readonly [text: string, most: Agreed])[] {
  const json = JSON.parse(text);
  const having = (more: object, most: Partial<Agreed> = {}) =>
    [JSON.stringify({ ...json, ...more }), { ...agreed, ...most }] as const;
  const without = (field: string, most: Partial<Agreed>) => {
    const { [field]: _gone, ...rest } = json;
    return [JSON.stringify(rest), { ...agreed, ...most }] as const;
  };
  return [
    ...laterKinds.map((kind) => having({ [kind]: true })),
    having({ v: 2, temperature: "curve" }),
    having({ kinds: ["everything"], shares: ["notes", "temperature"] }),
    having({ nextStart: "hour" }, { nextStart: null }),
    having({ bleeding: "flow" }, { bleeding: null }),
    having({ care: [...agreed.care, "tests", "medication"] }),
    having({ care: "helps, brings, tests" }, { care: [] }),
    having({ today: "always" }, { today: false }),
    having({ pastStarts: "all" }, { pastStarts: false }),
    having({ pastStarts: 1 }, { pastStarts: false }),
    having({ plans: "all" }, { plans: [] }),
    having({ headsUp: { days: 99, words: "" } }, { headsUp: null }),
    ...(agreed.headsUp ? [having({ headsUp: { ...agreed.headsUp, also: ["temperature"] } })] : []),
    without("headsUp", { headsUp: null }),
    without("nextStart", { nextStart: null }),
    without("bleeding", { bleeding: null }),
    without("plans", { plans: [] }),
    without("today", { today: false }),
    without("care", { care: [] }),
    without("pastStarts", { pastStarts: false }),
    // An object's ancestors are no part of what was signed.
    [
      JSON.stringify({ ...json, pastStarts: undefined }).replace(/\}$/, ',"__proto__":{"pastStarts":true}}'),
      { ...agreed, pastStarts: false },
    ],
  ];
}

/** Kinds that a later version might have, hard-private ones among them. */
const laterKinds = [
  ...["notes", "sex", "tests", "contraception", "loss", "medication", "temperature", "mucus", "lateness"],
  ...["loggedAt", "fertile", "symptoms", "mood", "location", "everything"],
] as const;
