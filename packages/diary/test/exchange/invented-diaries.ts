import fc from "fast-check";
import { addDays, type CalendarDate, dateFromDayNumber } from "../../src/calendar-date.ts";
import { type Diary, withEvent } from "../../src/diary.ts";
import {
  bleedingLevels,
  type DayEntry,
  isEmptyEntry,
  mucusQualities,
  parseDayEntry,
} from "../../src/entry.ts";
import { symptomByColumn } from "../../src/exchange/drip-columns.ts";
import { ovumcySymptoms } from "../../src/exchange/ovumcy-day.ts";
import { parseLifeEvent, patterns } from "../../src/life-event.ts";
import { parseSchedule, type Schedule, scheduleActions } from "../../src/medication/schedule.ts";
import { type Plan, parsePlan, stakes } from "../../src/planning/plan.ts";
import type { IssuedForecast } from "../../src/record-issued.ts";

/** Days of 2015 to 2028. */
export const inventedDate: fc.Arbitrary<CalendarDate> = fc
  .integer({ min: 16_436, max: 21_500 })
  .map(dateFromDayNumber);

/** Text as people and their enemies write it; no lone halves of characters, which no file in UTF-8 can hold. */
export const anyText = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    "=1+1",
    "'=x",
    "''-",
    "-",
    "@a",
    "a,b;c\td",
    'say "hi"',
    "one\ntwo",
    " spaced ",
    "\ttab",
    "ünï",
    "0",
    "no",
  ),
);
/** Text that a cell can hold: CSV has one kind of line end, no NUL, and cannot tell blank from absent. */
const cellText = anyText.filter((text) => !/[\0\r]/.test(text) && text.trim() !== "");

const anyName = anyText.map((text) => text.trim()).filter((text) => isFitting({ medication: [text] }));
const csvName = anyName.filter(
  (text) => !/[\0\r]/.test(text) && !/^(__proto__|prototype|constructor)$/.test(text),
);

function isFitting(entry: unknown): boolean {
  return parseDayEntry(entry).ok;
}

const celsius = fc.double({ min: 34, max: 42, noNaN: true });
const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const optional = { requiredKeys: [] as [] };
const yes = fc.constant(true as const);

const fieldArbitraries = {
  bleeding: fc.constantFrom(...bleedingLevels),
  bleedingExcluded: yes,
  periodStart: fc.boolean(),
  pain: fc.integer({ min: 0, max: 10 }),
  mood: fc.integer({ min: 1, max: 5 }),
  energy: fc.integer({ min: 1, max: 5 }),
  symptoms: fc.dictionary(csvName, fc.integer({ min: 1, max: 3 }), { minKeys: 1, maxKeys: 3 }),
  temperature: fc.record({ celsius, time: timeOfDay, excluded: yes }, { requiredKeys: ["celsius"] }),
  mucus: fc.constantFrom(...mucusQualities),
  cervix: fc
    .record(
      {
        opening: fc.constantFrom("closed" as const, "medium" as const, "open" as const),
        firmness: fc.constantFrom("hard" as const, "soft" as const),
        position: fc.constantFrom("low" as const, "medium" as const, "high" as const),
      },
      optional,
    )
    .filter((cervix) => Object.keys(cervix).length > 0),
  lhTest: fc.constantFrom("negative" as const, "positive" as const, "unclear" as const),
  ovulation: fc.constantFrom("marked" as const, "monitor" as const),
  pregnancyTest: fc.constantFrom("negative" as const, "positive" as const, "unclear" as const),
  sex: fc.constantFrom("none" as const, "protected" as const, "unprotected" as const, "other" as const),
  desire: fc.integer({ min: 1, max: 3 }),
  medication: fc.array(csvName, { minLength: 1, maxLength: 3 }),
  note: cellText,
};

const byEntry = (entry: fc.Arbitrary<DayEntry>): fc.Arbitrary<Diary> =>
  fc
    .dictionary(
      inventedDate,
      entry.filter((one) => !isEmptyEntry(one)),
      { minKeys: 1, maxKeys: 12, noNullPrototype: true },
    )
    .map((entryByDate) => {
      const days = Object.entries(entryByDate).sort(([one], [other]) => (one < other ? -1 : 1));
      return { entryByDate: new Map(days as [CalendarDate, DayEntry][]), events: [] };
    });

/** Every field, as `days-csv` can hold it. */
export const diaryOfDays: fc.Arbitrary<Diary> = byEntry(fc.record(fieldArbitraries, optional));

