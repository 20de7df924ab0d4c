import { addDays, type CalendarDate, calendarDate, type DayEntry, type Diary } from "@tidetable/diary";

/**
 * A diary in which every field that is never shared holds something that would be known again: in words a canary, in
 * numbers a value that nothing else has.
 */

/** Stands in every text of the diary that nobody may see. */
export const canary = "canary";
/** Values that are no texts, as they would stand in JSON. */
export const canaryNumbers = ["36.47", "36.81", "06:41"] as const;
/** Words that only a hard-private field or its value has. */
export const privateWords = [
  ...["note", "sex", "unprotected", "desire", "lhTest", "pregnancyTest", "positive", "medication", "celsius"],
  ...["temperature", "mucus", "eggwhite", "cervix", "symptoms", "pain", "mood", "energy", "emergency"],
  ...["contraception", "birthYear", "issued", "hormones", "excluded", "pregnancy", "loss"],
] as const;

const firstStart = calendarDate("2026-03-02");
/** Lengths of the cycles, days. Made up: regular enough for a narrow forecast, and not all alike. */
const lengths = [
  ...[28, 27, 29, 28, 30, 28, 27, 28, 29, 28, 28, 27],
  ...[29, 28, 28, 30, 27, 28, 28, 29, 27, 28, 28, 29],
];
const periodLevels = ["medium", "heavy", "medium", "light", "spotting"] as const;

/** Every day of every cycle has every field. */
export function canaryDiary(): Diary {
  const entryByDate = new Map<CalendarDate, DayEntry>();
  let start = firstStart;
  for (const length of lengths) {
    for (let day = 0; day < length; day += 1)
      entryByDate.set(addDays(start, day), { ...bleedingOn(day), ...privateOn(day, length) });
    start = addDays(start, length);
  }
  return {
    entryByDate,
    events: [
      { kind: "cycle-excluded", date: firstStart, reason: "emergency-contraception", note: canary },
      { kind: "pattern", date: addDays(firstStart, -200), pattern: "pregnancy", note: canary },
      { kind: "pattern", date: addDays(firstStart, -100), pattern: "usual", note: canary },
    ],
    birthYear: 1987,
  };
}

/** The same bleeding, and not a word beside it. */
export function bareDiary(): Diary {
  const entries = [...canaryDiary().entryByDate].map(([date, { bleeding }]): [CalendarDate, DayEntry] => [
    date,
    bleeding === undefined ? {} : { bleeding },
  ]);
  return { entryByDate: new Map(entries), events: [] };
}

const bleedingOn = (day: number): DayEntry => ({ bleeding: periodLevels[day] ?? "none" });

/** What a forecast may learn from and nobody else may see, and what not even a forecast looks at. */
const privateOn = (day: number, length: number): DayEntry => ({
  pain: 7,
  mood: 2,
  energy: 3,
  symptoms: { [canary]: 2 },
  temperature: { celsius: day > length - 14 ? 36.81 : 36.47, time: "06:41" },
  mucus: day === length - 16 ? "eggwhite" : "dry",
  cervix: { opening: "closed", firmness: "hard", position: "low" },
  lhTest: day === length - 15 ? "positive" : "negative",
  pregnancyTest: "negative",
  sex: "unprotected",
  desire: 3,
  medication: [`${canary} 200 mg`],
  note: `${canary} ${day}`,
  // A later version's field, kept as it came.
  later: canary,
});
