import type { Result } from "../../result.ts";
import { secondsOfDay } from "./civil-day.ts";
import type { RawComponent } from "./components.ts";
import { maxEventDays, maxListedDates } from "./limits.ts";
import { localSecond, type Moment, readDuration, readMoments } from "./moment.ts";
import type { CalendarProblem, LeftOutComponent } from "./problem.ts";
import { type Property, readProperty } from "./property.ts";
import { type Rule, readRule } from "./rule.ts";
import { shownText } from "./shown-text.ts";
import type { InstantOf } from "./zones-of-file.ts";

/** An event as its file has it, before its repeats are unfolded. */
export interface CalendarEvent {
  readonly line: number;
  readonly uid: string | null;
  readonly sequence: number;
  readonly title: string;
  readonly isFree: boolean;
  readonly isCancelled: boolean;
  readonly start: Moment;
  /** Instants of local times where it starts; null for a day and for a time wherever the reader is. */
  readonly startZone: InstantOf | null;
  /** How long it is, seconds: by the clock where it starts, or, where it ends in another zone, as time that passes. */
  readonly length: { readonly seconds: number; readonly by: "clock" | "time" };
  readonly rules: readonly Rule[];
  readonly alsoOn: readonly ListedMoment[];
  readonly notOn: readonly ListedMoment[];
  /** The one of another event's repeats that this one stands for. */
  readonly insteadOf: ListedMoment | null;
}

/** A date that an event names; `instant` where it has a zone. */
export interface ListedMoment {
  readonly moment: Moment;
  readonly instant: number | null;
}

type Refusal = Pick<LeftOutComponent, "line" | "reason">;
type Read<Value> = Result<Value, Refusal>;

const refusal = (line: number, reason: CalendarProblem) => ({ ok: false, error: { line, reason } }) as const;
const taken = <Value>(value: Value) => ({ ok: true, value }) as const;

/** A `VEVENT`, or its first line that cannot be followed. */
export function readEvent(
  component: RawComponent,
  zoneNamed: (name: string) => InstantOf | null,
): Read<CalendarEvent> {
  if (component.tornAt !== null) return refusal(component.tornAt, "bad-line");
  const properties = readProperties(component);
  if (!properties.ok) return properties;
  const all = (name: string): readonly Property[] => properties.value.get(name) ?? [];
  const text = (name: string): string => String(all(name)[0]?.value ?? "");

  const start = onlyMoment(all("DTSTART"), zoneNamed);
  if (!start.ok) return start;
  if (start.value === null) return refusal(component.line, "start-missing");
  const length = readLength(start.value, all("DTEND"), all("DURATION"), zoneNamed);
  if (!length.ok) return length;
  const rules: Rule[] = [];
  for (const property of [...all("RRULE"), ...all("EXRULE")]) {
    const rule = readRule(property);
    if (!rule.ok) return refusal(property.line, rule.error);
    // More than one rule, and rules of exceptions, have gone from the standard; hardly anybody writes them.
    if (rules.length > 0 || all("EXRULE").length > 0) return refusal(property.line, "not-a-rule");
    rules.push(rule.value);
  }
  const alsoOn = listedMoments(all("RDATE"), zoneNamed);
  if (!alsoOn.ok) return alsoOn;
  const notOn = listedMoments(all("EXDATE"), zoneNamed);
  if (!notOn.ok) return notOn;
  const [recurrence] = all("RECURRENCE-ID");
  if (recurrence && recurrence.param("range") !== null) return refusal(recurrence.line, "range");
  const insteadOf = onlyMoment(all("RECURRENCE-ID"), zoneNamed);
  if (!insteadOf.ok) return insteadOf;

  const isFree = /^transparent$/i.test(text("TRANSP")) || /^free$/i.test(text("X-MICROSOFT-CDO-BUSYSTATUS"));
  const sequence = Number(text("SEQUENCE"));
  const zone = start.value.moment.zone;
  return taken({
    line: component.line,
    uid: text("UID") || null,
    sequence: Number.isInteger(sequence) ? sequence : 0,
    title: shownText(text("SUMMARY")),
    isFree,
    isCancelled: /^cancelled$/i.test(text("STATUS")),
    start: start.value.moment,
    startZone: zone === null ? null : zoneNamed(zone),
    length: length.value,
    rules,
    alsoOn: alsoOn.value,
    notOn: notOn.value,
    insteadOf: insteadOf.value,
  });
}

