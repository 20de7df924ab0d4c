import { type DayEntry, entryFields, parseDayEntry } from "../entry.ts";
import { maxListedNames } from "./limits.ts";
import { isJsonRecord } from "./same-value.ts";

/** Hears of a field that does not fit, by its path ("pain", "symptoms.cramps"), and of what was expected. */
export type FieldReport = (field: string, expected: string) => void;

/**
 * The entry that these fields make, without what does not fit: a bad symptom is left out alone, not with its
 * neighbours. An absent field may be `undefined`; names that an entry does not know are kept.
 */
export function entryFromFields(fields: Readonly<Record<string, unknown>>, report: FieldReport): DayEntry {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  const whole = parseDayEntry(Object.fromEntries(present));
  if (whole.ok && present.every(([name, value]) => isSameShape(value, whole.value[name]))) return whole.value;
  const entry: DayEntry = {};
  for (const [name, value] of present) {
    const part = entryFields.includes(name) ? entryFromField(name, value, report) : { [name]: value };
    Object.assign(entry, part);
  }
  return entry;
}

/** valibot takes a list for an object, and makes an object of it. */
const isSameShape = (value: unknown, parsed: unknown): boolean =>
  Array.isArray(value) === Array.isArray(parsed);

function entryFromField(name: string, value: unknown, report: FieldReport): DayEntry {
  const alone = parseDayEntry({ [name]: value });
  if (alone.ok && isSameShape(value, alone.value[name])) return alone.value;
  const members = typeof value === "object" && value !== null ? Object.keys(value).length : 0;
  const isLookedInto = members > 0 && members <= maxListedNames;
  if (isLookedInto && Array.isArray(value) && takesList(name)) return entryFromList(name, value, report);
  if (isLookedInto && isJsonRecord(value)) return entryFromMembers(name, value, report);
  report(name, alone.ok ? "{ }" : alone.error.expected);
  return {};
}

function takesList(name: string): boolean {
  const parsed = parseDayEntry({ [name]: [] });
  return parsed.ok && Array.isArray(parsed.value[name]);
}

function entryFromList(name: string, list: readonly unknown[], report: FieldReport): DayEntry {
  const fitting = list.filter((item, index) => {
    const parsed = parseDayEntry({ [name]: [item] });
    if (!parsed.ok) report(`${name}.${index}`, parsed.error.expected);
    return parsed.ok;
  });
  const parsed = parseDayEntry({ [name]: fitting });
  return parsed.ok && fitting.length > 0 ? parsed.value : {};
}

function entryFromMembers(
  name: string,
  value: Readonly<Record<string, unknown>>,
  report: FieldReport,
): DayEntry {
  const fitting = new Map(
    Object.entries(value).filter(([key, member]) => {
      const parsed = parseDayEntry({ [name]: { [key]: member } });
      if (parsed.ok || parsed.error.field !== `${name}.${key}`) return true;
      report(parsed.error.field, parsed.error.expected);
      return false;
    }),
  );
  // A member may fit or not only beside another, as the time of a reading does beside its degrees.
  while (fitting.size > 0) {
    const parsed = parseDayEntry({ [name]: Object.fromEntries(fitting) });
    if (parsed.ok) return parsed.value;
    report(parsed.error.field, parsed.error.expected);
    if (!fitting.delete(parsed.error.field.slice(name.length + 1))) return {};
  }
  return {};
}
