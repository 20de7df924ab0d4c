import { calendarDate } from "../../src/calendar-date.ts";
import type { Diary } from "../../src/diary.ts";
import type { DayEntry } from "../../src/entry.ts";

/** Invented: every field once, and text that a careless writer of files would spoil. */
const entries: Readonly<Record<string, DayEntry>> = {
  "2026-02-02": { bleeding: "medium", periodStart: true },
  "2026-02-03": {
    bleeding: "heavy",
    pain: 7,
    symptoms: { cramps: 2, headache: 2 },
    medication: ["ibuprofen", "iron; 50 mg"],
  },
  "2026-02-04": { bleeding: "light", mood: 2, energy: 1, symptoms: { fatigue: 3, "cold feet": 1 } },
  "2026-02-05": { bleeding: "spotting", note: '=HYPERLINK("x"), said "so"' },
  "2026-02-09": { bleeding: "medium", bleedingExcluded: true, note: "after the operation,\nin the morning" },
  "2026-02-13": {
    temperature: { celsius: 36.35, time: "06:40" },
    mucus: "damp",
    lhTest: "negative",
    desire: 2,
  },
  "2026-02-14": {
    mucus: "eggwhite",
    cervix: { opening: "open", firmness: "soft", position: "high" },
    sex: "protected",
  },
  "2026-02-15": { mucus: "nothing", lhTest: "positive", ovulation: "marked", sex: "none" },
  "2026-02-16": { temperature: { celsius: 36.7, excluded: true }, mucus: "dry", note: "grün – 雨" },
  "2026-02-27": { bleeding: "none", pregnancyTest: "negative", sex: "unprotected" },
  "2026-03-02": { bleeding: "light", periodStart: true, mucus: "creamy", symptoms: { "tender breasts": 2 } },
  "2026-03-03": { bleeding: "medium", periodStart: false },
};

export const goldenDiary: Diary = {
  entryByDate: new Map(Object.entries(entries).map(([date, entry]) => [calendarDate(date), entry])),
  events: [
    { kind: "pattern", date: calendarDate("2026-01-01"), pattern: "usual" },
    { kind: "pause", date: calendarDate("2026-01-10"), last: calendarDate("2026-01-20") },
    { kind: "cycle-excluded", date: calendarDate("2026-02-02"), reason: "travel" },
    { kind: "unlogged", date: calendarDate("2026-02-20"), answer: "not-missed" },
  ],
  birthYear: 1991,
};

/** Invented: plans and schedules, every field and every rhythm once. */
export const goldenPlans: Diary = {
  entryByDate: new Map([[calendarDate("2026-02-02"), { bleeding: "medium" }]]),
  events: [],
  plans: [
    {
      id: "p-lisbon",
      name: "Lisbon, four days",
      first: calendarDate("2026-05-13"),
      last: calendarDate("2026-05-16"),
      avoid: { bleeding: true, daysBefore: 2 },
      stakes: "rather-not",
      between: { first: calendarDate("2026-05-01"), last: calendarDate("2026-06-15") },
      said: { today: calendarDate("2026-03-03"), chance: 0.0625 },
    },
    {
      id: "p-wedding",
      name: "Wedding",
      first: calendarDate("2026-06-05"),
      last: calendarDate("2026-06-05"),
      avoid: { bleeding: true, daysBefore: 0 },
      stakes: "fine",
      between: null,
      said: null,
    },
  ],
  schedules: [
    {
      id: "s-cramps",
      name: "for cramps",
      action: "take",
      rhythm: { kind: "as-needed" },
      from: calendarDate("2026-01-01"),
      until: null,
      dose: 2,
      hour: null,
      stock: null,
    },
    {
      id: "s-early",
      name: "before a start",
      action: "take",
      rhythm: { kind: "before-start", days: 2 },
      from: calendarDate("2026-01-01"),
      until: calendarDate("2026-12-31"),
      dose: 1,
      hour: 20,
      stock: null,
    },
    {
      id: "s-injection",
      name: "injection",
      action: "inject",
      rhythm: { kind: "every", count: 12, unit: "weeks" },
      from: calendarDate("2026-01-15"),
      until: null,
      dose: 1,
      hour: 9,
      stock: null,
    },
    {
      id: "s-iron",
      name: "iron",
      action: "take",
      rhythm: { kind: "weekdays", weekdays: [1, 3, 5] },
      from: calendarDate("2026-01-01"),
      until: null,
      dose: 1,
      hour: 7,
      stock: { on: calendarDate("2026-03-01"), pieces: 30, orderDays: 7, pickUpDays: 2 },
    },
    {
      id: "s-pill",
      name: "the pill",
      action: "take",
      rhythm: { kind: "pack", activeDays: 21, breakDays: 7, placebo: true },
      from: calendarDate("2026-01-05"),
      until: null,
      dose: 1,
      hour: 21,
      stock: null,
    },
    {
      id: "s-tablets",
      name: "in the first days",
      action: "take",
      rhythm: { kind: "cycle-days", first: 1, last: 4 },
      from: calendarDate("2026-01-01"),
      until: null,
      dose: 3,
      hour: null,
      stock: null,
    },
  ],
};

/** Invented: every kind of method event there is, an emergency pill and a loss. */
export const goldenMethods: Diary = {
  entryByDate: new Map([[calendarDate("2026-02-02"), { bleeding: "medium" }]]),
  events: [
    {
      kind: "method",
      date: calendarDate("2025-02-02"),
      method: "combined-pill",
      pack: { activeDays: 24, breakDays: 4 },
    },
    { kind: "method", date: calendarDate("2025-06-01"), method: "implant" },
    { kind: "method", date: calendarDate("2025-09-01"), method: "none" },
    { kind: "emergency-contraception", date: calendarDate("2025-11-03"), drug: "ulipristal" },
    { kind: "pattern", date: calendarDate("2025-12-20"), pattern: "after-loss" },
  ],
};
