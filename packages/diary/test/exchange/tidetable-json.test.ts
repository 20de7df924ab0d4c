import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTidetableJson } from "../../src/exchange/index.ts";
import { goldenPlans } from "./golden-diary.ts";
import { daysOf, importText, readText, reasonOf } from "./import-text.ts";
import { wholeDiary } from "./invented-diaries.ts";
import { fitsSchema } from "./json-schema.ts";
import { holds } from "./laws.ts";

const file = (content: object): string => JSON.stringify({ schema: "tidetable.diary/1", ...content });
const schema = JSON.parse(
  readFileSync(new URL("../../src/exchange/tidetable-diary-1.schema.json", import.meta.url), "utf8"),
);

test("a day keeps the fields that fit, and each other is told by its path", () => {
  const read = readText(
    file({
      days: {
        "2026-03-02": {
          bleeding: "light",
          pain: 11,
          symptoms: { cramps: 2, "a.b": 9 },
          temperature: { celsius: 36.5, time: "25:00" },
          medication: ["iron", ""],
        },
      },
    }),
  );
  expect(daysOf(read)).toEqual({
    "2026-03-02": {
      bleeding: "light",
      symptoms: { cramps: 2 },
      temperature: { celsius: 36.5 },
      medication: ["iron"],
    },
  });
  const day = ["days", "2026-03-02"];
  expect(read.skipped.map(({ kind, where }) => [kind, where])).toEqual([
    ["not-a-value", { path: [...day, "pain"] }],
    ["not-a-value", { path: [...day, "symptoms", "a.b"] }],
    ["not-a-value", { path: [...day, "temperature", "time"] }],
    ["not-a-value", { path: [...day, "medication", 1] }],
  ]);
});

test("a reading without degrees is no reading", () => {
  const read = readText(file({ days: { "2026-03-02": { mood: 3, temperature: { time: "06:30" } } } }));
  expect(daysOf(read)).toEqual({ "2026-03-02": { mood: 3 } });
  expect(read.skipped).toMatchObject([{ where: { path: ["days", "2026-03-02", "temperature", "celsius"] } }]);
});

test("fields of a newer version are kept and named; unknown names of the file are named", () => {
  const read = readText(file({ days: { "2026-03-02": { mood: 3, dream: { of: "sea" } } }, weather: 1 }));
  expect(daysOf(read)).toEqual({ "2026-03-02": { mood: 3, dream: { of: "sea" } } });
  expect(read.unknown).toEqual(["weather", "dream"]);
});

test("of a day that comes twice the first counts; twice the same is only odd", () => {
  const twice = (one: string, other: string) =>
    readText(`{"schema":"tidetable.diary/1","days":{"2026-03-02":${one},"2026-03-02":${other}}}`);
  const path = ["days", "2026-03-02"];
  const differs = twice('{"pain":1}', '{"pain":2}');
  expect(daysOf(differs)).toEqual({ "2026-03-02": { pain: 1 } });
  expect(differs.skipped).toEqual([{ kind: "doubled-day-differs", where: { path } }]);
  const same = twice('{"pain":1,"mood":2}', '{"mood":2,"pain":1}');
  expect([same.skipped, same.odd]).toEqual([[], [{ kind: "doubled-day-same", where: { path } }]]);
  const inside = twice('{"pain":1,"pain":2}', '{"pain":1}');
  expect(inside.skipped).toEqual([{ kind: "doubled-name", where: { path: [...path, "pain"] } }]);
});

test("events and the year of birth are taken, or told", () => {
  const pause = { kind: "pause", date: "2026-01-01", last: null };
  const read = readText(
    file({
      birthYear: 1990,
      events: [pause, { ...pause }, { ...pause, last: "2026-02-01" }, { kind: "party", date: "2026-01-01" }],
    }),
  );
  expect(read.diary).toEqual({ entryByDate: new Map(), events: [pause], birthYear: 1990 });
  expect(read.odd).toEqual([{ kind: "doubled-event-same", where: { path: ["events", 1] } }]);
  expect(read.skipped).toMatchObject([
    { kind: "doubled-event-differs", where: { path: ["events", 2] } },
    { kind: "not-a-value", where: { path: ["events", 3, "kind"] } },
  ]);
  expect(readText(file({ birthYear: "1990", events: [pause] })).skipped).toMatchObject([
    { kind: "not-a-value", where: { path: ["birthYear"] } },
  ]);
});

