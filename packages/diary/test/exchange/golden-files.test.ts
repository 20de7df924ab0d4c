import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diary } from "../../src/diary.ts";
import type { DayEntry } from "../../src/entry.ts";
import {
  type FormatName,
  formatDaysCsv,
  formatDripCsv,
  formatOvumcyCsv,
  formatOvumcyJson,
  formatStartDatesCsv,
  formatTidetableJson,
  importDiary,
} from "../../src/exchange/index.ts";
import { goldenDiary, goldenMethods, goldenPlans } from "./golden-diary.ts";
import { latest } from "./import-text.ts";

interface Golden {
  readonly name: FormatName;
  readonly file: string;
  readonly write: (diary: Diary) => string;
  /** What the format loses of an entry, so that the file is known to hold all the rest. */
  readonly held: (entry: DayEntry) => DayEntry;
}

const moderate = (symptoms: DayEntry["symptoms"]): DayEntry["symptoms"] =>
  symptoms && Object.fromEntries(Object.keys(symptoms).map((name) => [name, 2]));
const without = (entry: DayEntry, ...fields: readonly string[]): DayEntry =>
  Object.fromEntries(
    Object.entries(entry).filter(([name, value]) => value !== undefined && !fields.includes(name)),
  );

function heldByDrip(entry: DayEntry): DayEntry {
  const symptoms = moderate(
    entry.symptoms && (without(entry.symptoms as DayEntry, "cold feet") as typeof entry.symptoms),
  );
  const rest = without(
    { ...entry, symptoms },
    ...["pain", "mood", "energy", "medication", "lhTest", "ovulation", "pregnancyTest", "periodStart"],
  );
  return without(
    rest,
    ...(rest.bleeding === "none" ? ["bleeding"] : []),
    ...(rest.sex === "none" ? ["sex"] : []),
  );
}

function heldByOvumcy(entry: DayEntry): DayEntry {
  const { celsius } = entry.temperature ?? {};
  const rest = without(
    {
      bleeding: "none",
      ...entry,
      symptoms: moderate(entry.symptoms),
      temperature: celsius && { celsius },
    } as DayEntry,
    ...["pain", "energy", "medication", "lhTest", "ovulation", "cervix", "desire", "bleedingExcluded"],
  );
  return without(
    rest,
    ...(rest.periodStart === false ? ["periodStart"] : []),
    ...(rest.mucus === "nothing" ? ["mucus"] : []),
    ...(rest.sex === "none" ? ["sex"] : []),
  );
}

const start: DayEntry = { bleeding: "medium", periodStart: true };
const goldens: readonly Golden[] = [
  { name: "tidetable-json", file: "tidetable.json", write: formatTidetableJson, held: (entry) => entry },
  { name: "drip-csv", file: "drip.csv", write: formatDripCsv, held: heldByDrip },
  { name: "ovumcy-json", file: "ovumcy.json", write: formatOvumcyJson, held: heldByOvumcy },
  { name: "ovumcy-csv", file: "ovumcy.csv", write: formatOvumcyCsv, held: heldByOvumcy },
  { name: "days-csv", file: "days.csv", write: formatDaysCsv, held: (entry) => entry },
  {
    name: "start-dates-csv",
    file: "start-dates.csv",
    write: formatStartDatesCsv,
    held: (entry) => (entry.periodStart === true ? start : {}),
  },
];

describe.each(goldens)("$file", ({ name, file, write, held }) => {
  const bytes = readFileSync(new URL(`fixtures/${file}`, import.meta.url));

  test("is what an export writes, byte for byte", () => {
    expect(write(goldenDiary)).toBe(bytes.toString("utf8"));
  });

  test("is read as what the format can hold, without a problem", () => {
    const days = [...goldenDiary.entryByDate]
      .map(([date, entry]) => [date, held(entry)] as const)
      .filter(([, entry]) => Object.keys(entry).length > 0);
    const imported = importDiary(bytes, { latest });
    expect(imported).toMatchObject({ ok: true, value: { format: name, skipped: [], odd: [], unknown: [] } });
    expect(imported.ok && imported.value.diary.entryByDate).toEqual(new Map(days));
  });
});

test("our own format holds the whole diary", () => {
  const bytes = readFileSync(new URL("fixtures/tidetable.json", import.meta.url));
  expect(importDiary(bytes, { latest })).toMatchObject({ ok: true, value: { diary: goldenDiary } });
});

describe("tidetable-plans.json", () => {
  const bytes = readFileSync(new URL("fixtures/tidetable-plans.json", import.meta.url));

  test("is what an export of plans and schedules writes, byte for byte", () => {
    expect(formatTidetableJson(goldenPlans)).toBe(bytes.toString("utf8"));
  });

  test("is read as the same plans and schedules; the file without them is read as ever", () => {
    expect(importDiary(bytes, { latest })).toMatchObject({
      ok: true,
      value: { diary: goldenPlans, skipped: [], odd: [], unknown: [] },
    });
    const { plans, schedules, ...older } = JSON.parse(bytes.toString("utf8"));
    expect([plans.length, schedules.length]).toEqual([2, 6]);
    const read = importDiary(new TextEncoder().encode(JSON.stringify(older)), { latest });
    expect(read.ok && Object.keys(read.value.diary)).toEqual(["entryByDate", "events"]);
  });
});

describe("a file with methods and emergency contraception", () => {
  const bytes = readFileSync(new URL("fixtures/tidetable-methods.json", import.meta.url));

  test("is these bytes, and is read as the same events", () => {
    expect(formatTidetableJson(goldenMethods)).toBe(bytes.toString("utf8"));
    expect(importDiary(bytes, { latest })).toMatchObject({
      ok: true,
      value: { diary: goldenMethods, skipped: [], odd: [], unknown: [] },
    });
  });
});
