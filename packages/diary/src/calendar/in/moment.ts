import { numberOfDay, secondsOfDay } from "./civil-day.ts";
import type { Property } from "./property.ts";

/** A day, or a time on one, as a file has it. */
export interface Moment {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Seconds of that day; 0 for a day without a time. */
  readonly second: number;
  readonly isDate: boolean;
  /** The zone's name, "UTC" for one that ends in Z; null: wherever the reader is. */
  readonly zone: string | null;
}

const written = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** RFC 5545, 3.3.4 and 3.3.5; null when it is neither a real day nor a real time of one. */
export function readMoment(text: string, zone: string | null): Moment | null {
  const match = written.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  const day = numberOfDay(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null || hour > 23 || minute > 59 || second > 60) return null;
  const isDate = match[4] === undefined;
  return {
    day,
    // A leap second is the second before it.
    second: hour * 3600 + minute * 60 + Math.min(second, 59),
    isDate,
    zone: isDate ? null : match[7] === "Z" ? "UTC" : zone,
  };
}

/** The moments of a property; null when one of them is none. */
export function readMoments(property: Property): readonly Moment[] | null {
  const zone = property.param("tzid");
  const moments: Moment[] = [];
  for (const text of property.written.split(",")) {
    const moment = readMoment(text.trim(), zone);
    if (!moment) return null;
    moments.push(moment);
  }
  return moments;
}

/** Seconds from 1970 in local time, as if every day had 24 hours. */
export const localSecond = ({ day, second }: Pick<Moment, "day" | "second">): number =>
  day * secondsOfDay + second;

const duration =
  /^([+-]?)P(?:(\d{1,6})W|(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?)$/;

/** RFC 5545, 3.3.6, in seconds; null when it is none. */
export function readDuration(text: string): number | null {
  const match = duration.exec(text);
  if (!match || /[PT]$/.test(text)) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const sum = ((weeks! * 7 + days!) * 24 + hours!) * 3600 + minutes! * 60 + seconds!;
  return match[1] === "-" ? -sum : sum;
}