const inventedEvent = fc
  .oneof(
    fc.record({ kind: fc.constant("pattern"), date: inventedDate, pattern: fc.constantFrom(...patterns) }),
    fc.record({ kind: fc.constant("pause"), date: inventedDate, last: fc.option(inventedDate) }),
    fc.record({
      kind: fc.constant("cycle-excluded"),
      date: inventedDate,
      reason: fc.constantFrom("stress", "travel"),
    }),
    fc.record({
      kind: fc.constant("unlogged"),
      date: inventedDate,
      answer: fc.constantFrom("missed", "unsure"),
    }),
    fc.record(
      {
        kind: fc.constant("method"),
        date: inventedDate,
        method: fc.constantFrom("none", "combined-pill", "ring", "copper-iud"),
        pack: fc.record({
          activeDays: fc.integer({ min: 14, max: 371 }),
          breakDays: fc.integer({ min: 0, max: 14 }),
        }),
      },
      { requiredKeys: ["kind", "date", "method"] },
    ),
    fc.record({
      kind: fc.constant("emergency-contraception"),
      date: inventedDate,
      drug: fc.constantFrom("levonorgestrel", "ulipristal", "copper-iud"),
    }),
  )
  .map((event) => parseLifeEvent(event))
  .filter((event) => event.ok)
  .map((event) => event.value);

/** A forecast as it was shown on some day of some cycle. */
const inventedIssued: fc.Arbitrary<IssuedForecast> = fc
  .record({
    start: inventedDate,
    day: fc.integer({ min: 0, max: 60 }),
    chances: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 50 }),
    wait: fc.integer({ min: 0, max: 30 }),
    width: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ start, day, chances, wait, width }) => {
    const first = addDays(start, Math.max(1, day));
    const interval = { level: 0.8, first: addDays(first, wait), last: addDays(first, wait + width) };
    return { issued: addDays(start, day), start, first, chances: chances.join(" "), interval };
  });
const inventedRecord = fc
  .uniqueArray(inventedIssued, { maxLength: 3, selector: ({ issued }) => issued })
  .map((issued) => issued.sort((one, other) => (one.issued < other.issued ? -1 : 1)));

const recordId = fc.stringMatching(/^[\w-]{4,40}$/);
const recordName = anyText.map((text) => text.trim()).filter((text) => text !== "");
const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;