test("plans and schedules are taken whole, or told by the first field that does not fit", () => {
  const [lisbon] = goldenPlans.plans!;
  const [cramps] = goldenPlans.schedules!;
  const read = readText(
    file({
      plans: [lisbon, { ...lisbon }, { ...lisbon, name: "Porto" }, { ...lisbon, last: "2026-09-16" }],
      schedules: [cramps, { ...cramps, rhythm: { kind: "weekdays", weekdays: [3, 1] } }, 7],
    }),
  );
  expect(read.diary).toEqual({ entryByDate: new Map(), events: [], plans: [lisbon], schedules: [cramps] });
  expect(read.odd).toEqual([{ kind: "doubled-record-same", where: { path: ["plans", 1] } }]);
  expect(read.skipped).toMatchObject([
    { kind: "doubled-record-differs", where: { path: ["plans", 2] } },
    { kind: "not-a-value", where: { path: ["plans", 3, "last"] }, expected: "1 – 60 days" },
    { kind: "not-a-value", where: { path: ["schedules", 1, "rhythm", "weekdays"] } },
    { kind: "not-a-value", where: { path: ["schedules", 2, "whole"] } },
  ]);
  expect(reasonOf(file({ plans: {}, schedules: "none" }))).toMatchObject({
    kind: "no-days",
    skipped: [{ where: { path: ["plans"] } }, { where: { path: ["schedules"] } }],
  });
});

test("another version is told as that, not guessed at", () => {
  expect(reasonOf('{"schema":"tidetable.diary/2","days":{}}')).toEqual({ kind: "other-version" });
  expect(reasonOf('{"schema":"someone.else/1","days":{}}')).toEqual({ kind: "unknown-format" });
});

test("days and events of the wrong shape are told", () => {
  expect(reasonOf(file({ days: [], events: {} }))).toMatchObject({
    kind: "no-days",
    skipped: [{ where: { path: ["days"] } }, { where: { path: ["events"] } }],
  });
  expect(reasonOf(file({ days: { "2026-03-02": 3 } }))).toMatchObject({
    skipped: [{ kind: "not-a-value", where: { path: ["days", "2026-03-02"] } }],
  });
});

