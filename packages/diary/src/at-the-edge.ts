import * as v from "valibot";
import { type CalendarDate, parseCalendarDate } from "./calendar-date.ts";
import { expectedOf } from "./entry.ts";
import type { Result } from "./result.ts";

/** A day, for a parse of what comes from outside. */
export const date = v.custom<CalendarDate>(
  (value) => parseCalendarDate(value) !== null,
  "a day as YYYY-MM-DD",
);

/** A whole number in a range, both ends included. */
export const whole = (lowest: number, highest: number) =>
  v.custom<number>(
    (value) => Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest,
    `${lowest} – ${highest}`,
  );

/** Why a value is not of a kind: the path of the first field that does not fit; the value is no part of the reason. */
export interface NotA<Kind extends string> {
  readonly kind: Kind;
  readonly field: string;
  readonly expected: string;
}

export const notA = <Kind extends string>(kind: Kind, field: string, expected: string) =>
  ({ ok: false, error: { kind, field, expected } }) as const;

/** A schema's answer as a result; unknown fields are gone from it. */
export function parsed<Value, Kind extends string>(
  schema: v.GenericSchema<unknown, Value>,
  value: unknown,
  kind: Kind,
): Result<Value, NotA<Kind>> {
  const answer = v.safeParse(schema, value, { abortEarly: true });
  if (answer.success) return { ok: true, value: answer.output };
  const issue = answer.issues[0];
  return notA(kind, v.getDotPath(issue) ?? "whole", expectedOf(issue));
}
