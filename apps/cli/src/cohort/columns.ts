/** Columns of a cohort file; others are left alone. */
const neededColumns = ["person", "cycle", "length"] as const;
export const columns = [...neededColumns, "ovulation_day", "period_length", "age"] as const;
export type Column = (typeof columns)[number];
export type NumberColumn = Exclude<Column, "person">;

/** Whole numbers a column may hold, both inclusive. An age may also have a fraction. Our choice: beyond them a typing error. */
export const rangeByColumn: Readonly<Record<NumberColumn, readonly [least: number, most: number]>> = {
  cycle: [0, 1_000_000],
  length: [1, 10_000],
  ovulation_day: [1, 10_000],
  period_length: [1, 1_000],
  age: [5, 120],
};

/** Why a cohort cannot be scored: the first place that does not fit. Nothing of the file's content is part of it. */
export type NotACohort =
  | { readonly kind: "no-rows" }
  | { readonly kind: "column-missing"; readonly column: string }
  | { readonly kind: "row-shape"; readonly line: number; readonly cells: number; readonly expected: number }
  | { readonly kind: "row-long"; readonly line: number }
  | { readonly kind: "value"; readonly line: number; readonly column: Column }
  | { readonly kind: "order"; readonly line: number };

/** Where each column is in a file's rows; −1 where it is missing. */
export interface Layout {
  readonly cellCount: number;
  readonly indexOf: Readonly<Record<Column, number>>;
}

/** Finds the columns by their names. */
export function layoutOf(
  header: readonly string[],
): Layout | Extract<NotACohort, { kind: "no-rows" | "column-missing" }> {
  const names = header.map((name) => name.trim().toLowerCase());
  if (names.every((name) => name === "")) return { kind: "no-rows" };
  const missing = neededColumns.find((column) => !names.includes(column));
  if (missing) return { kind: "column-missing", column: missing };
  const indexOf = Object.fromEntries(columns.map((column) => [column, names.indexOf(column)]));
  return { cellCount: names.length, indexOf: indexOf as Record<Column, number> };
}
