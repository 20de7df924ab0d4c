import type { CohortRow } from "./cohort-row.ts";

/**
 * Who has been met in a file, and the latest cycle of each: a mark of 64 bits and a number for each person, 12 bytes, in a
 * table with open addressing. That two of a million people have the same mark has a chance of 3e-8; then they
 * count as one, and the file as mixed or out of order.
 */
export interface SeenPeople {
  /** Turns to the person of a row; whether it is another than that of the row before. */
  turnTo(row: CohortRow): boolean;
  /** Whether the person turned to has had no cycle from this one on; it is then the latest. */
  isLater(cycle: number): boolean;
  /** Whether nobody was turned to again after somebody else. */
  isTogether(): boolean;
}

const firstCapacity = 2 ** 10;
/** Share of the places that may be taken. Our choice: above it, looking takes long. */
const mostTaken = 0.7;
/** Cycles are kept one higher, so that 0 is a place that is free. */
const free = 0;

export function createSeenPeople(): SeenPeople {
  let capacity = firstCapacity;
  let marks = new Uint32Array(2 * capacity);
  let latest = new Uint32Array(capacity);
  let taken = 0;
  let isTogether = true;
  /** The person turned to: bytes, their length, the place. */
  let current = new Uint8Array(0);
  let currentLength = -1;
  let place = -1;

  const isCurrent = ({ person, personStart, personEnd }: CohortRow): boolean => {
    if (personEnd - personStart !== currentLength) return false;
    for (let i = 0; i < currentLength; i++) if (person[personStart + i] !== current[i]) return false;
    return true;
  };

  const placeOf = (low: number, high: number): number => {
    let at = low & (capacity - 1);
    while (latest[at] !== free && (marks[2 * at] !== low || marks[2 * at + 1] !== high)) {
      at = (at + 1) & (capacity - 1);
    }
    return at;
  };

  const grow = (): void => {
    const [oldMarks, oldLatest] = [marks, latest];
    capacity *= 2;
    marks = new Uint32Array(2 * capacity);
    latest = new Uint32Array(capacity);
    for (let old = 0; old < oldLatest.length; old++) {
      if (oldLatest[old] === free) continue;
      const at = placeOf(oldMarks[2 * old]!, oldMarks[2 * old + 1]!);
      marks[2 * at] = oldMarks[2 * old]!;
      marks[2 * at + 1] = oldMarks[2 * old + 1]!;
      latest[at] = oldLatest[old]!;
    }
  };

  return {
    turnTo(row) {
      if (isCurrent(row)) return false;
      const { person, personStart, personEnd } = row;
      if (taken >= mostTaken * capacity) grow();
      const low = hash(person, personStart, personEnd, 0x9e3779b9);
      const high = hash(person, personStart, personEnd, 0x85ebca6b);
      place = placeOf(low, high);
      if (latest[place] === free) {
        marks[2 * place] = low;
        marks[2 * place + 1] = high;
        taken++;
      } else isTogether = false;
      currentLength = personEnd - personStart;
      if (current.length < currentLength) current = new Uint8Array(2 * currentLength);
      current.set(person.subarray(personStart, personEnd));
      return true;
    },
    isLater(cycle) {
      if (cycle < latest[place]!) return false;
      latest[place] = cycle + 1;
      return true;
    },
    isTogether: () => isTogether,
  };
}

/** 32 bits that depend on every byte: the steps of FNV-1a with a shift in each, finished as MurmurHash3 is (A. Appleby). */
function hash(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let sum = seed ^ (to - from);
  for (let i = from; i < to; i++) {
    sum = Math.imul(sum ^ bytes[i]!, 0x01000193);
    sum ^= sum >>> 15;
  }
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
