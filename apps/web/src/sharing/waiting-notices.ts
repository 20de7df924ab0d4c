import {
  dateFromDayNumber,
  dayNumberFromDate,
  type NoticeWhat,
  type PlannedNotice,
  planNotices,
  type Rhythm,
} from "@tidetable/diary";
import type { Published, Shareable } from "./letters.ts";
import type { SentToReader } from "./sent.ts";

/** A notice with the hour since 1970 at whose beginning it is due. */
export interface DueNotice {
  readonly due: number;
  readonly date: PlannedNotice["date"];
  readonly what: NoticeWhat;
}

/** Notices that wait in one queue (rule 102). */
const noticesAtOnce = 8;

/** The day of the last heads-up that is due by now. */
export const lastTold = ({ headsUps, told }: SentToReader, hourNow: number): SentToReader["told"] =>
  headsUps
    .filter(({ due }) => due <= hourNow)
    .map(({ date }) => date)
    .reduce((latest, date) => (latest === null || date > latest ? date : latest), told);

/**
 * What waits for one reader from now on, soonest first: on the rhythm that was chosen, with the words for that day or with
 * none, and the owner's check-ins between. Paused, ended and unsure look like a time without news.
 *
 * Hours are of UTC throughout: where a reader lives is nobody's business. `hourNow` counts from 1970.
 */
export function noticesFor(
  grant: Published,
  { forecast }: Pick<Shareable, "forecast">,
  rhythm: Rhythm,
  known: {
    readonly sent: SentToReader;
    readonly hourNow: number;
    readonly checkIns: readonly PlannedNotice[];
  },
): readonly DueNotice[] {
  const isOpen = grant.standing === "open";
  const planned = planNotices({
    scope: isOpen ? grant.scope : null,
    forecast,
    today: dateFromDayNumber(Math.floor(known.hourNow / 24)),
    hour: known.hourNow % 24,
    rhythm,
    count: noticesAtOnce,
    told: lastTold(known.sent, known.hourNow),
    ...(isOpen ? { checkIns: known.checkIns } : {}),
  });
  return planned.map(({ date, hour, what }) => ({ date, due: dayNumberFromDate(date) * 24 + hour, what }));
}
