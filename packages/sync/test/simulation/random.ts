import type { Bytes } from "../../src/seal/suite.ts";

/** Dice that fall the same way for the same seed: sfc32, a small generator by Chris Doty-Humphrey (PractRand). */
export class Dice {
  readonly #state: Uint32Array;

  /** `seed` is a whole number from 0 to 2^32 − 1; `stream` keeps one seed's uses apart. */
  constructor(seed: number, stream = 0) {
    this.#state = Uint32Array.of(seed, stream, 0x9e3779b9, 1);
    for (let round = 0; round < 15; round++) this.next();
  }

  /** A whole number from 0 to 2^32 − 1. */
  next(): number {
    const state = this.#state;
    const [a, b, c, counter] = [state[0]!, state[1]!, state[2]!, state[3]!];
    const sum = (a + b + counter) >>> 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  }

  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * bound);
  }

  /** True in `share` of the cases, from 0 to 1. */
  falls(share: number): boolean {
    return this.next() < share * 0x1_0000_0000;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  readonly bytes = (length: number): Bytes => {
    const bytes = new Uint8Array(length);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (; at + 4 <= length; at += 4) view.setUint32(at, this.next());
    for (; at < length; at++) bytes[at] = this.next();
    return bytes;
  };
}
