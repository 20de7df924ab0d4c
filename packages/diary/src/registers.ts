import { entryFields } from "./entry.ts";

// A diary's values taken apart into what can be merged: two devices that write into one day keep each other's fields.
// Which of two values of the same field wins is not decided here (docs/protocol.md, rules 30–37).

/** The field of a value that is one register as a whole. */
const whole = "";
const dayPrefix = "day/";

/** Fields of an entry that hold named things: each is a register of its own, so that two devices' symptoms add up. */
const namedFields = ["symptoms", "medication"] as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The registers of one stored value, by field: plain JSON, none of it null.
 *
 * A day has one a field (`bleeding`), and one a name in symptoms and medication (`symptoms/cramps`: its strength;
 * `medication/ibuprofen`: its place in the list). Temperature and cervix stay whole: their parts belong to one reading.
 * Everything else, known or not, is one register.
 */
export function fieldsFromValue(key: string, value: unknown): ReadonlyMap<string, unknown> {
  if (!key.startsWith(dayPrefix) || !isObject(value)) return new Map([[whole, value]]);
  const fields = new Map<string, unknown>();
  for (const [field, content] of Object.entries(value)) {
    if (content === undefined || content === null) continue;
    if (field === "symptoms" && isObject(content)) {
      for (const [name, strength] of Object.entries(content)) fields.set(`symptoms/${name}`, strength);
    } else if (field === "medication" && isListOfNames(content)) {
      for (const [place, name] of content.entries()) fields.set(`medication/${name}`, place);
    } else fields.set(escaped(field), content);
  }
  return fields;
}

/** The stored value that registers make up; null where there are none. The inverse of `fieldsFromValue`. */
export function valueFromFields(key: string, fields: ReadonlyMap<string, unknown>): unknown {
  if (!key.startsWith(dayPrefix) || fields.has(whole)) return fields.get(whole) ?? null;
  const content = new Map<string, unknown>();
  const named: Record<(typeof namedFields)[number], [name: string, value: unknown][]> = {
    symptoms: [],
    medication: [],
  };
  for (const [field, value] of fields) {
    const parent = namedFields.find((name) => field.startsWith(`${name}/`));
    if (parent) named[parent].push([field.slice(parent.length + 1), value]);
    else content.set(unescaped(field), value);
  }
  if (named.symptoms.length > 0) content.set("symptoms", Object.fromEntries(named.symptoms.sort(byName)));
  if (named.medication.length > 0) {
    const inPlace = named.medication.sort((a, b) => Number(a[1]) - Number(b[1]) || byName(a, b));
    content.set(
      "medication",
      inPlace.map(([name]) => name),
    );
  }
  if (content.size === 0) return null;
  const order = (field: string): number => {
    const place = entryFields.indexOf(field);
    return place < 0 ? entryFields.length : place;
  };
  return Object.fromEntries([...content].sort((a, b) => order(a[0]) - order(b[0]) || byName(a, b)));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A list that says no name twice: only such a one comes out of registers as it went in. */
const isListOfNames = (content: unknown): content is readonly string[] =>
  Array.isArray(content) &&
  content.every((name) => typeof name === "string") &&
  new Set(content).size === content.length;

// A later version's field may be called anything, also something with the sign that separates names here.
const escaped = (field: string): string => field.replaceAll("%", "%25").replaceAll("/", "%2F") || "%";
const unescaped = (field: string): string =>
  field === "%" ? "" : field.replaceAll("%2F", "/").replaceAll("%25", "%");
