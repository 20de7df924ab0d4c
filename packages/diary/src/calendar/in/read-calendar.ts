import { type CalendarDate, dayNumberFromDate, daysBetween } from "../../calendar-date.ts";
import { readFileText } from "../../exchange/file-text.ts";
import type { Result } from "../../result.ts";
import { type RawComponent, readComponents } from "./components.ts";
import { maxBusyEvents, maxCalendarBytes, maxDaysLookedAt, maxLeftOut, maxWindowDays } from "./limits.ts";
import { type BusyEvent, occurrencesOf } from "./occurrences.ts";
import type { LeftOutComponent, NotACalendar } from "./problem.ts";
import { textNamed } from "./property.ts";
import { type CalendarEvent, type ListedMoment, readEvent } from "./read-event.ts";
import type { Budget } from "./rule-days.ts";
import { shownText } from "./shown-text.ts";
import type { ZoneReader } from "./zone-reader.ts";
import { zonesOf } from "./zones-of-file.ts";

/** What a calendar has on the days that were asked for. */
export interface CalendarFile {
  /** The calendar's own name, as it may be shown. */
  readonly name: string | null;
  /** By their first day. */
  readonly events: readonly BusyEvent[];
  /** What could not be read, by line; everything else was. */
  readonly leftOut: readonly LeftOutComponent[];
  /** Repeats are unfolded up to here, inclusive. */
  readonly until: CalendarDate;
}

/**
 * What the calendar in a file (RFC 5545) has from one day to another, both inclusive, as days where the reader is.
 *
 * Any bytes give an answer, in bounded time and memory (`limits.ts`). A file that is broken as a whole gives nothing of
 * itself; an event that cannot be read is left out and told. Cancelled events, tasks and notes are not events of hers.
 * @throws RangeError unless `from` to `to` is 1 to 3,660 days
 */
export function readCalendar(
  bytes: Uint8Array,
  options: { readonly from: CalendarDate; readonly to: CalendarDate; readonly dateOf: ZoneReader },
): Result<CalendarFile, NotACalendar> {
  const { from, to, dateOf: reader } = options;
  const days = daysBetween(from, to);
  if (days < 0 || days >= maxWindowDays)
    throw new RangeError(`to expects 0 – ${maxWindowDays - 1} days after from`);
  if (bytes.length > maxCalendarBytes) {
    return refused({ kind: "too-large", limit: maxCalendarBytes / 1024 / 1024, unit: "mebibytes" });
  }
  const read = readFileText(bytes);
  if (!read.ok) return refused({ kind: read.error.kind === "empty" ? "empty" : "binary" });
  const calendars = readComponents(read.value.text);
  if (!calendars.ok) return calendars;

  const budget = { left: maxDaysLookedAt };
  const window = { first: dayNumberFromDate(from), last: dayNumberFromDate(to) };
  const events: BusyEvent[] = [];
  const leftOut: LeftOutComponent[] = [];
  for (const calendar of calendars.value) {
    const found = readEvents(calendar, reader, budget);
    for (const one of found.leftOut) leftOut.push(one);
    const replacedByUid = replacements(found.events.map(({ event }) => event));
    for (const { event, component } of latestOf(found.events)) {
      if (event.isCancelled) continue;
      const replaced = event.insteadOf === null ? replacedByUid.get(event.uid ?? "") : undefined;
      const busy = occurrencesOf(event, replaced ?? [], window, reader, budget);
      if (busy && events.length + busy.length <= maxBusyEvents) for (const one of busy) events.push(one);
      else leftOut.push(leaveOut(component, { line: component.line, reason: "too-many-repeats" }));
    }
    if (leftOut.length > maxLeftOut)
      return refused({ kind: "too-large", limit: maxLeftOut, unit: "problems" });
  }
  const name = calendars.value.map(nameOf).find((one) => one !== null) ?? null;
  leftOut.sort((one, other) => one.line - other.line);
  return { ok: true, value: { name, events: events.sort(byDay), leftOut, until: to } };
}

const refused = (error: NotACalendar) => ({ ok: false, error }) as const;

const leaveOut = (
  { name }: RawComponent,
  why: Pick<LeftOutComponent, "line" | "reason">,
): LeftOutComponent => ({ ...why, component: name });

interface ReadEvent {
  readonly event: CalendarEvent;
  readonly component: RawComponent;
}

/** The events of one calendar that can be read, and those that cannot. */
function readEvents(
  calendar: RawComponent,
  reader: ZoneReader,
  budget: Budget,
): { readonly events: readonly ReadEvent[]; readonly leftOut: readonly LeftOutComponent[] } {
  const zoneNamed = zonesOf(calendar, reader, budget);
  const events: ReadEvent[] = [];
  const leftOut: LeftOutComponent[] = [];
  for (const component of calendar.parts) {
    if (component.name === "VFREEBUSY")
      leftOut.push(leaveOut(component, { line: component.line, reason: "not-an-event" }));
    if (component.name !== "VEVENT") continue;
    const event = readEvent(component, zoneNamed);
    if (event.ok) events.push({ event: event.value, component });
    else leftOut.push(leaveOut(component, event.error));
  }
  return { events, leftOut };
}

function nameOf(calendar: RawComponent): string | null {
  const name = shownText(textNamed(calendar, "NAME") ?? textNamed(calendar, "X-WR-CALNAME") ?? "");
  return name === "" ? null : name;
}

/** For each event the repeats for which another event, moved or cancelled, stands. */
function replacements(events: readonly CalendarEvent[]): ReadonlyMap<string, readonly ListedMoment[]> {
  const byUid = new Map<string, ListedMoment[]>();
  for (const { uid, insteadOf } of events) {
    if (uid === null || insteadOf === null) continue;
    const listed = byUid.get(uid);
    if (listed) listed.push(insteadOf);
    else byUid.set(uid, [insteadOf]);
  }
  return byUid;
}

/** Of several versions of the same event the one with the highest number; of equals the last. */
function latestOf(items: readonly ReadEvent[]): readonly ReadEvent[] {
  const latest = new Map<string | ReadEvent, ReadEvent>();
  for (const item of items) {
    const { uid, insteadOf, sequence } = item.event;
    const place = insteadOf?.instant ?? (insteadOf && `${insteadOf.moment.day} ${insteadOf.moment.second}`);
    const key = uid === null ? item : `${uid}\n${place ?? "all"}`;
    const before = latest.get(key);
    if (!before || before.event.sequence <= sequence) latest.set(key, item);
  }
  return [...latest.values()];
}

function byDay(one: BusyEvent, other: BusyEvent): number {
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  if (one.last !== other.last) return one.last < other.last ? -1 : 1;
  return one.title < other.title ? -1 : one.title > other.title ? 1 : 0;
}
