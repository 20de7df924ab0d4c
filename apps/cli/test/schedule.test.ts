import { type CalendarDate, calendarDate, type Diary, emptyDiary, type Schedule } from "@tidetable/diary";
import { formatTidetableJson } from "@tidetable/diary/exchange";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const pill: Schedule = {
  id: "pill",
  name: "Pill",
  action: "take",
  rhythm: { kind: "pack", activeDays: 24, breakDays: 4, placebo: true },
  from: calendarDate("2027-02-03"),
  until: null,
  dose: 1,
  hour: 8,
  stock: { on: calendarDate("2027-02-25"), pieces: 10, orderDays: 10, pickUpDays: 3 },
};
const injection: Schedule = {
  ...pill,
  id: "shot",
  name: "Injection at Dr Long-Name’s",
  action: "inject",
  rhythm: { kind: "every", count: 12, unit: "weeks" },
  from: calendarDate("2026-12-07"),
  stock: null,
};
const early: Schedule = {
  ...injection,
  id: "early",
  name: "For the pain",
  action: "take",
  rhythm: { kind: "before-start", days: 2 },
};
const taken = (...dates: readonly string[]): Diary["entryByDate"] =>
  new Map(
    dates.map((date): [CalendarDate, { medication: string[] }] => [
      calendarDate(date),
      { medication: ["Pill"] },
    ]),
  );
const diary: Diary = {
  ...emptyDiary,
  entryByDate: taken("2027-02-22", "2027-02-23", "2027-02-26"),
  schedules: [early, pill, injection],
};
const textByPath = {
  "my.json": formatTidetableJson(diary),
  "none.json": formatTidetableJson({ ...diary, schedules: [] }),
};

test("what is due comes first, then each schedule with its dates, and what is not recorded", async () => {
  const world = memoryWorld({ textByPath });
  expect(await run(["schedule", "my.json", "--days", "5"], world)).toBe(0);
  expect(world.err()).toBe("");
  // Node's own data decide whether a comma stands there.
  expect(world.out().replace(/^Friday,/, "Friday")).toBe(`Friday 26 February 2027.

What is due

  Fri 26 February: Pill, recorded
  Sat 27 February: Pill, a placebo day
  Sun 28 February: Pill, a placebo day
  Mon 1 March: Pill, a placebo day; Inject: Injection at Dr Long-Name’s
  Tue 2 March: Pill, a placebo day

For the pain
  The 2 days before a period is likely, until it comes. The next days are known
  once there is a forecast.

Pill
  24 days, then 4 placebo days. Next on Sat 27 February. 9 left, enough through
  Sun 7 March. Order now, pick up by Thu 4 March. Not recorded on 2 of 4 days.
  If you missed one: check the leaflet or ask a pharmacist.

Injection at Dr Long-Name’s
  Every 12 weeks. Inject by Mon 1 March.
`);
});

test("JSON is one line of the schema", async () => {
  const world = memoryWorld({ textByPath });
  expect(await run(["schedule", "my.json", "--days", "2", "--json"], world)).toBe(0);
  expect(world.out()).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(world.out())).toEqual({
    schema: "tidetable.schedule/1",
    today: "2027-02-26",
    due: [
      ["2027-02-26", false, true],
      ["2027-02-27", true, false],
    ].map(([date, placebo, taken]) => ({
      date,
      schedule: "pill",
      name: "Pill",
      action: "take",
      placebo,
      taken,
      likely: false,
    })),
    stock: [
      {
        schedule: "pill",
        name: "Pill",
        left: 9,
        lastsThrough: "2027-03-07",
        orderBy: "2027-02-25",
        pickUpBy: "2027-03-04",
      },
    ],
  });
});

test("a file without schedules says so and ends with 4; days that cannot be end with 2", async () => {
  const world = memoryWorld({ textByPath });
  expect(await run(["schedule", "none.json"], world)).toBe(4);
  expect(world.out()).toBe("");
  expect(world.err()).toBe("There are no schedules in none.json.\n");
  for (const days of ["0", "367", "x", "1.5", "1e2"]) {
    const other = memoryWorld({ textByPath });
    expect(await run(["schedule", "my.json", "--days", days], other)).toBe(2);
    expect(other.err()).toMatch(/^--days needs a whole number from 1 to 366\.\nUsage: /);
  }
});

test("no line is wider than the terminal, and none ends in a space", async () => {
  for (const columns of [30, 60, 200]) {
    const world = memoryWorld({ textByPath, reader: { columns } });
    await run(["schedule", "my.json"], world);
    for (const line of world.out().split("\n")) {
      expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
      expect(line).not.toMatch(/[ \u00a0]$|\u00a0/);
    }
  }
});
