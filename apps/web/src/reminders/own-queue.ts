import { addDays, dueCheckIns, weekdayOf } from "@tidetable/diary";
import { checkInFrom } from "../check-in/editing.ts";
import { hourSince1970, type LocalHour, localHourAt } from "../check-in/local-hours.ts";
import type { OwnQueue } from "../sharing/publishing-world.ts";
import { type Reminders, remindersFrom } from "./reminders.ts";

/** Notices that wait in one queue. Source: rule 101. */
export const noticesAtOnce = 8;

/** Days looked ahead: eight weekly notices. */
const daysAhead = 7 * noticesAtOnce;

type OwnNotice = OwnQueue["notices"][number];

/**
 * The owner's own queue from now on; null where she never wanted one.
 *
 * The two values are the vault's records as they are, `seconds` the time since 1970, `question` what a check-in asks, and
 * `doses` when schedules want a notice, asked only where she wants those. What falls on one hour comes as
 * one notice. With everything off the queue is empty, which takes out what waited.
 */
export function ownQueue(
  reminders: unknown,
  checkIn: unknown,
  seconds: number,
  question: string,
  doses: () => readonly LocalHour[],
): OwnQueue | null {
  const wanted = remindersFrom(reminders);
  if (!wanted) return null;
  const { seed, push } = wanted;
  if (push === null) return { seed, push, notices: [] };
  const now = localHourAt(seconds);
  const planned = [
    ...regular(wanted, now),
    ...(wanted.doses ? scheduled(wanted, now, doses()) : []),
    ...(wanted.asks ? asked(checkIn, now, question) : []),
  ];
  return { seed, push, notices: oneEachHour(planned).slice(0, noticesAtOnce) };
}

function regular({ log, medication, logWords, medicationWords }: Reminders, now: LocalHour): OwnNotice[] {
  const notices: OwnNotice[] = [];
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    const date = addDays(now.date, ahead);
    const add = (hour: number, words: string): void => {
      if (ahead > 0 || hour > now.hour) notices.push({ due: hourSince1970({ date, hour }), words });
    };
    if (log && (log.kind === "daily" || weekdayOf(date) === log.weekday)) add(log.hour, logWords);
    if (medication !== null) add(medication, medicationWords);
  }
  return notices;
}

/** In her words for what is taken, whatever it is about: which of several it is stays in the diary. */
function scheduled(
  { medicationWords: words }: Reminders,
  now: LocalHour,
  doses: readonly LocalHour[],
): OwnNotice[] {
  return doses
    .filter(({ date, hour }) => date > now.date || hour > now.hour)
    .map((dose) => ({ due: hourSince1970(dose), words }));
}

function asked(checkIn: unknown, { date: today, hour }: LocalHour, question: string): OwnNotice[] {
  const { ask } = dueCheckIns({ checkIn: checkInFrom(checkIn), answered: [], today, hour });
  return ask.map((notice) => ({ due: hourSince1970(notice), words: question }));
}

function oneEachHour(notices: readonly OwnNotice[]): OwnNotice[] {
  const wordsByHour = new Map<number, Set<string>>();
  for (const { due, words } of notices) {
    const said = wordsByHour.get(due) ?? new Set<string>();
    if (words !== "") said.add(words);
    wordsByHour.set(due, said);
  }
  return [...wordsByHour]
    .map(([due, words]) => ({ due, words: [...words].join(" · ") }))
    .sort((one, other) => one.due - other.due);
}
