import { type Code, quad, type Variable } from "./assembler.ts";
import { constant } from "./code.ts";

/** Exponents below this one are taken as it: 2 to it is far less than any weight that matters. */
export const leastExponent = -90;
/** And those above this one as it: numbers of 4 bytes end at 2^128, and thousands are added up. */
export const mostExponent = 100;

/** Adding it rounds a small number to a whole one, which then stands in the lowest bits of the sum. */
const rounder = 1.5 * 2 ** 23;
/** Where the exponent of a number begins, in bits. */
const fractionBits = 23;

/** The series of 2^r = e^(r ln 2) for |r| ≤ ½: the first term left out is 1.2e-7 of the sum, as much as rounding. */
const coefficients = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720].map((inverse, k) =>
  constant(inverse * Math.LN2 ** k),
);

/** 2^x for four x from `leastExponent` to `mostExponent`: 2^n · 2^r with n whole. The other two variables are scratch. */
export function powerOfTwo(x: Variable, rounded: Variable, rest: Variable): Code {
  const series = coefficients.reduceRight((sum, coefficient) =>
    quad.add(quad.multiply(sum, rest.get), coefficient),
  );
  return [
    ...rounded.set(quad.add(x.get, constant(rounder))),
    ...rest.set(quad.subtract(x.get, quad.subtract(rounded.get, constant(rounder)))),
    // Adding n to the bits of the exponent multiplies by 2^n.
    ...quad.addBits(series, quad.shiftBits(rounded.get, fractionBits)),
  ];
}
