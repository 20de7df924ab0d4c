import { dateFromDayNumber, dueCheckIns, type PlannedNotice, parseCheckIn } from "@tidetable/diary";
import { hourSince1970, localHourAt } from "./local-hours.ts";

/**
 * What waits for the reader of a grant, soonest first, unless it is called off: the prepared message, on each day that is
 * still to come.
 *
 * `stored` is the vault's record `check-in` as it is, one or none, of whose dates an answered day is taken out; `seconds` is the time since 1970. The owner's hours are those of her zone; those
 * of the answer are of UTC, as a reader's queue counts them.
 */
export function checkInNotices(stored: unknown, grant: string, seconds: number): readonly PlannedNotice[] {
  const checkIn = parseCheckIn(stored);
  if (!checkIn.ok || checkIn.value.grant !== grant) return [];
  const { date: today, hour } = localHourAt(seconds);
  return dueCheckIns({ checkIn: checkIn.value, answered: [], today, hour }).tell.map((notice) => {
    const due = hourSince1970(notice);
    return { ...notice, date: dateFromDayNumber(Math.floor(due / 24)), hour: due % 24 };
  });
}