/** Every line that is looked at, by its name. Only a title may be cut. */
function readProperties({ lines }: RawComponent): Read<ReadonlyMap<string, readonly Property[]>> {
  const byName = new Map<string, Property[]>();
  for (const content of lines) {
    const name = /^[\w.-]+/.exec(content.text)?.[0].toUpperCase() ?? "";
    if (content.isCut && name !== "SUMMARY") return refusal(content.line, "line-too-long");
    const property = readProperty(content);
    if (!property) return refusal(content.line, name.endsWith("RULE") ? "not-a-rule" : "bad-line");
    const before = byName.get(name);
    if (before) before.push(property);
    else byName.set(name, [property]);
  }
  return taken(byName);
}

/** The one date of a property that comes once; null where it is missing. */
function onlyMoment(
  properties: readonly Property[],
  zoneNamed: (name: string) => InstantOf | null,
): Read<ListedMoment | null> {
  const listed = listedMoments(properties.slice(0, 1), zoneNamed);
  if (!listed.ok) return listed;
  const [property] = properties;
  const [first, ...more] = listed.value;
  if (property && (properties.length > 1 || more.length > 0)) return refusal(property.line, "not-a-date");
  return taken(first ?? null);
}

function listedMoments(
  properties: readonly Property[],
  zoneNamed: (name: string) => InstantOf | null,
): Read<readonly ListedMoment[]> {
  const listed: ListedMoment[] = [];
  for (const property of properties) {
    const moments = readMoments(property);
    if (!moments) return refusal(property.line, "not-a-date");
    for (const moment of moments) {
      if (listed.length >= maxListedDates) return refusal(property.line, "too-many-dates");
      const zone = moment.zone === null ? null : zoneNamed(moment.zone);
      if (moment.zone !== null && !zone) return refusal(property.line, "unknown-zone");
      const instant = zone ? zone(moment.day, moment.second) : null;
      if (zone && instant === null) return refusal(property.line, "too-many-repeats");
      listed.push({ moment, instant });
    }
  }
  return taken(listed);
}

/** RFC 5545, 3.6.1: without an end, a day is one day long and a time has no length. */
function readLength(
  start: ListedMoment,
  ends: readonly Property[],
  durations: readonly Property[],
  zoneNamed: (name: string) => InstantOf | null,
): Read<CalendarEvent["length"]> {
  const { moment } = start;
  const end = onlyMoment(ends, zoneNamed);
  if (!end.ok) return end;
  const [duration] = durations;
  const line = ends[0]?.line ?? duration?.line ?? 0;
  const byClock = (seconds: number): Read<CalendarEvent["length"]> => {
    if (seconds < 0) return refusal(line, "ends-before-start");
    if (seconds > maxEventDays * secondsOfDay) return refusal(line, "too-long");
    // Several programs end a day on itself. It is one day long.
    return taken({ seconds: moment.isDate ? Math.max(seconds, secondsOfDay) : seconds, by: "clock" });
  };
  if (end.value) {
    if (end.value.moment.isDate !== moment.isDate) return refusal(line, "not-a-date");
    if (end.value.moment.zone === moment.zone)
      return byClock(localSecond(end.value.moment) - localSecond(moment));
    if (end.value.instant === null || start.instant === null) return refusal(line, "not-a-date");
    const passed = byClock(end.value.instant - start.instant);
    return passed.ok ? taken({ seconds: passed.value.seconds, by: "time" }) : passed;
  }
  if (!duration) return byClock(0);
  const seconds = readDuration(duration.written);
  return seconds === null ? refusal(line, "not-a-date") : byClock(seconds);
}
