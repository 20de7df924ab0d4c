import { careKinds, type Scope } from "./scope.ts";

const coarsestFirst = {
  nextStart: [null, "week", "band", "distribution"],
  bleeding: [null, "estimate", "day"],
} as const;

/**
 * What all of these scopes share: what a grant shares that two devices changed at the same time.
 *
 * The order they come in makes no difference. Where they have no day in common nothing is shared on the one day it
 * names. @throws RangeError where there is none
 */
export function narrowest(scopes: readonly Scope[]): Scope {
  if (scopes.length === 0) throw new RangeError("scopes expects at least one scope");
  return scopes.reduce(narrower);
}

function narrower(one: Scope, other: Scope): Scope {
  const called = one.called < other.called ? one.called : other.called;
  const first = one.first > other.first ? one.first : other.first;
  const last = one.last < other.last ? one.last : other.last;
  if (last < first) return { ...nothingShared, called, first, last: first };
  return {
    called,
    first,
    last,
    headsUp: narrowerHeadsUp(one.headsUp, other.headsUp),
    nextStart: coarser(coarsestFirst.nextStart, one.nextStart, other.nextStart),
    bleeding: coarser(coarsestFirst.bleeding, one.bleeding, other.bleeding),
    plans: one.plans.filter((name) => other.plans.includes(name)).sort(),
    today: one.today && other.today,
    care: careKinds.filter((kind) => one.care.includes(kind) && other.care.includes(kind)),
    pastStarts: one.pastStarts && other.pastStarts,
  };
}

const nothingShared = {
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
} as const satisfies Partial<Scope>;

/** The one with less notice; in her words only where both have the same. */
function narrowerHeadsUp(one: Scope["headsUp"], other: Scope["headsUp"]): Scope["headsUp"] {
  if (one === null || other === null) return null;
  return { days: Math.min(one.days, other.days), words: one.words === other.words ? one.words : "" };
}

const coarser = <Level>(levels: readonly Level[], one: Level, other: Level): Level =>
  levels[Math.min(levels.indexOf(one), levels.indexOf(other))]!;
