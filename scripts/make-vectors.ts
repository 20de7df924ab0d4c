import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type CurrentPeriod,
  createForecaster,
  cycleConstants,
  type Observation,
  type OpenCycle,
  type Person,
  type Sign,
  type StartForecast,
} from "@tidetable/forecast";

/**
 * Writes packages/forecast/vectors/: histories and the forecasts that follow from them, for whoever writes the model in
 * another language. packages/forecast/test/vectors.test.ts compares, and scripts/reference/check_vectors.py is such
 * another program. Everybody in them is made up.
 */

/** Decimals of each probability; what rounds to 0 is left out. Our choice: a thousand times finer than anybody reads. */
const decimals = 9;

interface Case {
  readonly name: string;
  readonly person: Person;
  readonly observations: readonly Observation[];
  /** What is asked; the chance of each length of a whole new cycle where nothing else is. */
  readonly ask?:
    | {
        readonly nextStart: OpenCycle;
        readonly period?: CurrentPeriod;
        readonly chances?: Parameters<StartForecast["chances"]>[0];
      }
    | { readonly afterSigns: readonly Sign[] }
    | { readonly cyclesInGap: number }
    | "period-length";
}

const cycles = (...lengths: readonly number[]): readonly Observation[] =>
  lengths.map((length) => ({ kind: "cycle", length }));
const regular = cycles(28, 29, 27, 28, 30, 28);
const everyDay = (elapsed: number): readonly boolean[] => new Array<boolean>(elapsed + 1).fill(true);
const withMonitor = (...pairs: readonly (readonly [number, number])[]): readonly Observation[] =>
  pairs.map(([length, day]) => ({ kind: "cycle", length, signs: [{ kind: "monitor", day }] }));

const asked = (
  [
    [13, 13],
    [26, 29],
    [45, 51],
    [70, 89],
    [110, 113],
  ] as const
).flatMap(([firstDay, lastDay]) => [
  { firstDay, lastDay, of: "bleeding" as const },
  { firstDay, lastDay, of: "start" as const },
]);

const cases: readonly Case[] = [
  { name: "nobody known", person: {}, observations: [] },
  { name: "nobody known, 19 years", person: { age: 19 }, observations: [] },
  { name: "nobody known, 47 years", person: { age: 47 }, observations: [] },
  { name: "one cycle", person: {}, observations: cycles(31) },
  { name: "a regular half year", person: {}, observations: regular },
  { name: "a regular half year at 38", person: { age: 38 }, observations: regular },
  {
    name: "after 43, when the past counts less",
    person: { age: 45 },
    observations: cycles(28, 26, 33, 24, 41),
  },
  { name: "an irregular year", person: {}, observations: cycles(24, 38, 27, 45, 26, 33, 29, 36, 23, 41) },
  { name: "one start not logged", person: {}, observations: cycles(28, 28, 56, 28, 28, 28) },
  { name: "two in a row not logged", person: {}, observations: cycles(29, 30, 88, 29, 31) },
  {
    name: "two cycles in one gap, as she says herself",
    person: {},
    observations: [...regular, { kind: "cycle", length: 57, trueCycles: 2 }],
  },
  {
    name: "a long cycle that was one, as she says herself",
    person: {},
    observations: [...regular, { kind: "cycle", length: 57, trueCycles: 1 }],
  },
  {
    name: "a pause of 280 days",
    person: {},
    observations: [...cycles(28, 29), { kind: "pause", days: 280 }, ...cycles(30, 31)],
  },
  { name: "polycystic ovaries", person: { regime: "pcos" }, observations: cycles(41, 35, 120, 52) },
  {
    name: "a change of pattern",
    person: {},
    observations: [...regular, { kind: "regime", regime: "early-transition" }, ...cycles(35, 27)],
  },
  {
    name: "four cycles after hormones",
    person: { regime: "after-hormones" },
    observations: cycles(36, 33, 31, 30),
  },
  {
    name: "30 days gone, somebody looked every day",
    person: {},
    observations: regular,
    ask: { nextStart: { elapsed: 30 } },
  },
  {
    name: "36 days gone, nothing written down",
    person: {},
    observations: regular,
    ask: { nextStart: { elapsed: 36, mayHide: everyDay(36) } },
  },
  {
    name: "a period of 7 days after ones of 5",
    person: {},
    observations: regular.flatMap((cycle) => [{ kind: "period", days: 5 }, cycle] as const),
    ask: { nextStart: { elapsed: 12 }, period: { days: 7, isOver: true } },
  },
  {
    name: "plans after a period of 5 days, this cycle to the fourth",
    person: {},
    observations: regular.flatMap((cycle) => [{ kind: "period", days: 4 }, cycle] as const),
    ask: { nextStart: { elapsed: 12 }, period: { days: 5, isOver: true }, chances: asked },
  },
  {
    name: "plans in the middle of a period",
    person: {},
    observations: cycles(24, 38, 27, 33),
    ask: {
      nextStart: { elapsed: 2 },
      period: { days: 3, isOver: false },
      chances: [{ firstDay: 3, lastDay: 6, of: "bleeding" }, ...asked],
    },
  },
  {
    name: "a monitor's peak on day 17",
    person: {},
    observations: withMonitor([28, 15], [30, 16], [29, 16], [31, 18]),
    ask: { afterSigns: [{ kind: "monitor", day: 17 }] },
  },
  {
    name: "a first positive test on day 14",
    person: {},
    observations: regular,
    ask: { afterSigns: [{ kind: "lh", day: 14 }] },
  },
  {
    name: "a gap that was probably two cycles",
    person: {},
    observations: cycles(28, 28, 56, 28, 28, 28),
    ask: { cyclesInGap: 56 },
  },
  {
    name: "periods of 4 days",
    person: {},
    observations: [4, 4, 5, 4].map((days) => ({ kind: "period", days })),
    ask: "period-length",
  },
];

