import { secondsOfDay } from "./civil-day.ts";
import type { RawComponent } from "./components.ts";
import { type FileZone, fileZone } from "./file-zone.ts";
import { textNamed } from "./property.ts";
import type { Budget } from "./rule-days.ts";
import { ianaByWindowsName } from "./windows-zones.ts";
import type { ZoneReader } from "./zone-reader.ts";

/** What a question about a zone costs of the budget, in days looked at. Measured: about ten. */
const questionCost = 10;

/** The instant of a local time in one zone; null once the budget is spent. */
export type InstantOf = (day: number, second: number) => number | null;

/**
 * The zones that a calendar names.
 *
 * A name that the language knows, as it stands, behind a path, or as Windows has it, is taken from the language: what
 * files say of such zones is often out of date. Only for other names does the file's own description count.
 */
export function zonesOf(
  calendar: RawComponent,
  reader: ZoneReader,
  budget: Budget,
): (name: string) => InstantOf | null {
  const described = new Map<string, RawComponent>();
  for (const part of calendar.parts) {
    const name = part.name === "VTIMEZONE" ? textNamed(part, "TZID") : null;
    if (name !== null && !described.has(name)) described.set(name, part);
  }
  const found = new Map<string, InstantOf | null>();
  const find = (name: string): InstantOf | null => {
    if (name === "UTC") return (day, second) => day * secondsOfDay + second;
    const known = namesFor(name).find((iana) => reader.instantOf(0, 0, iana) !== null);
    if (known !== undefined) {
      return (day, second) => {
        budget.left -= questionCost;
        return budget.left < 0 ? null : reader.instantOf(day, second, known);
      };
    }
    const component = described.get(name);
    const zone: FileZone | null = component ? fileZone(component) : null;
    return zone && ((day, second) => zone(day, second, budget));
  };
  return (name) => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const made = find(name);
    found.set(name, made);
    return made;
  };
}

/** What a zone may be called where it is known: "/example.org/2026/Europe/Berlin" is Europe/Berlin. */
function namesFor(name: string): readonly string[] {
  const steps = name.split("/", 12).filter((step) => step !== "");
  const path = name.startsWith("/") ? [steps.slice(-3).join("/"), steps.slice(-2).join("/")] : [];
  const windows = ianaByWindowsName.get(name);
  return [name, ...path, ...(windows === undefined ? [] : [windows])].filter((one) => one !== "");
}
