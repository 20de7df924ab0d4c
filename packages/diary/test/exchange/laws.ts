import fc from "fast-check";

/** A law that holds for every value; the seed is fixed, so that a red run is a property of the code. */
export function holds<Values extends unknown[]>(property: fc.IProperty<Values>, numRuns = 200): void {
  fc.assert(property, { seed: 20_260_302, numRuns });
}
