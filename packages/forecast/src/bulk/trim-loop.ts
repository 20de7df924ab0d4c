import { defineFunction, f32, forEach, i32, quad, when } from "./assembler.ts";
import { advance, combined, constant, quadBytes, zero } from "./code.ts";
import { atOnce, numberBytes, numbersInWindow, rowLength, spreadCount } from "./layout.ts";

/** See `Loops.trim`. */
export const trimLoop = defineFunction(
  { weights: "i32", windows: "i32", least: "f32" },
  {
    spread: "i32",
    centre: "i32",
    from: "i32",
    to: "i32",
    limit: "v128",
    weight: "v128",
    counts: "v128",
    largest: "v128",
  },
  ({ weights, windows, least, spread, centre, from, to, limit, weight, counts, largest }) => [
    ...limit.set(quad.of(least.get)),
    ...forEach(
      spread,
      zero,
      i32.of(spreadCount),
      1,
      from.set(i32.of(rowLength)),
      to.set(zero),
      largest.set(constant(0)),
      forEach(
        centre,
        zero,
        i32.of(rowLength),
        atOnce,
        weight.set(quad.load(weights.get)),
        counts.set(quad.isGreater(weight.get, limit.get)),
        weight.set(quad.bothBits(weight.get, counts.get)),
        quad.store(weights.get, weight.get),
        largest.set(quad.larger(largest.get, weight.get)),
        when(
          quad.isAny(counts.get),
          from.set(i32.smaller(from.get, centre.get)),
          to.set(i32.add(centre.get, i32.of(atOnce))),
        ),
        advance(weights, quadBytes),
      ),
      i32.store(windows.get, from.get),
      i32.store(windows.get, to.get, numberBytes),
      f32.store(windows.get, combined(f32.larger, largest), 2 * numberBytes),
      advance(windows, numbersInWindow * numberBytes),
    ),
  ],
);
