/** A chance as twentieths one can count; between the ends it is never said to be 0 or 20. */
export type Twentieths =
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "under-one" }
  | { readonly kind: "over-nineteen" };

export function twentiethsFromChance(chance: number): Twentieths {
  const count = Math.round(chance * 20);
  if (count === 0) return { kind: "under-one" };
  return count === 20 ? { kind: "over-nineteen" } : { kind: "count", count };
}
