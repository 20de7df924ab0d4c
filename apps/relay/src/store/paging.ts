/** Page after page, each from the last row of the one before, until there is an empty one. */
export async function* pagesFrom<Row, Key>(
  first: Key,
  keyOf: (row: Row) => Key,
  page: (after: Key) => Promise<{ readonly rows: readonly Row[] }>,
): AsyncGenerator<readonly Row[]> {
  for (let after = first; ; ) {
    const { rows } = await page(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = keyOf(last);
  }
}
