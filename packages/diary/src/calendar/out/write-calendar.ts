import { addDays, type CalendarDate } from "../../calendar-date.ts";
import type { CalendarEntry } from "./entry.ts";

/** How often a subscribed calendar should be fetched again: RFC 7986, 5.7. Programs do as they like. Our choice. */
const refreshEvery = "PT12H";
/** Octets of a line without its end: RFC 5545, 3.1. */
const longestLine = 75;

/**
 * A calendar in the words of RFC 5545 and 7986: CRLF at the end of each line, no line above 75 octets.
 *
 * An entry is days, not midnights, which would be another day in another zone; its end is written exclusive. It keeps
 * nobody from anything. Absent on purpose: organiser, place, alarm, category, the name of the program.
 */
export function writeCalendar(calendar: {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
}): string {
  const { name, entries } = calendar;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    // Whoever sees the file is not told what wrote it.
    "PRODID:-//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
    `X-PUBLISHED-TTL:${refreshEvery}`,
    ...(entries.length === 0 ? placeholder : entries.flatMap(linesOfEntry)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** A calendar must have a component (RFC 5545, 3.4), and one without entries has nothing else to show. */
const placeholder = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
];

function linesOfEntry(entry: CalendarEntry): readonly string[] {
  const { uid, first, last, title, description, sequence, isCancelled, changed } = entry;
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    // The time at which this was written would tell when a person was at her diary; when it changed is needed anyway.
    `DTSTAMP:${instant(changed)}`,
    `LAST-MODIFIED:${instant(changed)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${day(first)}`,
    `DTEND;VALUE=DATE:${day(addDays(last, 1))}`,
    `SUMMARY:${escaped(title)}`,
    ...(description === null ? [] : [`DESCRIPTION:${escaped(description)}`]),
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    "END:VEVENT",
  ];
}

const day = (date: CalendarDate): string => date.replaceAll("-", "");

/** An instant in UTC. @throws RangeError unless it is whole seconds of the years 1970 to 9999 */
function instant(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 253_402_300_799)
    throw new RangeError(`changed expects whole seconds since 1970, got ${seconds}`);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Text as RFC 5545, 3.3.11 has it; a control character, which it cannot have, is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n|[\r\u2028\u2029]/g, "\n")
    .replaceAll(/\p{Cc}/gu, (character) => ("\t\n".includes(character) ? character : ""))
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll("\n", "\\n");

/** A line in parts of at most 75 octets, each but the first behind a space; never cut inside a character. */
function folded(line: string): string {
  let text = "";
  let room = longestLine;
  for (const character of line) {
    const octets = octetsOf(character);
    if (octets > room) {
      text += "\r\n ";
      room = longestLine - 1;
    }
    text += character;
    room -= octets;
  }
  return text;
}

/** Octets of a character in UTF-8; half of a pair is written as U+FFFD, which has three. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
