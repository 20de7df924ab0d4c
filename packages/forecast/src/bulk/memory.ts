import {
  atOnce,
  blockCount,
  cellLength,
  daysInBlock,
  numberBytes,
  numbersInWindow,
  rowCount,
  rowLength,
  spreadCount,
  stateLength,
} from "./layout.ts";
import { createLoops, createMemory, type Loops, type SharedMemory } from "./loops.ts";
import { tablesSize } from "./tables.ts";

/** A stretch of the loops' memory: where it is, for them, and what is in it, for everybody else. */
export interface Part {
  readonly address: number;
  readonly numbers: Float32Array;
}

/** Numbers in each part of the memory, besides tables. */
const sizes = {
  state: stateLength,
  /** A column that says nothing. */
  nothing: stateLength,
  centrePrior: rowLength,
  rowPrior: rowCount,
  weights: cellLength,
  sums: spreadCount,
  windows: spreadCount * numbersInWindow,
  chance: blockCount * daysInBlock,
} as const;
type PartName = keyof typeof sizes;

/** The loops, and what they work on. */
export interface BulkMemory extends Readonly<Record<PartName, Part>> {
  readonly loops: Loops;
  /** What is in `windows`, as whole numbers. */
  readonly windowWords: Int32Array;
  /** The tables of one spread factor; `layOut` makes them when they are not there. */
  tables(spreadFactor: number, layOut: (spreadFactor: number) => Float32Array): Part;
  /** The memory with the tables that are in it. */
  share(): SharedTables;
}

/** Tables for forecasters in other threads: each has its own place to work in the same memory. */
export interface SharedTables {
  readonly memory: SharedMemory;
  readonly addressByFactor: ReadonlyMap<number, number>;
}

/** Spread factors whose tables are kept, 3 MB each: those of all ages and one more. Our choice. */
export const placeCount = 6;
/** Forecasters that may work in one memory, 80 kB each. Our choice. */
const deskCount = 64;
/** Logarithm of the prior of what fills a row up: nobody has such a centre. */
const impossible = -1e9;

/** Every part begins where four numbers may. */
const rounded = (size: number): number => Math.ceil(size / atOnce) * atOnce;
const deskSize = Object.values(sizes).reduce((sum, size) => sum + rounded(size), 0);
/** The first number of all counts the desks that are taken; then come the places of tables, then the desks. */
const placeAt = (place: number): number => (atOnce + place * rounded(tablesSize)) * numberBytes;
const deskAt = (desk: number): number => placeAt(placeCount) + desk * deskSize * numberBytes;

/** @throws RangeError when more forecasters than there is room for share a memory */
export function createBulkMemory(shared: SharedTables | null): BulkMemory {
  const memory = shared?.memory ?? createMemory(deskAt(deskCount));
  const { buffer } = memory;
  const desk = Atomics.add(new Int32Array(buffer), 0, 1);
  if (desk >= deskCount) throw new RangeError(`shared expects at most ${deskCount} forecasters, got more`);
  let next = deskAt(desk);
  const partAt = (address: number, size: number): Part => ({
    address,
    numbers: new Float32Array(buffer, address, size),
  });
  const parts = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => {
      const part = partAt(next, size);
      next += rounded(size) * numberBytes;
      return [name, part];
    }),
  ) as Record<PartName, Part>;
  parts.centrePrior.numbers.fill(impossible);

  const kept = new Map<number, Part>();
  for (const [factor, address] of shared?.addressByFactor ?? [])
    kept.set(factor, partAt(address, tablesSize));
  return {
    loops: createLoops(memory),
    ...parts,
    windowWords: new Int32Array(buffer, parts.windows.address, sizes.windows),
    tables(spreadFactor, layOut) {
      const known = kept.get(spreadFactor);
      if (known) return known;
      if (shared) throw new RangeError(`age expects one that tables are shared for, factor ${spreadFactor}`);
      // A map keeps the order of insertion: the first is the oldest, and makes room.
      const [oldest] = kept.size < placeCount ? [] : kept.entries();
      if (oldest) kept.delete(oldest[0]);
      const part = oldest ? oldest[1] : partAt(placeAt(kept.size), tablesSize);
      part.numbers.set(layOut(spreadFactor));
      kept.set(spreadFactor, part);
      return part;
    },
    share: () => ({
      memory,
      addressByFactor: new Map([...kept].map(([factor, { address }]) => [factor, address])),
    }),
  };
}
