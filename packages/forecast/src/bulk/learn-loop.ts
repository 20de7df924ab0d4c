import { type Code, defineFunction, f32, forEach, i32, quad, type Variable, when } from "./assembler.ts";
import { advance, combined, constant, quadBytes, rowBytes, zero } from "./code.ts";
import { atOnce, lossCount, numberBytes, rowLength, spreadCount } from "./layout.ts";
import { leastExponent, mostExponent, powerOfTwo } from "./power-of-two.ts";

/** See `Loops.learn`. */
export const learnLoop = defineFunction(
  {
    state: "i32",
    column: "i32",
    centres: "i32",
    memory: "f32",
    shift: "f32",
    centrePrior: "i32",
    rowPrior: "i32",
    reference: "f32",
    least: "f32",
    weights: "i32",
    sums: "i32",
  },
  {
    spread: "i32",
    loss: "i32",
    centre: "i32",
    priorAt: "i32",
    weightAt: "i32",
    skipped: "i32",
    keep: "v128",
    added: "v128",
    limit: "v128",
    ofRow: "v128",
    sum: "v128",
    exponent: "v128",
    rounded: "v128",
    rest: "v128",
  },
  (v) => {
    const { state, column, centres, rowPrior, weights, sums, weightAt, skipped, sum } = v;
    const skip = (variable: Variable): Code => variable.set(i32.add(variable.get, skipped.get));
    const row: readonly Code[] = [
      v.ofRow.set(quad.of(f32.subtract(f32.load(rowPrior.get), v.reference.get))),
      v.priorAt.set(v.centrePrior.get),
      weightAt.set(weights.get),
      forEach(v.centre, zero, centres.get, atOnce, ...fourCentres(v)),
      skip(state),
      skip(column),
      advance(rowPrior, numberBytes),
    ];
    const wholeRow = (...body: Code[]): Code =>
      forEach(weightAt, weights.get, i32.add(weights.get, i32.of(rowBytes)), quadBytes, ...body);
    return [
      ...v.keep.set(quad.of(v.memory.get)),
      ...v.added.set(quad.of(v.shift.get)),
      ...v.limit.set(quad.of(v.least.get)),
      ...skipped.set(i32.multiply(i32.subtract(i32.of(rowLength), centres.get), i32.of(numberBytes))),
      ...forEach(
        v.spread,
        zero,
        i32.of(spreadCount),
        1,
        wholeRow(quad.store(weightAt.get, constant(0))),
        forEach(v.loss, zero, i32.of(lossCount), 1, ...row),
        sum.set(constant(0)),
        wholeRow(sum.set(quad.add(sum.get, quad.load(weightAt.get)))),
        f32.store(sums.get, combined(f32.add, sum)),
        advance(weights, rowBytes),
        advance(sums, numberBytes),
      ),
    ];
  },
);

type InRow = "state" | "column" | "keep" | "added" | "sum" | "priorAt" | "ofRow" | "limit" | "weightAt";

function fourCentres(
  v: Readonly<Record<InRow | "exponent" | "rounded" | "rest", Variable>>,
): readonly Code[] {
  const { state, column, sum, priorAt, weightAt, exponent } = v;
  const past = quad.multiply(v.keep.get, quad.load(state.get));
  const inRange = quad.smaller(quad.larger(exponent.get, constant(leastExponent)), constant(mostExponent));
  return [
    sum.set(quad.add(quad.add(past, quad.load(column.get)), v.added.get)),
    quad.store(state.get, sum.get),
    exponent.set(quad.add(quad.add(sum.get, quad.load(priorAt.get)), v.ofRow.get)),
    when(
      quad.isAny(quad.isGreater(exponent.get, v.limit.get)),
      exponent.set(inRange),
      quad.store(weightAt.get, quad.add(quad.load(weightAt.get), powerOfTwo(exponent, v.rounded, v.rest))),
    ),
    advance(state, quadBytes),
    advance(column, quadBytes),
    advance(priorAt, quadBytes),
    advance(weightAt, quadBytes),
  ];
}
