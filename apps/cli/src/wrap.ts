/** Longest line that is still easy to read; a wider terminal keeps a margin. Our choice. */
const maxColumns = 80;
/** A narrower terminal breaks lines for itself. Our choice. */
const minColumns = 24;

/** How long lines should be for a reader whose own have `columns` characters. */
export function readableColumns(columns: number): number {
  return Math.max(minColumns, Math.min(columns, maxColumns));
}

/**
 * The text in lines of at most `columns` characters, broken at spaces; a longer word keeps a line to itself.
 *
 * A no-break space holds its words together and is then written as a plain one, so that what is printed can be
 * searched and copied as typed.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n]+/)) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((wrapped) => wrapped.replaceAll("\u00a0", " "));
}
