import Papa from "papaparse";
import { lineEndsIn } from "./file-text.ts";
import { maxColumns, maxLines, maxNameLength } from "./limits.ts";

export interface TableRow {
  /** The line of the file on which the row begins, 1 the first. */
  readonly line: number;
  /** As written, spaces around them included; line ends inside a cell are LF. At most one more than are read. */
  readonly cells: readonly string[];
  /** Text follows a closing quote, so where its cells end is a guess. */
  readonly hasBadQuotes: boolean;
}

export interface TableContent {
  readonly kind: "table";
  /** Rows in which a cell is not blank; a header is a row like another. */
  readonly rows: readonly TableRow[];
  /** Which column has each plain name in the first row; the first of two with the same name. */
  readonly columnByName: ReadonlyMap<string, number>;
  /** The row in which a quote opens that the file never closes: its end is missing, or the quote is amiss. */
  readonly openQuote: { readonly kind: "truncated" | "malformed"; readonly line: number } | null;
  /** There are more lines than are looked at. */
  readonly isTooLong: boolean;
}

/** Rows and cells of a text whose cells are separated by comma, semicolon or tab, and quoted by `"`. */
export function readTable(fileText: string): TableContent {
  const text = fileText.replace(/\r\n?/g, "\n");
  const named = separatorLine.exec(text);
  const delimiter = named?.[1] ?? likelySeparator(text);
  const rows: TableRow[] = [];
  let openQuote: TableContent["openQuote"] = null;
  let [cursor, line, steps] = [0, 1, 0];

  Papa.parse<readonly string[]>(text, {
    delimiter,
    newline: "\n",
    // The fast mode splits the whole text at once and so cannot stop at the limit.
    fastMode: false,
    step: ({ data, errors, meta }, parser) => {
      const isNamed = named !== null && steps === 0;
      const codes = errors.map(({ code }) => code);
      const hasBadQuotes = codes.includes("InvalidQuotes");
      if (codes.includes("MissingQuotes")) {
        openQuote = { kind: hasBadQuotes ? "malformed" : "truncated", line };
      }
      if (!isNamed && data.some((cell) => cell.trim() !== "")) {
        rows.push({
          line,
          cells: data.slice(0, maxColumns + 1),
          hasBadQuotes,
        });
      }
      line += lineEndsIn(text, cursor, meta.cursor);
      cursor = meta.cursor;
      steps += 1;
      if (steps > maxLines) parser.abort();
    },
  });
  const columnByName = columnByPlainName(rows[0]?.cells ?? []);
  return { kind: "table", rows, columnByName, openQuote, isTooLong: steps > maxLines };
}

/** What Excel writes and reads as a first line to name the separator. */
const separatorLine = /^sep=([,;\t])\n/i;

/** The separator that stands most often outside quotes in the first line that has text; a comma when none does. */
function likelySeparator(text: string): string {
  const count = new Map([",", ";", "\t"].map((separator) => [separator, 0]));
  let isQuoted = false;
  for (let index = text.search(/\S/); index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') isQuoted = !isQuoted;
    if (character === "\n" && !isQuoted) break;
    const before = count.get(character);
    if (before !== undefined && !isQuoted) count.set(character, before + 1);
  }
  return [...count].reduce((most, other) => (other[1] > most[1] ? other : most))[0];
}

/** A column's name without what people vary: case, spaces around, and spaces, `_` or `-` between words. */
export function plainName(name: string): string {
  return name
    .slice(0, maxNameLength)
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}

function columnByPlainName(header: readonly string[]): ReadonlyMap<string, number> {
  const column = new Map<string, number>();
  for (const [index, cell] of header.entries()) {
    const name = plainName(cell);
    if (!column.has(name)) column.set(name, index);
  }
  return column;
}
