import {
  type Avoid,
  addDays,
  type CalendarDate,
  daysBetween,
  longestPlan,
  longestQuestion,
  type Plan,
  type PlanQuestion,
  type Stakes,
} from "@tidetable/diary";
import { type KeptCalendar, takenDays } from "../calendars/stored-calendar.ts";

/** What is planned. An event has a date that is not hers to choose; all others are looked for. */
export const occasions = ["trip", "days-off", "appointment", "event"] as const;
export type Occasion = (typeof occasions)[number];

/** Days that each of them takes until somebody says otherwise. Our choice. */
export const usualDays: Readonly<Record<Occasion, number>> = {
  trip: 4,
  "days-off": 4,
  appointment: 1,
  event: 1,
};

/** A question about dates as it stands on the screen, always one that can be asked. */
export interface Asked {
  readonly occasion: Occasion;
  /** 1 to `longestPlan`. */
  readonly days: number;
  /** Between these dates, inclusive; an event begins on `from`, and has no use for `to`. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly avoid: Avoid;
  readonly stakes: Stakes;
  /** Whether days that calendar files take up are left out. */
  readonly withCalendars: boolean;
  /** The name under which an event was found in a calendar file; else empty. */
  readonly name: string;
  /** The plan for which better dates are looked for; its name and id stay. */
  readonly moving: string | null;
}

/** Days before a start that can be hard for her: the most a plan can say. */
export const mostDaysBefore = 10;
/** Days ahead of the latest day that can be asked about: as far as is looked ahead, less the days before a start. */
const furthest = longestQuestion - mostDaysBefore - 1;

/** The question the screen opens with: four days, from in two weeks, within two months. Our choice: the usual short trip. */
export const firstQuestion = (today: CalendarDate): Asked => ({
  occasion: "trip",
  days: usualDays.trip,
  from: addDays(today, 14),
  to: addDays(today, 75),
  avoid: { bleeding: true, daysBefore: 0 },
  stakes: "rather-not",
  withCalendars: true,
  name: "",
  moving: null,
});

/** Days that can be chosen: today is the first, since nothing can be planned before it. */
export const latestDay = (today: CalendarDate): CalendarDate => addDays(today, furthest);

/**
 * The question with something changed, and everything else moved as little as makes it one that can be asked: nothing before
 * today, nothing further than is looked ahead, and room for its days.
 */
export function changed(before: Asked, changes: Partial<Asked>, today: CalendarDate): Asked {
  const next = { ...before, ...changes };
  const days = Math.min(longestPlan, Math.max(1, Math.round(next.days) || 1));
  const latest = latestDay(today);
  const from = within(next.from, today, addDays(latest, 1 - days));
  const isToMoved =
    changes.from !== undefined && changes.to === undefined && next.to < addDays(from, days - 1);
  // Begun after its end, the whole stretch is moved rather than squeezed into the least that fits.
  const to = isToMoved ? addDays(from, Math.max(0, daysBetween(before.from, before.to))) : next.to;
  const { bleeding, daysBefore } = next.avoid;
  return {
    ...next,
    days,
    from,
    to: within(to, addDays(from, days - 1), latest),
    avoid: bleeding || daysBefore > 0 ? next.avoid : { bleeding: true, daysBefore },
  };
}

const within = (date: CalendarDate, first: CalendarDate, last: CalendarDate): CalendarDate =>
  date < first ? first : date > last ? last : date;

/** What is worked out for a question. An event is the one window that there is. */
export function planQuestionOf(asked: Asked, calendars: readonly KeptCalendar[]): PlanQuestion {
  const { occasion, days, from, to, avoid, withCalendars } = asked;
  if (occasion === "event") return { from, to: addDays(from, days - 1), days, avoid };
  const busy = withCalendars ? takenDays(calendars, from, to) : [];
  return { from, to, days, avoid, busy };
}

/** A plan as it is kept, with what was said of it on the day. */
export function planOf(
  asked: Asked,
  window: { readonly first: CalendarDate; readonly last: CalendarDate; readonly chance: number | null },
  as: { readonly id: string; readonly name: string; readonly today: CalendarDate },
): Plan {
  const { occasion, from, to, avoid, stakes } = asked;
  return {
    id: as.id,
    name: as.name,
    first: window.first,
    last: window.last,
    avoid,
    stakes,
    between: occasion === "event" ? null : { first: from, last: to },
    said: window.chance === null ? null : { today: as.today, chance: window.chance },
  };
}

/** The question that looks for better dates for a plan; none for one whose date is not hers. */
export function questionAbout(plan: Plan, today: CalendarDate): Asked | null {
  if (plan.between === null) return null;
  const days = daysBetween(plan.first, plan.last) + 1;
  const { first: from, last: to } = plan.between;
  const asked = { ...firstQuestion(today), days, avoid: plan.avoid, stakes: plan.stakes, moving: plan.id };
  return changed({ ...asked, from, to }, {}, today);
}
