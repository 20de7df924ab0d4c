import { performance } from "node:perf_hooks";
import {
  addDays,
  answerPlan,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  lookAhead,
} from "@tidetable/diary";
import { seededRandom, simulateCycle } from "@tidetable/forecast";

/**
 * How long a plan takes, from a diary with an entry on every day of ten years to its ranked windows: `npm run bench -- plan`.
 * The least of many rounds, with the median beside it: what else a shared machine does only ever adds. Exits 1 when a
 * stated limit is broken.
 */

/** Limits of issue 6. */
const mostMilliseconds = 10;
const years = 10;
const rounds = 41;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const failures: string[] = [];
function limit(name: string, value: number, most: number, unit: string): void {
  const verdict = value <= most ? "within" : "ABOVE";
  print(`${name}: ${value.toFixed(2)} ${unit}, ${verdict} the limit of ${most.toFixed(2)} ${unit}`);
  if (value > most) failures.push(name);
}

interface Times {
  readonly median: number;
  readonly least: number;
}

/** All of them in turn, so that a slow moment of the machine meets each. */
function timed(works: readonly (() => unknown)[]): readonly Times[] {
  const times = works.map((): number[] => []);
  for (let round = -5; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      work();
      // The first rounds are for the compiler.
      if (round >= 0) times[i]!.push(performance.now() - start);
    }
  }
  return times.map((own) => {
    const sorted = own.toSorted((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)]!, least: sorted[0]! };
  });
}

/** A diary of one person, with something on each day. */
function tenYears(today: CalendarDate): Diary {
  const random = seededRandom(6);
  const person = { centre: Math.log(29), scale: 0.065, loss: 0 };
  const entryByDate = new Map<CalendarDate, DayEntry>();
  const [first, days] = [addDays(today, -Math.round(365.25 * years)), Math.round(365.25 * years)];
  let cycleDay = 0;
  let length = simulateCycle(random, person);
  for (let day = 0; day < days; day++) {
    const bleeding = cycleDay < 5 ? "medium" : "none";
    entryByDate.set(addDays(first, day), {
      bleeding,
      mood: 1 + Math.floor(random() * 5),
    });
    cycleDay++;
    if (cycleDay < length) continue;
    cycleDay = 0;
    length = simulateCycle(random, person);
  }
  return { entryByDate, events: [] };
}

const today = calendarDate("2026-11-23");
const diary = tenYears(today);
const avoid = { bleeding: true, daysBefore: 0 };
const days = 4;
/** The sixty windows whose last ends so many days ahead, and all windows up to there. */
const lastSixty = (to: number) => ({
  from: addDays(today, to - 59 - days + 1),
  to: addDays(today, to),
  days,
  avoid,
});
const all = (to: number) => ({ from: today, to: addDays(today, to), days, avoid });

const cold = performance.now();
const forecaster = createForecaster();
answerPlan(lookAhead(diary, today, forecaster), lastSixty(365));
print(`  first use, tables included: ${(performance.now() - cold).toFixed(0)} ms`);

const plan = (question: ReturnType<typeof all>) => {
  const answer = answerPlan(lookAhead(diary, today, forecaster), question);
  if (answer.kind !== "windows") throw new Error(answer.kind);
  return answer.windows.length;
};
if (plan(lastSixty(365)) !== 60) throw new Error("sixty windows were meant");
const ahead = lookAhead(diary, today, forecaster);
const [sixty, look, ask, half, year, twoYears] = timed([
  () => plan(lastSixty(365)),
  () => lookAhead(diary, today, forecaster),
  () => answerPlan(ahead, lastSixty(365)),
  () => plan(all(182)),
  () => plan(all(365)),
  () => plan(all(730)),
]) as readonly [Times, Times, Times, Times, Times, Times];
const told = ({ median, least }: Times): string => `${least.toFixed(2)} ms (median ${median.toFixed(2)})`;
print(`  ${years} years of entries to what is known of her: ${told(look)}`);
print(`  60 windows a year ahead, once that is known: ${told(ask)}`);
print(`  every window of half a year: ${told(half)}`);
print(`  every window of a year: ${told(year)}`);
print(`  every window of two years: ${told(twoYears)}`);
limit(`60 windows of ${days} days a year ahead, after ${years} years`, sixty.least, mostMilliseconds, "ms");
limit("a year's windows against half a year's", year.least / half.least, 365 / 182, "times");
limit("two years' windows against a year's", twoYears.least / year.least, 730 / 365, "times");

if (failures.length > 0) process.exitCode = 1;
