import { bytesFromJson } from "./bytes.ts";
import { jsonFromBatch } from "./entry.ts";
import {
  type Batch,
  type Fields,
  type Kept,
  nextStamp,
  type Registers,
  shownValue,
  valuesAfterWrite,
  type Write,
  waitingIndex,
} from "./registers.ts";
import type { DeviceId } from "./seal/suite.ts";

/** One edit as an owner makes it; null removes. */
export interface Edit {
  readonly record: string;
  readonly field: string;
  readonly value: unknown;
}

/** Edits that are in no log yet, in batches by ascending id (rule 38). */
export interface WaitingBatch extends Batch {
  readonly id: number;
}

/** Bounds of one batch; our choice: a session of edits fits 4 KiB, and a note of the longest kind fits 64 KiB. */
const maxWritesAtOnce = 64;
const maxBatchBytes = 48_000;
/** Longest edit as JSON, in bytes; above it no envelope would hold the batch. */
export const maxValueBytes = 60_000;

/** Edits that wait, and what a reader sees through them. */
export class Waiting {
  /** In the order made; a Map, so that adding to many costs what adding to few does. */
  readonly #batchById = new Map<number, WaitingBatch>();
  readonly #writesByRecord = new Map<
    string,
    { readonly batch: number; readonly base: number; readonly write: Write }[]
  >();
  #nextId = 1;

  /** Oldest first. */
  batches(): Iterable<WaitingBatch> {
    return this.#batchById.values();
  }

  has(id: number): boolean {
    return this.#batchById.has(id);
  }

  /** How many edits wait. */
  get count(): number {
    let sum = 0;
    for (const { writes } of this.#batchById.values()) sum += writes.length;
    return sum;
  }

  records(): Iterable<string> {
    return this.#writesByRecord.keys();
  }

  /** Puts stored batches back, by ascending id. */
  load(batches: readonly WaitingBatch[]): void {
    for (const batch of batches) this.#put(batch);
  }

  /**
   * Adds edits made now; gives the batches that changed and must be stored.
   *
   * `closed` are the ids of batches that were signed already, to which nothing may be added.
   */
  add(
    edits: readonly Edit[],
    settled: Registers,
    now: { readonly index: number; readonly clock: number; readonly device: DeviceId },
    closed: ReadonlySet<number>,
  ): readonly WaitingBatch[] {
    const changed = new Map<number, WaitingBatch>();
    for (const edit of edits) {
      const known = this.fields(edit.record, settled, now.device).get(edit.field) ?? [];
      const shown = shownValue(known);
      if (known.length <= 1 && isSameJson(shown?.value ?? null, edit.value)) continue;
      const write = { ...edit, ...nextStamp(known, now.clock) };
      const batch = this.#batchFor(write, now.index, closed);
      this.#put(batch);
      changed.set(batch.id, batch);
    }
    return [...changed.values()];
  }

  /**
   * Puts writes before everything that waits, and makes all of it know nothing of the log (rule 83).
   *
   * Every batch gets another id; `gone` are those that are no more.
   */
  beginAgain(writes: readonly Write[]): {
    readonly gone: readonly number[];
    readonly batches: readonly WaitingBatch[];
  } {
    const before = [...this.#batchById.values()];
    const gone = before.map(({ id }) => id);
    this.remove(new Set(gone));
    const pieces: Write[][] = [];
    for (const write of writes) {
      const last = pieces.at(-1);
      if (last && fitsOneBatch([...last, write])) last.push(write);
      else pieces.push([write]);
    }
    const batches = [...pieces, ...before.map((batch) => batch.writes)].map((piece) => {
      const batch = { id: this.#nextId, base: 0, writes: piece };
      this.#put(batch);
      return batch;
    });
    return { gone, batches };
  }

  /** Takes batches away that are in the log now. */
  remove(ids: ReadonlySet<number>): void {
    if (ids.size === 0) return;
    for (const id of ids) {
      const writes = this.#batchById.get(id)?.writes ?? [];
      this.#batchById.delete(id);
      for (const { record } of writes) {
        const left = this.#writesByRecord.get(record)?.filter(({ batch }) => !ids.has(batch)) ?? [];
        if (left.length > 0) this.#writesByRecord.set(record, left);
        else this.#writesByRecord.delete(record);
      }
    }
  }

  /** A record's registers with the waiting edits laid over what is settled (rule 38). */
  fields(record: string, settled: Registers, device: DeviceId): Fields {
    const waiting = this.#writesByRecord.get(record);
    const before = settled.fields(record);
    if (!waiting) return before;
    const after = new Map<string, readonly Kept[]>(before);
    for (const { base, write } of waiting) {
      const values = valuesAfterWrite(after.get(write.field) ?? [], write, {
        base,
        device,
        index: waitingIndex,
      });
      if (values.length > 0) after.set(write.field, values);
      else after.delete(write.field);
    }
    return after;
  }

  /** The open batch with the write in it, or a new one. */
  #batchFor(write: Write, index: number, closed: ReadonlySet<number>): WaitingBatch {
    const last = this.#batchById.get(this.#nextId - 1);
    if (last && last.base === index && !closed.has(last.id)) {
      const others = last.writes.filter(
        ({ record, field }) => record !== write.record || field !== write.field,
      );
      const batch = { ...last, writes: [...others, write] };
      if (fitsOneBatch(batch.writes)) return batch;
    }
    return { id: this.#nextId, base: index, writes: [write] };
  }

  #put(batch: WaitingBatch): void {
    const earlier = new Set(this.#batchById.get(batch.id)?.writes);
    this.#batchById.set(batch.id, batch);
    this.#nextId = Math.max(this.#nextId, batch.id + 1);
    for (const write of batch.writes) {
      if (earlier.has(write)) continue;
      const { record, field } = write;
      const others = (this.#writesByRecord.get(record) ?? []).filter(
        (other) => other.batch !== batch.id || other.write.field !== field,
      );
      this.#writesByRecord.set(record, [...others, { batch: batch.id, base: batch.base, write }]);
    }
  }
}

/** Whether writes stay within the bounds of one batch; one alone always does. */
const fitsOneBatch = (writes: readonly Write[]): boolean =>
  writes.length <= maxWritesAtOnce &&
  bytesFromJson(jsonFromBatch({ base: 0, writes })).length <= maxBatchBytes;

/** Whether two JSON values read the same; the order of names counts, which at worst repeats an edit. */
const isSameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
