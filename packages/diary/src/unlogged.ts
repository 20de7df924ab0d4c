import type { OpenCycle } from "@tidetable/forecast";
import { addDays, type CalendarDate, daysBetween } from "./calendar-date.ts";
import type { Diary } from "./diary.ts";
import { disturbanceOf } from "./methods/emergency.ts";
import { type EntryByDate, shortestCycleDays } from "./period.ts";
import { signsIn } from "./signs.ts";

/** Recorded in a row, this many days leave no room for a period that nobody noticed. Our choice: no period is one day long. */
const hiddenDaysLeast = 2;

/** A start of the last days is not taken for unlogged: it is often written down a day or two afterwards. Our choice. */
const loggingDelayDays = 3;

/** How many true cycles a gap held, and how that is known: its owner said so, or so much was recorded that none could be missed. */
export interface KnownCycles {
  readonly count: 1 | 2 | 3;
  readonly by: "owner" | "records";
}

/** Null where it is not known. */
export function knownCycles(diary: Diary, start: CalendarDate, length: number): KnownCycles | null {
  const next = addDays(start, length);
  // An answer about a period that has since been written down, near its date, is spent.
  const isSpent = (date: CalendarDate): boolean =>
    Math.min(daysBetween(start, date), daysBetween(date, next)) < shortestCycleDays;
  const answers = diary.events.filter(
    (event) => event.kind === "unlogged" && event.date > start && event.date < next && !isSpent(event.date),
  );
  const missed = answers.filter((event) => event.kind === "unlogged" && event.answer === "missed").length;
  if (missed === 1 && length >= 2 * shortestCycleDays) return { count: 2, by: "owner" };
  if (missed >= 2 && length >= 3 * shortestCycleDays) return { count: 3, by: "owner" };
  if (answers.some((event) => event.kind === "unlogged" && event.answer === "not-missed")) {
    return { count: 1, by: "owner" };
  }
  if (length < 2 * shortestCycleDays) return null;
  const hidden = daysThatMayHide(diary.entryByDate, start, length - 1);
  const room = hidden.slice(shortestCycleDays, length - shortestCycleDays + 1);
  return room.includes(true) ? null : { count: 1, by: "records" };
}

/** For each day t after `start`, 0 … last: whether a period could have started there without being recorded. */
function daysThatMayHide(entryByDate: EntryByDate, start: CalendarDate, last: number): boolean[] {
  const isUnrecorded = Array.from({ length: last + 1 }, (_, t) => !entryByDate.has(addDays(start, t)));
  return isUnrecorded.map((unrecorded, t) => {
    if (!unrecorded) return false;
    let run = 1;
    for (let i = t - 1; i >= 0 && isUnrecorded[i]; i--) run++;
    for (let i = t + 1; i <= last && isUnrecorded[i] && run < hiddenDaysLeast; i++) run++;
    return run >= hiddenDaysLeast;
  });
}

/** The cycle that began on `start` and has not ended, as far as it was recorded. */
export function openCycle(
  diary: Diary,
  start: CalendarDate,
  today: CalendarDate,
): OpenCycle & { start: CalendarDate } {
  const day = daysBetween(start, today);
  // A day with a record and without a start is a day on which none came; an empty today is still to come.
  const elapsed = diary.entryByDate.has(today) ? day : Math.max(0, day - 1);
  const mayHide = daysThatMayHide(diary.entryByDate, start, elapsed);
  mayHide.fill(false, Math.max(0, mayHide.length - loggingDelayDays));
  for (const event of diary.events) {
    if (event.kind !== "unlogged" || event.answer !== "not-missed" || event.date <= start) continue;
    // The answer is about the days around its date, up to where the next start could be.
    mayHide.fill(false, 0, Math.min(elapsed + 1, daysBetween(start, event.date) + shortestCycleDays));
  }
  const signs = signsIn(diary.entryByDate, start, today);
  const disturbance = disturbanceOf(diary.events, start);
  return { start, elapsed, mayHide, signs, ...(disturbance && { disturbance }) };
}
