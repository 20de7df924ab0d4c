/** Items in an order drawn anew, each order equally likely (Fisher and Yates); at most 256 of them. */
export function shuffled<Item>(
  items: readonly Item[],
  randomBytes: (length: number) => Uint8Array,
): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = randomBelow(last + 1, randomBytes);
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}

/** An integer from 0 to `bound` − 1, each equally likely; `bound` at most 256. */
function randomBelow(bound: number, randomBytes: (length: number) => Uint8Array): number {
  const fair = 256 - (256 % bound);
  for (;;) {
    const [byte] = randomBytes(1);
    if (byte! < fair) return byte! % bound;
  }
}
