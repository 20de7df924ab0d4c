import { addDays, type CalendarDate, type Diary } from "@tidetable/diary";

/** Symptoms offered before any was recorded, by the names they are stored under. Our choice of the usual few. */
export const offeredSymptoms = [
  "cramps",
  "headache",
  "fatigue",
  "back pain",
  "bloating",
  "nausea",
  "breast tenderness",
  "acne",
  "insomnia",
] as const;

/** How far back a name counts as in use. Our choice: about six cycles. */
const daysInUse = 180;

/** The owner's symptom names, most used first, then those offered that she has not used. */
export function symptomNames(diary: Diary, today: CalendarDate): readonly string[] {
  const used = namesByUse(diary, today, (entry) => Object.keys(entry.symptoms ?? {}));
  return [...used, ...offeredSymptoms.filter((name) => !used.includes(name))];
}

/** The owner's medication names, most used first. */
export function medicationNames(diary: Diary, today: CalendarDate): readonly string[] {
  return namesByUse(diary, today, (entry) => entry.medication ?? []);
}

function namesByUse(
  diary: Diary,
  today: CalendarDate,
  namesOf: (entry: NonNullable<ReturnType<Diary["entryByDate"]["get"]>>) => readonly string[],
): readonly string[] {
  const first = addDays(today, -daysInUse);
  const daysByName = new Map<string, number>();
  for (const [date, entry] of diary.entryByDate) {
    if (date < first) continue;
    for (const name of namesOf(entry)) daysByName.set(name, (daysByName.get(name) ?? 0) + 1);
  }
  return [...daysByName].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}
