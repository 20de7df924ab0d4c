import { leastWeight } from "../first-start.ts";
import { longestCycle, shortestCycle } from "../grid.ts";
import { lossCount, numberBytes, numbersInWindow, rowLength, spreadCount, usualCentres } from "./layout.ts";
import type { BulkMemory, Part } from "./memory.ts";
import { mostExponent } from "./power-of-two.ts";
import { type BulkPrior, indexOfLargest } from "./prior.ts";
import { beyondAt, columnAt, lengthsAt, levelCount, reachesAt } from "./tables.ts";

/** What one person's history says of every state, in place; and what follows from it. */
export interface Posterior {
  begin(): void;
  /** The prior is the present one: what came before is learned for it if it has not been. */
  learn(lesson: Lesson, prior: BulkPrior): void;
  /** Fills `length` with the chance of each cycle length, indexed by days. */
  predict(prior: BulkPrior, length: Float64Array): void;
  save(): SavedPosterior;
  restore(saved: SavedPosterior): void;
}

/** One more thing to know. */
export interface Lesson {
  /** What all that was known before still counts, 0 … 1. */
  readonly keep: number;
  /** A gap between two logged starts, by the tables of this spread factor; null for a pause. */
  readonly gap: { readonly days: number; readonly spreadFactor: number } | null;
}

/** Everything that is kept of a person. */
export interface SavedPosterior {
  readonly state: Float32Array;
  /** A state that explains the history well, by its number; null: the one that is likeliest beforehand. */
  readonly best: number | null;
  /** What was learned last, until it is known for which prior it will be looked at: then both are done at once. */
  readonly pending: Lesson | null;
  /** Centres for which states are kept. */
  readonly centres: number;
  /** Above this no state is that is not kept. */
  readonly beyond: number;
  /** What has been learned, as long as not all centres are kept: it may yet have to be learned for all. */
  readonly lessons: readonly Lesson[];
}

/** Exponents so far below the largest are left out: all of them together weigh below 1e-6. Our choice: test/bulk.test.ts. */
const leastExponent = -26;
/** A sum of weights from here on may hold some that were cut off. */
const mostTotal = 2 ** (mostExponent - 1);
/** Lessons that are remembered; with more, all centres are kept. Our choice. */
const mostLessons = 64;
const noLesson: Lesson = { keep: 1, gap: null };

