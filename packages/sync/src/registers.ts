import type { DeviceId } from "./seal/suite.ts";

/** One value of a register, with who wrote it when (rules 30–34). */
export interface Kept {
  /** Plain JSON; never null. */
  readonly value: unknown;
  /** Whole seconds since 1970 by the writer's clock, or ahead of it (rule 32). */
  readonly time: number;
  readonly count: number;
  readonly device: DeviceId;
  /** Index of the entry that brought it; `waitingIndex` while it is in none. */
  readonly index: number;
}

/** One edit of one register. */
export interface Write {
  readonly record: string;
  readonly field: string;
  /** Plain JSON; null removes. */
  readonly value: unknown;
  readonly time: number;
  readonly count: number;
}

/** Edits that their author made knowing the log up to `base`. */
export interface Batch {
  readonly base: number;
  readonly writes: readonly Write[];
}

/** The index of what is not in the log yet: above every other. */
export const waitingIndex = Number.MAX_SAFE_INTEGER;

/** A record's registers by field; a field without values is not there. */
export type Fields = ReadonlyMap<string, readonly Kept[]>;

/** Every register by record and field. Mutable: one write touches one record, however many there are. */
export class Registers {
  readonly #fieldsByRecord = new Map<string, Map<string, readonly Kept[]>>();

  /** The registers of a record; empty where there is none. */
  fields(record: string): Fields {
    return this.#fieldsByRecord.get(record) ?? new Map();
  }

  records(): Iterable<string> {
    return this.#fieldsByRecord.keys();
  }

  /** Replaces one register's values. */
  set(record: string, field: string, values: readonly Kept[]): void {
    const fields = this.#fieldsByRecord.get(record) ?? new Map<string, readonly Kept[]>();
    if (values.length > 0) fields.set(field, values);
    else fields.delete(field);
    if (fields.size > 0) this.#fieldsByRecord.set(record, fields);
    else this.#fieldsByRecord.delete(record);
  }

  /** Puts a record's registers in place of what it has, and takes the map over; for states that are read as a whole. */
  put(record: string, fields: Map<string, readonly Kept[]>): void {
    if (fields.size > 0) this.#fieldsByRecord.set(record, fields);
    else this.#fieldsByRecord.delete(record);
  }

  /** Takes a batch in at an index; gives the records it touched (rules 33, 35). */
  take(batch: Batch, device: DeviceId, index: number): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const write of batch.writes) {
      const before = this.fields(write.record).get(write.field) ?? [];
      this.set(
        write.record,
        write.field,
        valuesAfterWrite(before, write, { base: batch.base, device, index }),
      );
      touched.add(write.record);
    }
    return touched;
  }
}

/** What a register holds after a write: what its author did not know, and the new value unless it removes (rule 33). */
export function valuesAfterWrite(
  before: readonly Kept[],
  { value, time, count }: Write,
  { base, device, index }: { readonly base: number; readonly device: DeviceId; readonly index: number },
): readonly Kept[] {
  const unknownToAuthor = before.filter((kept) => kept.index > base && kept.device !== device);
  return value === null ? unknownToAuthor : [...unknownToAuthor, { value, time, count, device, index }];
}

/** Below zero where `a` was written before `b`; a total order (rule 34). */
export const compareStamps = (a: Kept, b: Kept): number =>
  a.time - b.time || a.count - b.count || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0);

/** The value that is shown, or null where there is none. */
export const shownValue = (values: readonly Kept[]): Kept | null =>
  values.reduce<Kept | null>(
    (top, kept) => (top === null || compareStamps(kept, top) > 0 ? kept : top),
    null,
  );

/** The stamp of a new write, above every value its author knows (rule 32). `clock` is in whole seconds since 1970. */
export function nextStamp(
  known: readonly Kept[],
  clock: number,
): { readonly time: number; readonly count: number } {
  const top = shownValue(known);
  return top === null || top.time < clock
    ? { time: clock, count: 0 }
    : // A tie with a count that cannot grow harms nothing: the write removes what it knew.
      { time: top.time, count: Math.min(top.count + 1, Number.MAX_SAFE_INTEGER) };
}