describe("the JSON Schema", () => {
  test("fits whatever is exported", () => {
    holds(
      fc.property(wholeDiary, (diary) => {
        expect(fitsSchema(JSON.parse(formatTidetableJson(diary)), schema)).toBe(true);
      }),
    );
  });

  test("refuses a value exactly when the importer tells a problem of it", () => {
    let refused = 0;
    const members = [
      ...["light", "heavyish", "none", "positive", "closed", "06:30", "24:30", "dry", "", " ", "x"],
      ...[true, false, null, 0, 1, 2, 3, 4, 5, 6, 10, 11, -1, 1.5, 36.5, 50, [], ["iron"], [""], [3], {}],
      ...[
        { celsius: 36.5 },
        { celsius: 3 },
        { time: "06:30" },
        { celsius: 36, time: "6" },
        { opening: "open" },
      ],
      ...[{ opening: 1 }, { cramps: 2 }, { cramps: 4 }, { " ": 2 }, { celsius: 37, excluded: false }],
    ];
    const ends = [
      ...[{ celsius: 33.99 }, { celsius: 34 }, { celsius: 42 }, { celsius: 42.01 }],
      ...["n".repeat(100), "n".repeat(101)].flatMap((name) => [[name], { [name]: 1 }]),
      ...["n".repeat(10_000), "n".repeat(10_001), { symptom: 3 }, { symptom: 0 }],
    ];
    const names = Object.keys(schema.$defs.day.properties);
    holds(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...members, ...ends), (name, value) => {
        const content = {
          schema: "tidetable.diary/1",
          days: { "2026-03-02": { [name]: value } },
          events: [],
        };
        const imported = importText(JSON.stringify(content));
        const skipped = imported.ok
          ? imported.value.skipped
          : "skipped" in imported.error
            ? imported.error.skipped
            : [];
        const fits = fitsSchema(content, schema);
        refused += fits ? 0 : 1;
        expect({ name, value, fits: skipped.length === 0 }).toEqual({ name, value, fits });
      }),
      4_000,
    );
    expect(refused).toBeGreaterThan(500);
  });

  test("refuses an event exactly when the importer tells a problem of it", () => {
    const kinds = ["pattern", "pause", "cycle-excluded", "unlogged", "party"];
    const details = [
      { pattern: "pcos" },
      { pattern: "other" },
      { last: null },
      { last: "2026-04-01" },
      { last: 3 },
      { reason: "travel" },
      { answer: "unsure" },
      { answer: "perhaps" },
      {},
    ];
    holds(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...details),
        fc.constantFrom("2026-03-02", "2026-3-2", 3, null),
        (kind, detail, date) => {
          const content = { schema: "tidetable.diary/1", days: {}, events: [{ kind, date, ...detail }] };
          expect(importText(JSON.stringify(content)).ok).toBe(fitsSchema(content, schema));
        },
      ),
      1_000,
    );
  });

  test("refuses a plan or a schedule exactly when the importer tells a problem of a field", () => {
    const members = [
      ...["trip", "abc", "a b c d", "", " ", "n".repeat(60), "n".repeat(61), "2026-05-13", "2026-13-01"],
      ...["fine", "must-not", "must", "take", "eat", true, null, 0, 1, 23, 24, 100, 101, -1, 1.5, [], {}],
      ...[{ bleeding: true, daysBefore: 10 }, { bleeding: true, daysBefore: 11 }, { bleeding: true }],
      ...[{ today: "2026-01-01", chance: 1 }, { today: "2026-01-01", chance: 1.1 }, { chance: 0 }],
      ...[
        { kind: "as-needed" },
        { kind: "weekdays", weekdays: [7] },
        { kind: "weekdays", weekdays: [8] },
        { kind: "pack", activeDays: 21, breakDays: 7, placebo: false },
        { kind: "pack", activeDays: 0, breakDays: 7, placebo: false },
        { kind: "every", count: 12, unit: "weeks" },
        { kind: "every", count: 12, unit: "years" },
        { kind: "before-start", days: 15 },
        { kind: "sometimes" },
        { on: "2026-01-01", pieces: 3, orderDays: 7, pickUpDays: 0 },
        { on: "2026-01-01", pieces: -3, orderDays: 7, pickUpDays: 0 },
      ],
    ];
    for (const list of ["plans", "schedules"] as const) {
      const record = goldenPlans[list]![0]!;
      for (const name of Object.keys(record)) {
        // Which day may be the last is said in words, beside the schema.
        const dates = ["first", "last", "from"].includes(name);
        for (const value of members.filter((member) => !dates || member !== "2026-05-13")) {
          const content = { schema: "tidetable.diary/1", days: {}, events: [], birthYear: 1990 };
          const tried = { ...content, [list]: [{ ...record, [name]: value }] };
          const { skipped } = readText(JSON.stringify(tried));
          expect({ name, value, fits: skipped.length === 0 }).toEqual({
            name,
            value,
            fits: fitsSchema(tried, schema),
          });
        }
      }
      for (const name of Object.keys(record)) {
        const rest = Object.fromEntries(Object.entries(record).filter(([field]) => field !== name));
        expect(
          fitsSchema({ schema: "tidetable.diary/1", days: {}, events: [], [list]: [rest] }, schema),
        ).toBe(false);
      }
    }
  });

  test("names every field that an entry has", async () => {
    const { entryFields } = await import("../../src/entry.ts");
    expect(Object.keys(schema.$defs.day.properties)).toEqual(entryFields);
  });
});

test("an export has its days in order and its fields in the order of the day sheet", () => {
  const text = formatTidetableJson(
    readText(file({ days: { "2026-03-03": { note: "b", bleeding: "light" }, "2026-03-02": { pain: 1 } } }))
      .diary,
  );
  expect(text).toBe(`{
  "schema": "tidetable.diary/1",
  "days": {
    "2026-03-02": {
      "pain": 1
    },
    "2026-03-03": {
      "bleeding": "light",
      "note": "b"
    }
  },
  "events": []
}
`);
});
