import { type Kept, Registers, shownValue } from "./registers.ts";
import type { DeviceId } from "./seal/suite.ts";
import { isCount, isDeviceId, isObject, listOf } from "./shapes.ts";

/**
 * Registers by columns, for snapshots: what is alike stands side by side, which is what makes it small when compressed.
 *
 * Records are sorted. `shapes` lists the sets of fields that occur, as indices into `fields`; `shape` gives each record's.
 * `values` has one column a field, in the order of records. `entries` are the log's entries that values came from, by
 * index: [index − the one before, device's place in `devices`, seconds − the one before]. For each shown value, record by
 * record and field by field: `from`, its entry's place − the one before; `seconds`, its time − its entry's; `counts`. Values
 * that are not shown stand whole in `others`.
 */
interface Columns {
  readonly devices: readonly DeviceId[];
  readonly entries: readonly (readonly [index: number, device: number, time: number])[];
  readonly fields: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly records: readonly string[];
  readonly shape: readonly number[];
  readonly values: readonly (readonly unknown[])[];
  readonly from: readonly number[];
  readonly seconds: readonly number[];
  /** Empty where all are 0. */
  readonly counts: readonly number[];
  readonly others: readonly Other[];
}

type Other = readonly [
  record: string,
  field: string,
  value: unknown,
  time: number,
  count: number,
  device: number,
  index: number,
];

const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function columnsFromRegisters(registers: Registers): Columns {
  const records = [...registers.records()].sort(ascending);
  const shown: Kept[] = [];
  const others: { record: string; field: string; kept: Kept }[] = [];
  const fieldNames = new Set<string>();
  const rows = records.map((record) => {
    const fields = registers.fields(record);
    const names = [...fields.keys()].sort(ascending);
    return names.map((field) => {
      const values = fields.get(field)!;
      const top = shownValue(values)!;
      fieldNames.add(field);
      shown.push(top);
      for (const kept of values) if (kept !== top) others.push({ record, field, kept });
      return { field, top };
    });
  });
  const fields = [...fieldNames].sort(ascending);
  const placeOfField = placesOf(fields);
  const devices = [
    ...new Set([...shown, ...others.map(({ kept }) => kept)].map(({ device }) => device)),
  ].sort(ascending);
  const placeOfDevice = placesOf(devices);

  // An entry's time is the earliest of what is left of it.
  const entryByKey = new Map<string, { index: number; device: DeviceId; time: number }>();
  for (const { index, device, time } of shown) {
    const key = `${index} ${device}`;
    const entry = entryByKey.get(key);
    if (!entry) entryByKey.set(key, { index, device, time });
    else if (time < entry.time) entry.time = time;
  }
  const entries = [...entryByKey.values()].sort((a, b) => a.index - b.index || ascending(a.device, b.device));
  const placeOfEntry = new Map(entries.map(({ index, device }, place) => [`${index} ${device}`, place]));

  const shapes: (readonly number[])[] = [];
  const placeOfShape = new Map<string, number>();
  const values: unknown[][] = fields.map(() => []);
  const shape = rows.map((row) => {
    const places = row.map(({ field }) => placeOfField.get(field)!);
    for (const [at, { top }] of row.entries()) values[places[at]!]!.push(top.value);
    const key = places.join();
    if (!placeOfShape.has(key)) {
      placeOfShape.set(key, shapes.length);
      shapes.push(places);
    }
    return placeOfShape.get(key)!;
  });
  const placesInLog = shown.map(({ index, device }) => placeOfEntry.get(`${index} ${device}`)!);
  const counts = shown.map(({ count }) => count);
  return {
    devices,
    entries: entries.map(({ index, device, time }, place) => [
      index - (entries[place - 1]?.index ?? 0),
      placeOfDevice.get(device)!,
      time - (entries[place - 1]?.time ?? 0),
    ]),
    fields,
    shapes,
    records,
    shape,
    values,
    from: placesInLog.map((place, at) => place - (placesInLog[at - 1] ?? 0)),
    seconds: shown.map(({ time }, at) => time - entries[placesInLog[at]!]!.time),
    counts: counts.every((count) => count === 0) ? [] : counts,
    others: others
      .sort(
        (a, b) =>
          ascending(a.record, b.record) ||
          ascending(a.field, b.field) ||
          a.kept.index - b.kept.index ||
          ascending(a.kept.device, b.kept.device),
      )
      .map(({ record, field, kept }) => [
        record,
        field,
        kept.value,
        kept.time,
        kept.count,
        placeOfDevice.get(kept.device)!,
        kept.index,
      ]),
  };
}

