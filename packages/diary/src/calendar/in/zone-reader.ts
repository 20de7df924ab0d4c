import { secondsOfDay } from "./civil-day.ts";
import { maxZoneNameLength } from "./limits.ts";

/**
 * How instants and the local times of named zones become days where the reader is.
 *
 * Days are whole numbers since 1970-01-01, seconds those of a day, instants seconds since 1970.
 */
export interface ZoneReader {
  /** The day it is here at an instant. */
  dayAt(instant: number): number;
  /** The instant of a local time in a zone; of one that comes twice the first, of one that is left out as if it were not. Null: no such zone. */
  instantOf(day: number, second: number, zone: string): number | null;
}

/**
 * A reader who is in a zone, by its IANA name, on the zones that the language itself knows. Null: it knows no such zone.
 *
 * Whoever has a platform says where the reader is: `Intl.DateTimeFormat().resolvedOptions().timeZone`.
 */
export function zoneReader(here: string): ZoneReader | null {
  const offsets = new Map<string, OffsetAt | null>();
  const offsetIn = (zone: string): OffsetAt | null => {
    const known = offsets.get(zone);
    if (known !== undefined) return known;
    const made = offsetReader(zone);
    // A file of names that differ must not fill the memory.
    if (offsets.size < 1_000) offsets.set(zone, made);
    return made;
  };
  const offsetHere = offsetIn(here);
  if (!offsetHere) return null;
  return {
    dayAt: (instant) => Math.floor((instant + offsetHere(instant)) / secondsOfDay),
    instantOf: (day, second, zone) => {
      const offsetThere = offsetIn(zone);
      return offsetThere && instantFrom(day * secondsOfDay + second, offsetThere);
    },
  };
}

/** Seconds that a zone is ahead of UTC at an instant. */
type OffsetAt = (instant: number) => number;

/** The instant of a local time, from the offsets a day before and a day after it, between which a zone changes once at most. */
function instantFrom(local: number, offsetAt: OffsetAt): number {
  const before = offsetAt(local - secondsOfDay);
  const after = offsetAt(local + secondsOfDay);
  if (before === after || offsetAt(local - before) === before) return local - before;
  return offsetAt(local - after) === after ? local - after : local - before;
}

function offsetReader(zone: string): OffsetAt | null {
  if (zone.length > maxZoneNameLength) return null;
  const format = formatFor(zone);
  if (!format) return null;
  // Zones change on quarters of an hour, so what holds at the quarter's begin holds until its end.
  const offsetByQuarter = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / 900);
    const known = offsetByQuarter.get(quarter);
    if (known !== undefined) return known;
    const offset = offsetFrom(format, quarter * 900);
    if (offsetByQuarter.size > 50_000) offsetByQuarter.clear();
    offsetByQuarter.set(quarter, offset);
    return offset;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    // A RangeError: the language knows no zone of this name.
    return null;
  }
}

function offsetFrom(format: Intl.DateTimeFormat, instant: number): number {
  const part = new Map(format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const local =
    Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) / 1000;
  return local - instant;
}
