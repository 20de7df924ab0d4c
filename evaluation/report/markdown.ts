/** A column: its heading, and whether it holds numbers, which stand to the right. */
export interface Column<Row> {
  readonly heading: string;
  readonly isText?: true;
  readonly cell: (row: Row) => string;
}

/** A table of Markdown, one line a row, without a line break at its end. */
export function markdownTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => escaped(cell)).join(" | ")} |`;
  return [
    line(columns.map(({ heading }) => heading)),
    `| ${columns.map(({ isText }) => (isText ? "---" : "--:")).join(" | ")} |`,
    ...rows.map((row) => line(columns.map(({ cell }) => cell(row)))),
  ].join("\n");
}

const escaped = (cell: string): string => cell.replaceAll("|", "\\|").replaceAll("\n", " ");
