import { createDayLengths, type DayLengths, type DayLengthsPrior } from "./day-lengths.ts";

/** What can mark ovulation. Each marks a slightly different day, so each has its own luteal phase. */
export type SignKind = "lh" | "temperature" | "mucus" | "marked" | "monitor";
export const signKinds: readonly SignKind[] = ["lh", "temperature", "mucus", "marked", "monitor"];

/** Mean days from the sign to the next start. Source: docs/forecasting.md, "Luteal phase by sign". */
const meanDaysByKind: Readonly<Record<SignKind, number>> = {
  monitor: 13,
  mucus: 13,
  lh: 13.5,
  temperature: 12,
  marked: 13,
};

/** Longest time from a sign to a start that the model can hold, days. */
const longestLuteal = 40;
/** Outside 5 to 22 days the sign was of something else and teaches nothing. Source: docs/forecasting.md. */
export const isPlausibleLuteal = (days: number): boolean => days >= 5 && days <= 22;

/** The luteal phase as one kind of sign sees it. Source: docs/forecasting.md, "Luteal phase by sign". */
export const lutealPriorOf = (kind: SignKind): DayLengthsPrior => ({
  meanDays: meanDaysByKind[kind],
  betweenPeople: 1.4,
  coreScale: 1,
  spreadPerIndex: 0.6,
  noise: { wideShare: 0.16, wideShift: 0.7, wideScale: 2.5 },
  memory: 0.97,
  shortest: 1,
  longest: longestLuteal,
});

/** Lengths for each kind; tables are built when a kind is first used. */
export function createLutealLengths(): Readonly<Record<SignKind, DayLengths>> {
  const of = (kind: SignKind): DayLengths => createDayLengths(lutealPriorOf(kind));
  return {
    lh: of("lh"),
    temperature: of("temperature"),
    mucus: of("mucus"),
    marked: of("marked"),
    monitor: of("monitor"),
  };
}
