import { calendarDate } from "@tidetable/diary";
import { readCalendar, zoneReader } from "../../src/calendar/in/index.ts";

/** A calendar of these lines, each with its CRLF. */
export const calendarOf = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Made up//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");

export const eventOf = (...lines: readonly string[]): string =>
  ["BEGIN:VEVENT", "UID:one@example.org", "SUMMARY:Tea", ...lines, "END:VEVENT"].join("\r\n");

/** What somebody in `zone` reads of a calendar in 2026 and 2027. */
export function readText(text: string | Uint8Array, zone = "Europe/Berlin") {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const dateOf = zoneReader(zone);
  if (!dateOf) throw new RangeError("zone expects a name that the language knows");
  return readCalendar(bytes, { from: calendarDate("2026-01-01"), to: calendarDate("2027-12-31"), dateOf });
}

/** The days of each event, as "2026-03-01" or "2026-03-01 – 2026-03-02". @throws Error where the file was refused */
export function daysRead(text: string, zone?: string): readonly string[] {
  const read = readText(text, zone);
  if (!read.ok) throw new Error(read.error.kind);
  return read.value.events.map(({ first, last }) => (first === last ? first : `${first} – ${last}`));
}
