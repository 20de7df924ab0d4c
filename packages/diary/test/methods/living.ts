import {
  addDays,
  calendarDate,
  createForecaster,
  type DatedForecast,
  type Diary,
  type ForecastAnswer,
  lookAhead,
  parseLifeEvent,
  withEvent,
} from "../../src/index.ts";
import { entries } from "../notation.ts";

export const forecaster = createForecaster();

/** What is said on a day. */
export const on = (diary: Diary, today: string): ForecastAnswer =>
  lookAhead(diary, calendarDate(today), forecaster).answer;

/** The forecast of a day. @throws where there is none */
export function forecastOn(diary: Diary, today: string): DatedForecast {
  const answer = on(diary, today);
  if (answer.kind !== "forecast") throw new Error(JSON.stringify(answer));
  return answer.forecast;
}

/** Chances of some days, each `[first, last, of]`. @throws where there is no forecast */
export function chancesOn(
  diary: Diary,
  today: string,
  ...questions: readonly (readonly [first: string, last: string, of: "bleeding" | "start"])[]
): readonly number[] {
  const asked = questions.map(([first, last, of]) => ({
    first: calendarDate(first),
    last: calendarDate(last),
    of,
  }));
  const chances = lookAhead(diary, calendarDate(today), forecaster).chances(asked);
  if (!chances) throw new Error("no forecast");
  return chances;
}

/** The diary with an event, as it would be read from a store. @throws for one that does not fit */
export function living(diary: Diary, ...values: readonly object[]): Diary {
  return values.reduce<Diary>((known, value) => {
    const parsed = parseLifeEvent(value);
    if (!parsed.ok) throw new Error(parsed.error.field);
    return withEvent(known, parsed.value);
  }, diary);
}

/** The diary with days of bleeding more, in the notation of `entries`. */
export const bleeding = (diary: Diary, first: string, line: string): Diary => ({
  ...diary,
  entryByDate: new Map([...diary.entryByDate, ...entries(first, line)]),
});

export const method = (
  date: string,
  name: string,
  pack?: readonly [active: number, pause: number],
): object => ({
  kind: "method",
  date,
  method: name,
  ...(pack ? { pack: { activeDays: pack[0], breakDays: pack[1] } } : {}),
});

export const pattern = (date: string, name: string): object => ({ kind: "pattern", date, pattern: name });

export const emergency = (date: string, drug: string): object => ({
  kind: "emergency-contraception",
  date,
  drug,
});

/** The day `days` after a written date. */
export const later = (date: string, days: number): string => addDays(calendarDate(date), days);
