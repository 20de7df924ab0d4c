import { assemble } from "./assembler.ts";
import { learnLoop } from "./learn-loop.ts";
import { mixLoop } from "./mix-loop.ts";
import { trimLoop } from "./trim-loop.ts";

/**
 * The loops in which a forecast for many spends its time. layout.ts says in which order numbers lie; test/bulk.test.ts
 * holds what comes out against the forecaster that keeps a belief in arrays.
 *
 * Every argument is an address in bytes, unless it is said to be a number.
 */
export interface Loops {
  /**
   * state ← memory · state + column + shift, for the first so many centres of every row; and of what comes out
   * weights[cell] ← Σ over the loss chances of 2^(state + centrePrior + rowPrior − reference), without those whose
   * exponent is below `least`; and sums[spread] ← the sum of a row of weights. Numbers are: `centres`, a multiple of four,
   * `memory`, `shift`, `reference` and `least`.
   */
  learn(
    state: number,
    column: number,
    centres: number,
    memory: number,
    shift: number,
    centrePrior: number,
    rowPrior: number,
    reference: number,
    least: number,
    weights: number,
    sums: number,
  ): void;
  /** Weights of at most `least`, a number, become 0; windows[spread] ← from and to of the others, and the largest. */
  trim(weights: number, windows: number, least: number): void;
  /**
   * chance[day] ← Σ over cells of weight · the chance of a cycle of that length. It goes through the centres that are
   * both in the window of a spread index and in the reach of a block of days; a window's third number is by now the
   * address of its reaches, one for each block and spread index.
   */
  mix(lengths: number, windows: number, weights: number, chance: number): void;
}

/** A memory that threads can share. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/** The part of the standard's `WebAssembly` that is used; the language's library of types leaves it to platforms. */
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => SharedMemory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly world: { readonly memory: SharedMemory } },
  ) => { readonly exports: object };
};

/** Bytes in a page, in which the standard counts memory. */
const pageBytes = 65_536;

/** At least so many bytes, all zero; what is never touched takes no room. */
export function createMemory(bytes: number): SharedMemory {
  const pages = Math.ceil(bytes / pageBytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

export function createLoops(memory: SharedMemory): Loops {
  const functions = { learn: learnLoop, trim: trimLoop, mix: mixLoop };
  const code = assemble(functions, memory.buffer.byteLength / pageBytes);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { world: { memory } });
  return exports as Loops;
}
