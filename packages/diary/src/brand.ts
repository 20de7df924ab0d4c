declare const brand: unique symbol;

/** Marks a type so that a plain value of the same shape cannot stand in for it; made only by a `parse`. */
export type Brand<Name extends string> = { readonly [brand]: Name };