/** Name and text of every file in packages/forecast/vectors/ that is made, in order. */
export function vectorTexts(): ReadonlyMap<string, string> {
  const forecaster = createForecaster();
  const vectors = cases.map(({ name, person, observations, ask }) => {
    const belief = forecaster.learn(person, observations);
    const expected = (): object => {
      if (ask === undefined) return { length: byDay(forecaster.cycleLength(belief), 0) };
      if (ask === "period-length") return { days: byDay(forecaster.periodLength(belief), 0) };
      if ("cyclesInGap" in ask) return { cycles: byDay(forecaster.cyclesInGap(belief, ask.cyclesInGap), 1) };
      if ("afterSigns" in ask)
        return { length: byDay(forecaster.cycleLengthAfter(belief, ask.afterSigns), 0) };
      const start = forecaster.nextStart(belief, ask.nextStart, ask.period);
      if (!start) throw new Error(`"${name}" expects a forecast`);
      if (ask.chances) return { chances: byDay(start.chances(ask.chances), 1) };
      return {
        nextStart: byDay(start.probability, start.firstDay),
        unlogged: rounded(start.unlogged.probability),
      };
    };
    return { name, person, observations, ask: ask ?? "cycle-length", expected: expected() };
  });
  const constants = { schema: "tidetable.forecast-constants/1", ...cycleConstants };
  return new Map([
    ["constants.json", `${JSON.stringify(constants, null, 2)}\n`],
    [
      "forecasts.json",
      `{\n"schema": "tidetable.forecast-vectors/1",\n"vectors": [\n${vectors.map((one) => JSON.stringify(one)).join(",\n")}\n]\n}\n`,
    ],
  ]);
}

const rounded = (p: number): number => Number(p.toFixed(decimals));

/** Probability by day, the array's first being day `first`. */
function byDay(chance: ArrayLike<number>, first: number): Readonly<Record<string, number>> {
  const entries = Array.from(chance, (p, k) => [k + first, rounded(p)] as const);
  return Object.fromEntries(entries.filter(([, p]) => p > 0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of vectorTexts()) {
    writeFileSync(new URL(`../packages/forecast/vectors/${name}`, import.meta.url), text);
  }
}
