import {
  cycleConstants,
  drawNormal,
  longestCycle,
  longestPeriod,
  type Random,
  type SimulatedPerson,
  seededRandom,
  shortestCycle,
  simulateCycle,
  simulatePerson,
} from "@tidetable/forecast";
import type { CohortCycle } from "../cohort.ts";
import { horizons } from "./cases.ts";
import { type Origin, originDays, periodBy } from "./origin.ts";

/** Her own usual period and how much it varies, days. */
interface PeriodHabit {
  readonly centre: number;
  readonly scale: number;
}

/** Most logged gaps known before; each number is as likely. Our choice: a year. */
const mostKnown = 12;
/** Days lived after the origin: more than the furthest window can reach with cycles of two months. */
const livedDays = 500;

/**
 * Made-up people on a random day each, drawn from the model's own prior with everything that it assumes: an own centre, spread
 * and chance not to log a start; periods of an own length; and after a longer period than usual a longer cycle.
 *
 * Nothing is logged between starts but the periods, so a start may hide anywhere. Somebody whose next start was logged
 * before the day on which she would ask is not asked. The same seed and number give the same person.
 */
export function simulatedOrigins(first: number, count: number, seed: number): readonly Origin[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(seed * 1_000_003 + first + index);
    for (;;) {
      const origin = drawOrigin(random, first + index);
      if (origin) return origin;
    }
  });
}

function drawOrigin(random: Random, index: number): Origin | null {
  const person = simulatePerson(random);
  const habit = drawHabit(random);
  const known = Math.floor(random() * (mostKnown + 1));
  const day = originDays[Math.floor(random() * originDays.length)]!;
  const gaps: CohortCycle[] = [];
  for (let i = 0; i < known; i++) gaps.push(drawGap(random, person, habit));
  const starts = [0];
  const periods: number[] = [];
  while (starts.at(-1)! < day + livedDays) {
    const { period, length } = drawCycle(random, person, habit);
    const next = starts.at(-1)! + length;
    periods.push(period);
    starts.push(next);
    if (next <= day && random() >= person.loss) return null;
  }
  return {
    person: index,
    known: { cycles: gaps },
    open: { elapsed: day, mayHide: new Array<boolean>(day + 1).fill(true) },
    period: periodBy(day, periods[0]!),
    lived: { starts: starts.slice(0, -1), periods, end: starts.at(-1)! },
    furthest: horizons,
  };
}

/** Source of its constants: docs/forecasting.md, "Period length". */
function drawHabit(random: Random): PeriodHabit {
  return { centre: 5 + 0.96 * drawNormal(random), scale: 0.75 * Math.exp(0.35 * drawNormal(random)) };
}

function drawGap(random: Random, person: SimulatedPerson, habit: PeriodHabit): CohortCycle {
  const { period, length } = drawCycle(random, person, habit);
  let days = length;
  while (random() < person.loss) days += drawCycle(random, person, habit).length;
  return { length: days, periodLength: period };
}

/** A period, and a cycle of P(L | period) ∝ P(L) · L^(κ · days above her usual period), drawn by rejection. */
function drawCycle(
  random: Random,
  person: SimulatedPerson,
  { centre, scale }: PeriodHabit,
): { readonly period: number; readonly length: number } {
  let period = 0;
  while (period < 1 || period > longestPeriod) period = Math.round(centre + scale * drawNormal(random));
  const power = cycleConstants.lengthPerPeriodDay * Math.min(3, Math.max(-3, period - centre));
  // So far from her centre that hardly any cycle lies beyond.
  const usual = Math.exp(person.centre);
  const bound = power > 0 ? Math.min(longestCycle, 2.5 * usual) : Math.max(shortestCycle, 0.4 * usual);
  for (;;) {
    const length = simulateCycle(random, person);
    if (random() < (length / bound) ** power) return { period, length };
  }
}
