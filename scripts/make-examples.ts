import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  addDays,
  type Bleeding,
  type CalendarDate,
  calendarDate,
  type DayEntry,
  type Diary,
} from "@tidetable/diary";
import { formatDripCsv, formatOvumcyCsv, formatTidetableJson } from "@tidetable/diary/exchange";
import { drawNormal, type Random, seededRandom, simulateCycle } from "@tidetable/forecast";

/**
 * Writes examples/: three made-up people, each in three formats. The same seeds give the same bytes, and
 * test/examples.test.ts compares. No day of anybody's real life is in them.
 */

/** Share of days none, spotting, light, medium, heavy on days 1 to 6 of a period. Source: docs/forecasting.md, "Bleeding by day". */
const bleedingByDay: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 0.42, 0.34, 0.24],
  [0, 0, 0.12, 0.39, 0.49],
  [0, 0, 0.27, 0.47, 0.26],
  [0.05, 0.07, 0.5, 0.31, 0.07],
  [0.15, 0.18, 0.5, 0.14, 0.03],
  [0.4, 0.24, 0.32, 0.04, 0],
];
const levels: readonly Bleeding[] = ["none", "spotting", "light", "medium", "heavy"];

/** A person's truth, and what of it she writes down. */
interface MadeUp {
  readonly seed: number;
  readonly first: string;
  /** Typical cycle length, days, and its scale on the logarithm. */
  readonly usual: number;
  readonly scale: number;
  readonly cycles: number;
  /** Numbers of the cycles whose start she does not log. */
  readonly forgotten: readonly number[];
  /** After this many cycles nothing happens, or is written, for that many days. */
  readonly pause: { readonly afterCycle: number; readonly days: number } | null;
  /** From this cycle on she takes her temperature. */
  readonly temperatureFrom: number;
}

const people: Readonly<Record<string, MadeUp>> = {
  regular: {
    seed: 4,
    first: "2025-09-06",
    usual: 28,
    scale: 0.035,
    cycles: 15,
    forgotten: [],
    pause: null,
    temperatureFrom: 13,
  },
  irregular: {
    seed: 13,
    first: "2024-10-31",
    usual: 33,
    scale: 0.13,
    cycles: 16,
    forgotten: [4, 13],
    pause: { afterCycle: 9, days: 142 },
    temperatureFrom: 99,
  },
  beginner: {
    seed: 21,
    first: "2026-09-27",
    usual: 30,
    scale: 0.1,
    cycles: 1,
    forgotten: [],
    pause: null,
    temperatureFrom: 99,
  },
};

function makeDiary(person: MadeUp): Diary {
  const random = seededRandom(person.seed);
  const entryByDate = new Map<CalendarDate, DayEntry>();
  const events: Diary["events"][number][] = [];
  let start = calendarDate(person.first);
  for (let cycle = 0; cycle <= person.cycles; cycle++) {
    const length = simulateCycle(random, { centre: Math.log(person.usual), scale: person.scale, loss: 0 });
    const isOpen = cycle === person.cycles;
    if (!person.forgotten.includes(cycle)) writePeriod(random, entryByDate, start);
    if (cycle >= person.temperatureFrom) writeTemperatures(random, entryByDate, start, isOpen ? 9 : length);
    if (person.pause && cycle === person.pause.afterCycle) {
      const first = addDays(start, length + 3);
      events.push({ kind: "pause", date: first, last: addDays(first, person.pause.days - 8) });
      start = addDays(start, person.pause.days);
    }
    start = addDays(start, length);
  }
  return { entryByDate: new Map([...entryByDate].sort(([a], [b]) => (a < b ? -1 : 1))), events };
}

function writePeriod(random: Random, entryByDate: Map<CalendarDate, DayEntry>, start: CalendarDate): void {
  if (random() < 0.2) entryByDate.set(addDays(start, -1), { bleeding: "spotting" });
  for (const [day, shares] of bleedingByDay.entries()) {
    const level = drawLevel(random, shares);
    if (level === "none") break;
    const cramps = day < 2 && random() < 0.5 ? { symptoms: { cramps: 2 } } : {};
    entryByDate.set(addDays(start, day), { bleeding: level, ...cramps });
  }
}

function drawLevel(random: Random, shares: readonly number[]): Bleeding {
  let left = random();
  for (const [index, share] of shares.entries()) {
    left -= share;
    if (left < 0) return levels[index]!;
  }
  return "light";
}

/** Two plateaus and a rise fourteen days before the next start, with a reading missed now and then. */
function writeTemperatures(
  random: Random,
  entryByDate: Map<CalendarDate, DayEntry>,
  start: CalendarDate,
  days: number,
): void {
  for (let day = 5; day < days; day++) {
    const plateau = day >= days - 13 && days > 20 ? 36.7 : 36.4;
    const celsius = Math.round((plateau + 0.05 * drawNormal(random)) * 20) / 20;
    if (random() < 0.1) continue;
    const date = addDays(start, day);
    entryByDate.set(date, { ...entryByDate.get(date), temperature: { celsius: Number(celsius.toFixed(2)) } });
  }
}

/** Every example file's name and text. */
export function exampleTexts(): ReadonlyMap<string, string> {
  const textByName = new Map<string, string>();
  for (const [name, person] of Object.entries(people)) {
    const diary = makeDiary(person);
    textByName.set(`${name}.json`, formatTidetableJson(diary));
    textByName.set(`${name}.drip.csv`, formatDripCsv(diary));
    textByName.set(`${name}.ovumcy.csv`, formatOvumcyCsv(diary));
  }
  return textByName;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("../examples/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of exampleTexts()) writeFileSync(`${folder}${name}`, text);
}
