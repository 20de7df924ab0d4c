import { defineFunction, forEach, i32, quad } from "./assembler.ts";
import { advance, blockBytes, constant, elementAt, quadBytes, rowBytes, zero } from "./code.ts";
import {
  blockCount,
  numberBytes,
  numbersInReach,
  numbersInWindow,
  rowLength,
  spreadCount,
} from "./layout.ts";

/** See `Loops.mix`. The sums of a block's days stay where they are added up; only cells and chances are read. */
export const mixLoop = defineFunction(
  { lengths: "i32", windows: "i32", weights: "i32", chance: "i32" },
  {
    block: "i32",
    spread: "i32",
    window: "i32",
    reach: "i32",
    reachOffset: "i32",
    from: "i32",
    to: "i32",
    row: "i32",
    weight: "i32",
    length: "i32",
    same: "v128",
    sum0: "v128",
    sum1: "v128",
    sum2: "v128",
    sum3: "v128",
  },
  (v) => {
    const { lengths, windows, weights, chance, window, reach, reachOffset, from, to, row, weight, length } =
      v;
    const sums = [v.sum0, v.sum1, v.sum2, v.sum3];
    const addCells = forEach(
      weight,
      elementAt(row, from.get),
      elementAt(row, to.get),
      numberBytes,
      v.same.set(quad.loadOne(weight.get)),
      ...sums.map((sum, i) =>
        sum.set(quad.add(sum.get, quad.multiply(v.same.get, quad.load(length.get, i * quadBytes)))),
      ),
      advance(length, blockBytes),
    );
    return forEach(
      v.block,
      zero,
      i32.of(blockCount),
      1,
      ...sums.map((sum) => sum.set(constant(0))),
      row.set(weights.get),
      window.set(windows.get),
      forEach(
        v.spread,
        zero,
        i32.of(spreadCount),
        1,
        reach.set(i32.add(i32.load(window.get, 2 * numberBytes), reachOffset.get)),
        from.set(i32.larger(i32.load(window.get), i32.load(reach.get))),
        to.set(i32.smaller(i32.load(window.get, numberBytes), i32.load(reach.get, numberBytes))),
        length.set(elementAt(lengths, from.get, blockBytes)),
        addCells,
        advance(lengths, rowLength * blockBytes),
        advance(row, rowBytes),
        advance(window, numbersInWindow * numberBytes),
        advance(reachOffset, numbersInReach * numberBytes),
      ),
      ...sums.map((sum, i) => quad.store(chance.get, sum.get, i * quadBytes)),
      advance(chance, blockBytes),
    );
  },
);
