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
