import type { LoggedPerson } from "./logged.ts";
import type { Rule } from "./rules/rule.ts";
import type { Chosen } from "./stratum.ts";
import type { Target } from "./targets.ts";

const indicesOf = (targets: readonly Target[], chosen: (target: Target) => boolean): readonly number[] =>
  targets.flatMap((target, index) => (chosen(target) ? [index] : []));

/** Where there is something to learn from. */
export const withHistory = (targets: readonly Target[]): Chosen => ({
  id: "known",
  label: "one or more known cycles",
  indices: indicesOf(targets, ({ cyclesBefore }) => cyclesBefore >= 1),
});

/** Three or more cycles before, and no peer that is silent. */
export const whereAllAnswer = (targets: readonly Target[], peers: readonly Rule[]): Chosen => ({
  id: "answered",
  label: "three or more known cycles, every peer answers",
  indices: indicesOf(
    targets,
    ({ cyclesBefore, known }) => cyclesBefore >= 3 && peers.every((rule) => rule.says(known) !== null),
  ),
});

const counts = [
  ["0", 0, 0],
  ["1", 1, 1],
  ["2", 2, 2],
  ["3–5", 3, 5],
  ["6–11", 6, 11],
  ["12 or more", 12, Number.POSITIVE_INFINITY],
] as const;

export const byCyclesKnown = (targets: readonly Target[]): readonly Chosen[] =>
  counts.map(([label, least, most]) => ({
    id: label,
    label,
    indices: indicesOf(targets, ({ cyclesBefore: n }) => n >= least && n <= most),
  }));

/** Fewest cycles from which somebody's own variability is told. */
const enoughForSpread = 6;

/**
 * Targets with three or more cycles before, by terciles of their people's standard deviation. What happened later is
 * part of that deviation, so the steadiest people are also those whom chance was kind to.
 */
export function byVariability(
  people: readonly LoggedPerson[],
  targets: readonly Target[],
): readonly Chosen[] {
  const deviations = people.map(({ cycles }) =>
    cycles.length < enoughForSpread ? null : deviationOf(cycles.map(({ length }) => length)),
  );
  const sorted = deviations.filter((one) => one !== null).sort((a, b) => a - b);
  const bound = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
  const [lower, upper] = [bound(1 / 3), bound(2 / 3)];
  const tercile = (id: string, label: string, fits: (deviation: number) => boolean): Chosen => ({
    id,
    label,
    indices: indicesOf(targets, ({ person, cyclesBefore }) => {
      const deviation = deviations[person] ?? null;
      return cyclesBefore >= 3 && deviation !== null && fits(deviation);
    }),
  });
  const [low, high] = [lower.toFixed(1), upper.toFixed(1)];
  return [
    tercile("steady", `steady: deviation below ${low} days`, (deviation) => deviation < lower),
    tercile("middling", `from ${low} days`, (deviation) => deviation >= lower && deviation < upper),
    tercile("varied", `from ${high} days`, (deviation) => deviation >= upper),
  ];
}

/** Days of the open cycle on which the forecast is looked at again. */
export const openDays = [0, 14, 21, 28, 30, 35, 40] as const;

/** Those of the chosen whose cycle was still open at the end of that day. */
export const stillOpen = (targets: readonly Target[], chosen: Chosen, day: number): Chosen => ({
  id: `${day}`,
  label: `day ${day}`,
  indices: chosen.indices.filter((index) => targets[index]!.length > day),
});

/** With one degree of freedom taken by the mean. */
function deviationOf(lengths: readonly number[]): number {
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const squares = lengths.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(squares / (lengths.length - 1));
}
