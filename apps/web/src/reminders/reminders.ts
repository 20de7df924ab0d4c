import type { NoticeSubscription } from "@tidetable/sync";

/** When she is reminded to write something down: every day, or on a weekday (1 Monday to 7 Sunday), at an hour here. */
export type LogTime =
  | { readonly kind: "daily"; readonly hour: number }
  | { readonly kind: "weekly"; readonly weekday: number; readonly hour: number };

/** The owner's notices to herself (rule 105), the vault's record `reminders`: all off until she switches one on. */
export interface Reminders {
  /** Of the queue's write key, base64url. */
  readonly seed: string;
  /** Where they go: the device on which they were switched on. Null: nowhere. */
  readonly push: NoticeSubscription | null;
  readonly log: LogTime | null;
  /** The hour of a day, here, at which she takes something. */
  readonly medication: number | null;
  /** Whether schedules with an hour send notices on their days. */
  readonly doses: boolean;
  /** Whether the question of a check-in comes as a notice. */
  readonly asks: boolean;
  /** Her own words: for writing down, and for what is taken, by hour or by schedule. Empty for the neutral text. */
  readonly logWords: string;
  readonly medicationWords: string;
}

/** Letters of her own words. Our choice: a line on a locked screen, and far below a notice's length (rule 101). */
export const longestWords = 80;

/** The reminders in a vault's record; null where there are none, or none that this version can read. */
export function remindersFrom(stored: unknown): Reminders | null {
  if (!isObject(stored) || typeof stored.seed !== "string" || !/^[\w-]{43}$/.test(stored.seed)) return null;
  return {
    seed: stored.seed,
    push: pushFrom(stored.push),
    log: logTimeFrom(stored.log),
    medication: isHour(stored.medication) ? stored.medication : null,
    doses: stored.doses === true,
    asks: stored.asks === true,
    logWords: wordsFrom(stored.logWords),
    medicationWords: wordsFrom(stored.medicationWords),
  };
}

/** Whether anything is to come. */
export const isAnyOn = ({ log, medication, doses, asks }: Reminders): boolean =>
  log !== null || medication !== null || doses || asks;

function pushFrom(value: unknown): NoticeSubscription | null {
  if (!isObject(value)) return null;
  const { endpoint, p256dh, auth } = value;
  return typeof endpoint === "string" && typeof p256dh === "string" && typeof auth === "string"
    ? { endpoint, p256dh, auth }
    : null;
}

function logTimeFrom(value: unknown): LogTime | null {
  if (!isObject(value) || !isHour(value.hour)) return null;
  const { kind, hour, weekday } = value;
  if (kind === "daily") return { kind, hour };
  const isWeekday = typeof weekday === "number" && Number.isInteger(weekday) && weekday >= 1 && weekday <= 7;
  return kind === "weekly" && isWeekday ? { kind, weekday, hour } : null;
}

const wordsFrom = (value: unknown): string => (typeof value === "string" ? value.slice(0, longestWords) : "");

const isHour = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 23;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