const inventedPlan: fc.Arbitrary<Plan> = fc
  .record({
    id: recordId,
    name: recordName,
    first: inventedDate,
    days: fc.integer({ min: 0, max: 59 }),
    avoid: fc.record({ bleeding: fc.constant(true), daysBefore: fc.integer({ min: 0, max: 10 }) }),
    stakes: fc.constantFrom(...stakes),
    between: fc.option(fc.tuple(inventedDate, fc.integer({ min: 0, max: 730 }))),
    said: fc.option(
      fc.record({ today: inventedDate, chance: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
    ),
  })
  .map(({ days, between, ...plan }) => ({
    ...plan,
    last: addDays(plan.first, days),
    between: between && { first: between[0], last: addDays(between[0], between[1]) },
  }))
  .map((plan) => parsePlan(plan))
  .filter((plan) => plan.ok)
  .map((plan) => plan.value);

const inventedRhythm: fc.Arbitrary<Schedule["rhythm"]> = fc.oneof(
  fc.record({
    kind: fc.constant("pack" as const),
    activeDays: fc.integer({ min: 1, max: 365 }),
    breakDays: fc.integer({ min: 0, max: 90 }),
    placebo: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("weekdays" as const),
    weekdays: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map((days) => days.sort((one, other) => one - other)),
  }),
  fc.record({
    kind: fc.constant("every" as const),
    count: fc.integer({ min: 1, max: 400 }),
    unit: fc.constantFrom("days" as const, "weeks" as const, "months" as const),
  }),
  fc.constant({ kind: "as-needed" as const }),
  fc.record({ kind: fc.constant("before-start" as const), days: fc.integer({ min: 1, max: 14 }) }),
);

const inventedSchedule: fc.Arbitrary<Schedule> = fc
  .record({
    id: recordId,
    name: recordName,
    action: fc.constantFrom(...scheduleActions),
    rhythm: inventedRhythm,
    from: inventedDate,
    until: fc.option(inventedDate),
    dose: fc.integer({ min: 1, max: 100 }),
    hour: fc.option(fc.integer({ min: 0, max: 23 })),
    stock: fc.option(
      fc.record({
        on: inventedDate,
        pieces: fc.integer({ min: 0, max: 10_000 }),
        orderDays: fc.integer({ min: 7, max: 60 }),
        pickUpDays: fc.integer({ min: 0, max: 7 }),
      }),
    ),
  })
  .map((schedule) => parseSchedule(schedule))
  .filter((schedule) => schedule.ok)
  .map((schedule) => schedule.value);

const listById = <Value extends { readonly id: string }>(
  one: fc.Arbitrary<Value>,
): fc.Arbitrary<readonly Value[]> =>
  fc.uniqueArray(one, { maxLength: 3, selector: ({ id }) => id }).map((list) => list.sort(byId));

/** Whole diaries: any text, events, all kinds of records, and fields that only a newer version would know. */
export const wholeDiary: fc.Arbitrary<Diary> = fc
  .record({
    days: byEntry(
      fc.record(
        {
          ...fieldArbitraries,
          medication: fc.array(anyName, { maxLength: 3 }),
          note: anyText,
          newer: fc
            .jsonValue({ maxDepth: 2 })
            .map((value) => JSON.parse(JSON.stringify(value).replace(/"__proto__"/g, '"p"'))),
        },
        optional,
      ),
    ),
    events: fc.array(inventedEvent, { maxLength: 4 }),
    birthYear: fc.option(fc.integer({ min: 1950, max: 2015 }), { nil: undefined }),
    issued: inventedRecord,
    plans: listById(inventedPlan),
    schedules: listById(inventedSchedule),
  })
  .map(({ days, events, birthYear, issued, plans, schedules }) => ({
    ...events.reduce(withEvent, days),
    ...(birthYear !== undefined && { birthYear }),
    ...(issued.length > 0 && { issued }),
    ...(plans.length > 0 && { plans }),
    ...(schedules.length > 0 && { schedules }),
  }));

const moderate = (names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.constant(2), { minKeys: 1, maxKeys: 4 });

/** What drip has columns for. */
export const dripDiary: fc.Arbitrary<Diary> = byEntry(
  fc
    .record(
      {
        bleeding: fc.constantFrom("spotting" as const, "light" as const, "medium" as const, "heavy" as const),
        bleedingExcluded: yes,
        temperature: fieldArbitraries.temperature,
        mucus: fieldArbitraries.mucus,
        cervix: fieldArbitraries.cervix,
        desire: fieldArbitraries.desire,
        sex: fc.constantFrom("protected" as const, "unprotected" as const, "other" as const),
        symptoms: moderate([...symptomByColumn.values()]),
        note: cellText,
      },
      optional,
    )
    .map(({ bleedingExcluded, ...entry }) =>
      bleedingExcluded && entry.bleeding ? { ...entry, bleedingExcluded } : entry,
    ),
);

const ovumcyNames = ovumcySymptoms
  .map((key) => key.replaceAll("_", " "))
  .filter((name) => name !== "spotting");
/** What ovumcy exports; a day there always has a flow. `;` separates its names in CSV. */
export const ovumcyDiary: fc.Arbitrary<Diary> = byEntry(
  fc.record(
    {
      bleeding: fieldArbitraries.bleeding,
      periodStart: yes,
      mood: fieldArbitraries.mood,
      temperature: fc.record({ celsius }),
      mucus: fc.constantFrom("dry" as const, "damp" as const, "creamy" as const, "eggwhite" as const),
      pregnancyTest: fc.constantFrom("negative" as const, "positive" as const),
      sex: fc.constantFrom("protected" as const, "unprotected" as const),
      symptoms: fc.oneof(
        moderate(ovumcyNames),
        fc.dictionary(
          csvName.filter((name) => !/[;']/.test(name)),
          fc.constant(2),
          { minKeys: 1, maxKeys: 2 },
        ),
      ),
      note: cellText,
    },
    { requiredKeys: ["bleeding"] },
  ),
);

/** Starts, far enough apart to be told from days that follow each other. */
export const startsDiary: fc.Arbitrary<Diary> = fc
  .tuple(
    fc.integer({ min: 16_436, max: 18_000 }),
    fc.array(fc.integer({ min: 10, max: 90 }), { maxLength: 12 }),
  )
  .map(([first, gaps]) => {
    const starts = [first];
    for (const gap of gaps) starts.push(starts.at(-1)! + gap);
    const entry: DayEntry = { bleeding: "medium", periodStart: true };
    return { entryByDate: new Map(starts.map((day) => [dateFromDayNumber(day), entry])), events: [] };
  });
