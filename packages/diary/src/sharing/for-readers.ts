import type { Forecaster } from "@tidetable/forecast";
import type { CalendarDate } from "../calendar-date.ts";
import type { Diary } from "../diary.ts";
import { type LookAhead, lookAhead } from "../look-ahead.ts";
import { sharedPlans } from "../planning/saved-plan.ts";
import type { SharedPlan } from "./projection.ts";

/**
 * What is told to readers of the days to come: as to the owner, but that an emergency contraceptive is never heard of.
 *
 * It would widen the dates in the middle of a cycle, which nothing else does, and so tell that something happened, and
 * about when. Without it they stay as they were, and end as ever.
 */
export function aheadForReaders(diary: Diary, today: CalendarDate, forecaster: Forecaster): LookAhead {
  const events = diary.events.filter(({ kind }) => kind !== "emergency-contraception");
  return lookAhead({ ...diary, events }, today, forecaster);
}

/**
 * The plans that may be shared, earliest first, with their chances as they stood when the open cycle began (band.ts,
 * "as before"): what was written down since, or was not, moves none of them. Where another event came in between, a
 * method or a pattern, they are those of today.
 */
export function plansForReaders(
  diary: Diary,
  today: CalendarDate,
  forecaster: Forecaster,
): readonly SharedPlan[] {
  const plans = diary.plans?.filter(({ last }) => last >= today) ?? [];
  if (plans.length === 0) return [];
  const now = aheadForReaders(diary, today, forecaster);
  if (now.answer.kind !== "forecast") return [];
  const { start } = now.answer.forecast.openCycle;
  const isChanged = diary.events.some(
    ({ kind, date }) => kind !== "emergency-contraception" && date > start && date <= today,
  );
  return sharedPlans(isChanged ? now : aheadForReaders(diary, start, forecaster), plans);
}
