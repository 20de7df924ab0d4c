import * as v from "valibot";
import { date, type NotA, notA, parsed, whole } from "../at-the-edge.ts";
import type { CalendarDate } from "../calendar-date.ts";
import type { Result } from "../result.ts";
import type { PlannedNotice } from "./notices.ts";
import { shareText } from "./shared-text.ts";

/** On these days she is asked whether all is well; unanswered by an hour, one reader gets her message. */
export interface CheckIn {
  /** Ascending, none twice, at most 31. */
  readonly dates: readonly CalendarDate[];
  /** The hour at which she is asked, 0 to 22. */
  readonly askAt: number;
  /** The hour of the same day at which the message goes, after `askAt`, at most 23. */
  readonly untilHour: number;
  /** Id of the reader's grant. */
  readonly grant: string;
  readonly words: string;
}

export type NotACheckIn = NotA<"not-a-check-in">;

/** Days of one check-in. Our choice: a month. */
const mostDates = 31;

const checkInSchema = v.object({
  dates: v.pipe(v.array(date), v.maxLength(mostDates)),
  askAt: whole(0, 22),
  untilHour: whole(1, 23),
  // 16 bytes as base64url (docs/protocol.md, rule 91).
  grant: v.custom<string>(
    (value) => typeof value === "string" && /^[\w-]{22}$/.test(value),
    "22 letters of base64url",
  ),
  words: v.pipe(
    shareText("checkIn"),
    v.check((words) => words.trim() !== "", "a text"),
  ),
});

/** The check-in that a vault holds. One that would tell before it asks is none. */
export function parseCheckIn(value: unknown): Result<CheckIn, NotACheckIn> {
  const answer = parsed(checkInSchema, value, "not-a-check-in");
  if (!answer.ok) return answer;
  if (answer.value.untilHour <= answer.value.askAt) {
    return notA("not-a-check-in", "untilHour", "an hour after askAt");
  }
  return { ok: true, value: { ...answer.value, dates: [...new Set(answer.value.dates)].sort() } };
}

/** The notices of check-ins, earliest first: questions to herself, and messages for the reader. */
export interface DueCheckIns {
  readonly ask: readonly PlannedNotice[];
  readonly tell: readonly PlannedNotice[];
}

/**
 * What has to wait in the two queues so that a check-in works though no device of hers is on.
 *
 * A day that was answered, before or after she was asked, has neither; so has one whose hour is past. Once the message has
 * gone, it has gone: answering later takes nothing back.
 */
export function dueCheckIns({
  checkIn,
  answered,
  today,
  hour,
}: {
  readonly checkIn: CheckIn | null;
  readonly answered: readonly CalendarDate[];
  readonly today: CalendarDate;
  readonly hour: number;
}): DueCheckIns {
  if (!checkIn) return { ask: [], tell: [] };
  const { dates, askAt, untilHour, words } = checkIn;
  const open = dates.filter((date) => !answered.includes(date));
  const due = (at: number, what: PlannedNotice["what"]): readonly PlannedNotice[] =>
    open
      .filter((date) => date > today || (date === today && at > hour))
      .map((date) => ({ date, hour: at, what }));
  return {
    ask: due(askAt, { kind: "reminder", which: "check-in" }),
    tell: due(untilHour, { kind: "check-in", words }),
  };
}
