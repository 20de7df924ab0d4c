import { addDays, type CalendarDate } from "../../calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "../../dated-forecast.ts";
import type { ScheduleAction } from "../../medication/schedule.ts";
import type { Plan } from "../../planning/plan.ts";
import { bandBegin, bandOf } from "../../sharing/band.ts";
import type { CalendarEntry } from "./entry.ts";
import { type CalendarMemory, maxRemembered } from "./memory.ts";
import type { CalendarTitleKind, CalendarTitles } from "./titles.ts";

/** A day of a schedule that belongs in a calendar: something is due, is to be ordered, or to be picked up. */
export interface DatedDose {
  /** The schedule's id and name. */
  readonly schedule: string;
  readonly name: string;
  readonly date: CalendarDate;
  readonly kind: ScheduleAction | "order" | "pick-up";
}

/** Days that a calendar tells ahead unless its owner wants another number. Our choice: two cycles, and no more of a life. */
export const defaultHorizonDays = 60;
/** Days for which a cancelled entry is still told. Our choice: the slowest subscriptions are fetched once a day or two. */
const cancelledDays = 14;

/** What an entry is to say now; all but its number and its time. */
interface Wanted {
  readonly key: string;
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  readonly title: string;
  readonly description: string | null;
}

/**
 * The entries of a calendar as of `today`, by their first day, and what to remember of them.
 *
 * [Note: one day for a forecast] The next start is one entry, on the day to be ready from, not a band, which would look
 * like five days of bleeding. Later starts are not told: the forecast has no interval of its own for them, and their
 * entries would move by days with every period. Once that day has passed the entry stays where it was until the start
 * comes.
 *
 * An entry keeps its uid for as long as it is about the same cycle, plan or dose; its number and time change with what it
 * says and with nothing else. What no longer holds (the start has come, a plan was deleted) is told as cancelled for
 * fourteen days, so that no ghost stays behind in a calendar that imports it, and then forgotten. Plans and doses that
 * have passed are left to the past.
 *
 * Of a schedule that has something due on two days in a row only the orders are told: a pill a day is no appointment.
 *
 * `answer` null: forecasts are no part of this calendar. `description` is the forecast's. `now` is in whole seconds since
 * 1970. @throws RangeError unless `horizonDays` is 1 to 400
 */
export function calendarEntries(input: {
  readonly answer: ForecastAnswer | null;
  readonly plans: readonly Pick<Plan, "id" | "name" | "first" | "last">[];
  readonly doses: readonly DatedDose[];
  readonly today: CalendarDate;
  readonly titles: CalendarTitles;
  readonly description?: string | null;
  readonly horizonDays: number;
  readonly memory: CalendarMemory | null;
  readonly now: number;
  readonly newUid: (key: string) => string;
}): { readonly entries: readonly CalendarEntry[]; readonly memory: CalendarMemory } {
  const { today, horizonDays, now, newUid } = input;
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > 400)
    throw new RangeError(`horizonDays expects 1 – 400, got ${horizonDays}`);
  const before = new Map(Object.entries(input.memory?.entries ?? {}));
  const after = new Map<string, CalendarEntry>();
  for (const { key, ...says } of wantedEntries(input, before)) {
    const known = before.get(key);
    const isSame = known !== undefined && !known.isCancelled && sameWords(known, says);
    const entry = { ...says, uid: known?.uid ?? newUid(key), isCancelled: false };
    const sequence = known === undefined ? 0 : known.sequence + 1;
    after.set(key, isSame ? known : { ...entry, sequence, changed: now });
  }
  for (const [key, known] of before) {
    if (after.has(key)) continue;
    if (known.isCancelled) {
      if (known.changed > now - cancelledDays * 86_400) after.set(key, known);
    } else if (key.startsWith(readyKey) || known.last >= today) {
      after.set(key, { ...known, isCancelled: true, sequence: known.sequence + 1, changed: now });
    }
  }
  const kept = [...after].sort(byDay).slice(0, maxRemembered);
  return { entries: kept.map(([, entry]) => entry), memory: { entries: Object.fromEntries(kept) } };
}

const readyKey = "ready/";
/** What the entry of a forecast is about: the start that ends the cycle which began on this day. */
export const keyOfForecast = (cycle: CalendarDate): string => `${readyKey}${cycle}`;

function* wantedEntries(
  input: Parameters<typeof calendarEntries>[0],
  before: ReadonlyMap<string, CalendarEntry>,
): Generator<Wanted> {
  const { answer, plans, doses, today, titles, horizonDays, description = null } = input;
  const horizon = addDays(today, horizonDays);
  const said = (kind: CalendarTitleKind, name: string): string =>
    titles[kind].replaceAll("{name}", () => name);
  if (answer?.kind === "forecast") {
    const key = keyOfForecast(answer.forecast.openCycle.start);
    const date = readyFrom(answer.forecast, before.get(key));
    if (date <= horizon) yield { key, first: date, last: date, title: said("ready", ""), description };
  }
  for (const { id, name, first, last } of plans) {
    if (last < today || first > horizon) continue;
    yield { key: `plan/${id}`, first, last, title: said("plan", name), description: null };
  }
  const isOrder = ({ kind }: DatedDose): boolean => kind === "order" || kind === "pick-up";
  const ordered = doses.filter(isOrder);
  const due = doses.filter((dose) => !isOrder(dose));
  const dueDays = new Set(due.map(({ schedule, date }) => `${schedule} ${date}`));
  const isFollowed = ({ schedule, date }: DatedDose): boolean =>
    dueDays.has(`${schedule} ${addDays(date, 1)}`);
  const daily = new Set(due.filter(isFollowed).map(({ schedule }) => schedule));
  for (const dose of [...due.filter(({ schedule }) => !daily.has(schedule)), ...ordered]) {
    const { schedule, name, date, kind } = dose;
    if (date < today || date > horizon) continue;
    const what = kind === "order" || kind === "pick-up" ? kind : "dose";
    // What is due is another thing on each day; an order is the same one wherever its day moves.
    const key = what === "dose" ? `dose/${schedule}/${date}` : `${what}/${schedule}`;
    yield { key, first: date, last: date, title: said(what, name), description: null };
  }
}

/**
 * The day from which the next start is likely, one in ten having come before, as it was told before the cycle began
 * ([Note: as before] in `band.ts`): it does not move on with every day without a start. Once it has come, it stays where
 * the calendar has it; where the calendar has nothing yet, it is the forecast's own day.
 */
function readyFrom(forecast: DatedForecast, known: CalendarEntry | undefined): CalendarDate {
  const { today } = forecast;
  const day = bandOf(forecast)?.by(bandBegin) ?? today;
  return day <= today && known && !known.isCancelled && known.first <= today ? known.first : day;
}

const sameWords = (known: CalendarEntry, says: Omit<Wanted, "key">): boolean =>
  known.first === says.first &&
  known.last === says.last &&
  known.title === says.title &&
  known.description === says.description;

function byDay([oneKey, one]: [string, CalendarEntry], [otherKey, other]: [string, CalendarEntry]): number {
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  return oneKey < otherKey ? -1 : 1;
}
