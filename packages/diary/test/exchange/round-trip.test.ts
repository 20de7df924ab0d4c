import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diary } from "../../src/diary.ts";
import {
  type FormatName,
  formatDaysCsv,
  formatDripCsv,
  formatOvumcyCsv,
  formatOvumcyJson,
  formatStartDatesCsv,
  formatTidetableJson,
} from "../../src/exchange/index.ts";
import { importText, readText } from "./import-text.ts";
import { diaryOfDays, dripDiary, ovumcyDiary, startsDiary, wholeDiary } from "./invented-diaries.ts";
import { holds } from "./laws.ts";

interface Exchange {
  readonly name: FormatName;
  readonly write: (diary: Diary) => string;
  /** Diaries that the format can hold whole. */
  readonly holdable: fc.Arbitrary<Diary>;
}

const exchanges: readonly Exchange[] = [
  { name: "tidetable-json", write: formatTidetableJson, holdable: wholeDiary },
  { name: "drip-csv", write: formatDripCsv, holdable: dripDiary },
  { name: "ovumcy-json", write: formatOvumcyJson, holdable: ovumcyDiary },
  { name: "ovumcy-csv", write: formatOvumcyCsv, holdable: ovumcyDiary },
  { name: "days-csv", write: formatDaysCsv, holdable: diaryOfDays },
  { name: "start-dates-csv", write: formatStartDatesCsv, holdable: startsDiary },
];

describe.each(exchanges)("$name", ({ name, write, holdable }) => {
  test("what is written and read again is the same diary, and its format is recognised", () => {
    holds(
      fc.property(holdable, (diary) => {
        const read = readText(write(diary));
        expect(read.format).toBe(name);
        expect(read.skipped).toEqual([]);
        expect(read.diary).toEqual(diary);
      }),
    );
  });

  test("an export of any diary at all is read without a problem", () => {
    holds(
      fc.property(wholeDiary, (diary) => {
        const read = importText(write(diary), name);
        if (read.ok) expect(read.value.skipped).toEqual([]);
        else expect(read.error).toEqual({ kind: "no-days", skipped: [] });
      }),
    );
  });
});
