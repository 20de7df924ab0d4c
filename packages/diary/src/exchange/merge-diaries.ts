import type { CalendarDate } from "../calendar-date.ts";
import { type Diary, eventKey } from "../diary.ts";
import type { DayEntry } from "../entry.ts";
import { scheduleKey } from "../medication/schedule.ts";
import { planKey } from "../planning/plan.ts";
import { issuedKey } from "../record-issued.ts";
import { sameValue } from "./same-value.ts";

export interface MergedDiary {
  readonly diary: Diary;
  /** Days that got a field, oldest first. */
  readonly changedDates: readonly CalendarDate[];
  /** Days on which the import said something else than the owner has, and hers stayed; oldest first. */
  readonly keptDates: readonly CalendarDate[];
}

/**
 * The diary with what an import adds to it. Additive: no field, event, issued forecast, plan, schedule or year of
 * birth that is there changes.
 *
 * Doing it twice is the same as doing it once.
 */
export function mergeDiaries(current: Diary, imported: Diary): MergedDiary {
  const entryByDate = new Map(current.entryByDate);
  const [changedDates, keptDates]: [CalendarDate[], CalendarDate[]] = [[], []];
  for (const [date, theirs] of imported.entryByDate) {
    const own = current.entryByDate.get(date) ?? {};
    const merged = mergeEntries(own, theirs);
    if (!sameValue(merged, own)) {
      entryByDate.set(date, merged);
      changedDates.push(date);
    }
    if (!sameValue(merged, { ...merged, ...withoutAbsent(theirs) })) keptDates.push(date);
  }
  const issued = both(imported.issued, current.issued, issuedKey);
  const plans = both(imported.plans, current.plans, planKey);
  const schedules = both(imported.schedules, current.schedules, scheduleKey);
  const birthYear = current.birthYear ?? imported.birthYear;
  const diary = {
    entryByDate: inOrder(entryByDate),
    events: both(imported.events, current.events, eventKey),
    ...(birthYear !== undefined && { birthYear }),
    ...(issued.length > 0 && { issued }),
    ...(plans.length > 0 && { plans }),
    ...(schedules.length > 0 && { schedules }),
  };
  return { diary, changedDates: changedDates.sort(), keptDates: keptDates.sort() };
}

/**
 * Her fields, and those of the import that she has not filled. Whether bleeding is excluded or starts a period is said
 * of that bleeding: where hers is another, the import's word on it is not taken over.
 */
function mergeEntries(own: DayEntry, theirs: DayEntry): DayEntry {
  const isOtherBleeding = own.bleeding !== undefined && own.bleeding !== theirs.bleeding;
  const { bleedingExcluded, periodStart, ...rest } = withoutAbsent(theirs);
  const ofBleeding = withoutAbsent({ bleedingExcluded, periodStart });
  return { ...rest, ...(!isOtherBleeding && ofBleeding), ...withoutAbsent(own) };
}

/** Without fields that are `undefined`, which would hide a value in a spread. */
function withoutAbsent(entry: DayEntry): DayEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

/** Every record of the two, by its key in the store; of two with one key the owner's. */
function both<Value>(
  theirs: readonly Value[] | undefined,
  own: readonly Value[] | undefined,
  keyOf: (value: Value) => string,
): readonly Value[] {
  const all = [...(theirs ?? []), ...(own ?? [])];
  return [...inOrder(new Map(all.map((value) => [keyOf(value), value]))).values()];
}

function inOrder<Key, Value>(valueByKey: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  return new Map([...valueByKey].sort(([one], [other]) => (one < other ? -1 : 1)));
}
