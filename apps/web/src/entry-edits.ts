import { type CalendarDate, type DayEntry, type Diary, withEntry } from "@tidetable/diary";

/** The strength a symptom gets from a single tap: the middle one. */
const tappedStrength = 2;

/** The diary with one field of one day replaced; `undefined` removes the field. */
export function withField<Field extends keyof DayEntry & string>(
  diary: Diary,
  date: CalendarDate,
  field: Field,
  value: DayEntry[Field] | undefined,
): Diary {
  const { [field]: _before, ...rest } = diary.entryByDate.get(date) ?? {};
  return withEntry(diary, date, value === undefined ? rest : { ...rest, [field]: value });
}

/** The diary with a symptom of one day at a strength from 1 to 3; `undefined` removes it. */
export function withSymptom(
  diary: Diary,
  date: CalendarDate,
  name: string,
  strength: number | undefined,
): Diary {
  const { [name]: _before, ...others } = diary.entryByDate.get(date)?.symptoms ?? {};
  const symptoms = strength === undefined ? others : { ...others, [name]: strength };
  return withField(diary, date, "symptoms", Object.keys(symptoms).length > 0 ? symptoms : undefined);
}

/** The diary with a symptom of one day there or not there. */
export function withSymptomToggled(diary: Diary, date: CalendarDate, name: string): Diary {
  const isThere = diary.entryByDate.get(date)?.symptoms?.[name] !== undefined;
  return withSymptom(diary, date, name, isThere ? undefined : tappedStrength);
}

/** The diary with a medication of one day there or not there. */
export function withMedicationToggled(diary: Diary, date: CalendarDate, name: string): Diary {
  const before = diary.entryByDate.get(date)?.medication ?? [];
  const after = before.includes(name) ? before.filter((other) => other !== name) : [...before, name];
  return withField(diary, date, "medication", after.length > 0 ? after : undefined);
}
