import type { Result } from "@tidetable/diary";
import type { OpenFile } from "../world.ts";
import { ageOf, createCohortRows } from "./cohort-row.ts";
import { type Layout, layoutOf, type NotACohort } from "./columns.ts";
import { type CsvRows, cellText, createCsvRows } from "./csv-rows.ts";
import { createSeenPeople } from "./seen-people.ts";

/** What a cohort file holds, once every row of it has been checked. */
export interface Survey {
  readonly layout: Layout;
  readonly rowCount: number;
  /** Every age there is, undefined where it is unknown; but not all when they are more than `mostAges`. */
  readonly ages: ReadonlySet<number | undefined>;
  /** Whether the rows of each person stand together. */
  readonly isTogether: boolean;
  /** Where it can be cut without cutting a person's rows apart: before the first row, here and there, and after the last; bytes. */
  readonly cuts: readonly number[];
}

/** Rows between two cuts, at least. Our choice: some thousandths of a second's work. */
const rowsInPart = 250;

/** Ages that are told apart: more than there are days in a long life. Our choice. */
export const mostAges = 100_000;

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Reads a cohort from end to end and keeps nothing of it but a mark for each person. */
export function surveyCohort(file: OpenFile): Result<Survey, NotACohort> {
  const rows = createCsvRows(file);
  rows.goTo(startOfText(file), file.size);
  const layout = readHeader(rows);
  if ("kind" in layout) return { ok: false, error: layout };
  const cohort = createCohortRows(rows, layout);
  const people = createSeenPeople();
  const ages = new Set<number | undefined>();
  let latestAge: number | undefined;
  const cuts = [rows.nextOffset];
  let [rowCount, rowsSinceCut] = [0, 0];
  while (cohort.next()) {
    const isOther = people.turnTo(cohort.row);
    if (!people.isLater(cohort.row.cycle)) return { ok: false, error: { kind: "order", line: rows.line } };
    if (isOther && rowsSinceCut >= rowsInPart) {
      cuts.push(rows.offset);
      rowsSinceCut = 0;
    }
    const age = ageOf(cohort.row);
    if (age !== latestAge || rowCount === 0) {
      if (ages.size <= mostAges) ages.add(age);
      latestAge = age;
    }
    rowCount++;
    rowsSinceCut++;
  }
  const problem = cohort.problem();
  if (problem) return { ok: false, error: problem };
  if (rowCount === 0) return { ok: false, error: { kind: "no-rows" } };
  cuts.push(rows.nextOffset);
  return { ok: true, value: { layout, rowCount, ages, isTogether: people.isTogether(), cuts } };
}

function startOfText(file: OpenFile): number {
  const start = new Uint8Array(byteOrderMark.length);
  const got = file.read(start, 0);
  return got === start.length && byteOrderMark.every((byte, i) => byte === start[i]) ? start.length : 0;
}

function readHeader(rows: CsvRows): Layout | NotACohort {
  if (!rows.next()) return rows.isTooLong ? { kind: "row-long", line: 1 } : { kind: "no-rows" };
  return layoutOf(Array.from({ length: rows.cellCount }, (_, cell) => cellText(rows, cell)));
}
