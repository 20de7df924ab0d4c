/**
 * Rows as CSV text: commas, LF after each row, and quotes where a cell needs them.
 *
 * A cell that a spreadsheet could run as a formula gets an apostrophe before it, which `unguarded` takes away.
 * The character NUL is left out: with it, the file would not be text.
 */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(",")}\n`).join("");
}

function formatCell(text: string): string {
  const plain = text.replaceAll("\0", "");
  const cell = formulaStart.test(plain) ? `'${plain}` : plain;
  return /[",;\t\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * What a spreadsheet may take for a formula: OWASP, "CSV Injection". Apostrophes already there are counted in, so
 * that one added is always the one taken away.
 */
const formulaStart = /^'*[=+\-@\t\r]/;
const guardedStart = /^'+[=+\-@\t\r]/;

/** A cell without the apostrophe that guards it from being run as a formula. */
export function unguarded(cell: string): string {
  return guardedStart.test(cell) ? cell.slice(1) : cell;
}