/** @param tablesOf the tables of a spread factor, as they lie in the memory. */
export function createPosterior(memory: BulkMemory, tablesOf: (spreadFactor: number) => Part): Posterior {
  const { loops, state, centrePrior, rowPrior, weights, sums, windows, windowWords, chance } = memory;
  let best: number | null = null;
  let pending: Lesson | null = null;
  let centres = usualCentres;
  let beyond = 0;
  let lessons: Lesson[] = [];
  /** The prior for which `weights` are, their sum, and the exponent of 1; null when they are of another history. */
  let weightsFor: BulkPrior | null = null;
  let total = 0;
  let reference = 0;

  /** Learns a lesson and weighs the cells for a prior; both in one go through all states. */
  const pass = (lesson: Lesson, prior: BulkPrior): void => {
    const { keep, gap } = lesson;
    const known = best ?? prior.bestRow * rowLength + prior.bestCentre;
    const part = gap ? tablesOf(gap.spreadFactor) : memory.nothing;
    const column = gap ? columnAt(gap.days) : 0;
    // Shifted so that the best state stays at 0, where numbers have their finest steps; untouched where nothing is learned.
    const after = keep * state.numbers[known]! + part.numbers[column + known]!;
    const shift = lesson === noLesson ? 0 : -after;
    const ofPrior =
      centrePrior.numbers[known % rowLength]! + rowPrior.numbers[Math.floor(known / rowLength)]!;
    reference = after + shift + ofPrior;
    beyond = keep * beyond + (gap ? part.numbers[beyondAt(gap.days)]! : 0) + shift;
    loops.learn(
      state.address,
      part.address + column * numberBytes,
      centres,
      keep,
      shift,
      centrePrior.address,
      rowPrior.address,
      reference,
      leastExponent,
      weights.address,
      sums.address,
    );
    total = 0;
    for (let spread = 0; spread < spreadCount; spread++) total += sums.numbers[spread]!;
    weightsFor = prior;
    // The state that was the best is so no more, by far: once more, with the one that now is.
    if (total >= mostTotal) {
      best = findBest();
      pass(noLesson, prior);
    }
  };

  const findBest = (): number => {
    const spread = indexOfLargest(sums.numbers);
    const row = spread * rowLength;
    const centre = indexOfLargest(weights.numbers, row, row + rowLength) - row;
    let [found, largest] = [0, Number.NEGATIVE_INFINITY];
    for (let i = spread * lossCount; i < (spread + 1) * lossCount; i++) {
      const value = state.numbers[i * rowLength + centre]! + rowPrior.numbers[i]!;
      if (value > largest) {
        largest = value;
        found = i * rowLength + centre;
      }
    }
    return found;
  };

  const learnNow = (lesson: Lesson, prior: BulkPrior): void => {
    pass(lesson, prior);
    best = findBest();
  };

  const learnPending = (prior: BulkPrior): void => {
    if (!pending) return;
    const lesson = pending;
    pending = null;
    if (centres === rowLength) {
      learnNow(lesson, prior);
      return;
    }
    lessons.push(lesson);
    if (lessons.length <= mostLessons) learnNow(lesson, prior);
    else keepAllCentres(prior);
  };

  /** A cell beyond the kept centres could weigh as much as one that counts. */
  const mayMatterBeyond = (prior: BulkPrior): boolean =>
    centres < rowLength && lossCount * 2 ** (beyond + prior.beyond - reference) >= leastWeight * total;

  /** Learns everything again, for all centres. */
  const keepAllCentres = (prior: BulkPrior): void => {
    centres = rowLength;
    state.numbers.fill(0);
    best = null;
    for (const lesson of lessons) learnNow(lesson, prior);
    lessons = [];
  };

  /** Makes the weights of all cells 0 that do not count, and says in `windows` where the others are. */
  const trim = (tables: Part): void => {
    loops.trim(weights.address, windows.address, leastWeight * total);
    for (let spread = 0; spread < spreadCount; spread++) {
      const third = spread * numbersInWindow + 2;
      const level = levelOf(windows.numbers[third]! / total);
      windowWords[third] = tables.address + reachesAt(level) * numberBytes;
    }
  };

  return {
    begin() {
      state.numbers.fill(0);
      best = null;
      pending = null;
      centres = usualCentres;
      beyond = 0;
      lessons = [];
      weightsFor = null;
    },
    learn(lesson, prior) {
      learnPending(prior);
      pending = lesson;
    },
    predict(prior, length) {
      learnPending(prior);
      if (weightsFor !== prior) pass(noLesson, prior);
      if (mayMatterBeyond(prior)) {
        keepAllCentres(prior);
        if (weightsFor !== prior) pass(noLesson, prior);
      }
      const tables = tablesOf(prior.prior.spreadFactor);
      trim(tables);
      const lengths = tables.address + lengthsAt * numberBytes;
      loops.mix(lengths, windows.address, weights.address, chance.address);
      const dayCount = longestCycle - shortestCycle + 1;
      let sum = 0;
      for (let i = 0; i < dayCount; i++) sum += chance.numbers[i]!;
      const factor = 1 / sum;
      for (let i = 0; i < dayCount; i++) length[shortestCycle + i] = chance.numbers[i]! * factor;
    },
    save: () => ({
      state: state.numbers.slice(),
      best,
      pending,
      centres,
      beyond,
      lessons: [...lessons],
    }),
    restore(saved) {
      state.numbers.set(saved.state);
      ({ best, pending, centres, beyond } = saved);
      lessons = [...saved.lessons];
      weightsFor = null;
    },
  };
}

/** The largest level whose 10^-level is not below the weight. */
function levelOf(weight: number): number {
  let level = 0;
  for (let bound = 0.1; level < levelCount - 1 && weight <= bound; bound *= 0.1) level++;
  return level;
}