const placesOf = <Item>(items: readonly Item[]): ReadonlyMap<Item, number> =>
  new Map(items.map((item, place) => [item, place]));

/** Null for columns that do not fit each other. */
export function registersFromColumns(json: unknown): Registers | null {
  const columns = readColumns(json);
  if (columns === null) return null;
  const { devices, fields, shapes, records, shape, values, from, seconds, counts } = columns;
  let index = 0;
  let time = 0;
  const entries = columns.entries.map(([indexStep, device, timeStep]) => {
    index += indexStep;
    time += timeStep;
    return { index, time, device: devices[device]! };
  });
  const registers = new Registers();
  const next = fields.map(() => 0);
  let at = 0;
  let place = 0;
  for (let row = 0; row < records.length; row++) {
    const ofRecord = new Map<string, readonly Kept[]>();
    for (const field of shapes[shape[row]!] ?? []) {
      place += from[at]!;
      const entry = entries[place];
      const value = values[field]?.[next[field]!++];
      if (!entry || value === undefined || value === null) return null;
      const kept: Kept = {
        value,
        time: entry.time + seconds[at]!,
        count: counts[at] ?? 0,
        device: entry.device,
        index: entry.index,
      };
      if (!isPossible(kept)) return null;
      ofRecord.set(fields[field]!, [kept]);
      at++;
    }
    // A record twice, or without a register, is what no state is written as.
    if (ofRecord.size === 0 || registers.fields(records[row]!).size > 0) return null;
    registers.put(records[row]!, ofRecord);
  }
  for (const [record, field, value, otherTime, count, device, otherIndex] of columns.others) {
    const kept = { value, time: otherTime, count, device: devices[device]!, index: otherIndex };
    const before = registers.fields(record).get(field);
    if (before === undefined || value === null || !isPossible(kept)) return null;
    registers.set(
      record,
      field,
      [...before, kept].sort((a, b) => a.index - b.index),
    );
  }
  const isAllUsed =
    at === from.length &&
    (counts.length === 0 || counts.length === at) &&
    next.every((used, field) => used === values[field]!.length);
  return isAllUsed ? registers : null;
}

/** Whether a log can leave such a stamp and place. */
const isPossible = ({ time, count, index }: Kept): boolean =>
  isCount(time) && isCount(count) && isCount(index);

function readColumns(json: unknown): Columns | null {
  if (!isObject(json)) return null;
  const devices = listOf(json.devices, (item) => (isDeviceId(item) ? item : null));
  if (!devices) return null;
  const isDevice = (item: unknown): item is number => isCount(item) && item < devices.length;
  const entries = listOf(json.entries, (item): Columns["entries"][number] | null => {
    if (!Array.isArray(item)) return null;
    const [index, device, time] = item;
    return isWhole(index) && isDevice(device) && isWhole(time) ? [index, device, time] : null;
  });
  const fields = listOf(json.fields, asText);
  const shapes = listOf(json.shapes, (item) => wholes(item));
  const records = listOf(json.records, asText);
  const shape = wholes(json.shape);
  const values = listOf(json.values, (item) => (Array.isArray(item) ? item : null));
  const from = wholes(json.from);
  const seconds = wholes(json.seconds);
  const counts = wholes(json.counts);
  const others = listOf(json.others, (item): Other | null => {
    if (!Array.isArray(item)) return null;
    const [record, field, value, time, count, device, index] = item;
    if (typeof record !== "string" || typeof field !== "string" || value === undefined) return null;
    return isWhole(time) && isWhole(count) && isDevice(device) && isWhole(index)
      ? [record, field, value, time, count, device, index]
      : null;
  });
  if (
    !entries ||
    !fields ||
    !shapes ||
    !records ||
    !shape ||
    !values ||
    !from ||
    !seconds ||
    !counts ||
    !others
  )
    return null;
  if (shape.length !== records.length || values.length !== fields.length || seconds.length !== from.length)
    return null;
  return { devices, entries, fields, shapes, records, shape, values, from, seconds, counts, others };
}

const isWhole = (item: unknown): item is number => Number.isSafeInteger(item);
/** A list of whole numbers, not copied: there are as many as registers. */
const wholes = (json: unknown): readonly number[] | null =>
  Array.isArray(json) && json.every(isWhole) ? json : null;
const asText = (item: unknown): string | null => (typeof item === "string" ? item : null);
