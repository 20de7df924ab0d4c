import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { LookAhead } from "../look-ahead.ts";
import type { SharedPlan } from "../sharing/projection.ts";
import { answerPlan } from "./answer-plan.ts";
import { type Avoid, longestQuestion, type Plan } from "./plan.ts";
import { type DateRange, dayQuestion, lengthOf, type PlanQuestion, questionProblem } from "./question.ts";
import { isSameChance } from "./same-chance.ts";

/** What is to be said of a plan that was kept, compared with what was said last. */
export interface PlanNews {
  /** Null where it is over, and where there is no forecast. */
  readonly chance: number | null;
  readonly was: number | null;
  /** Less than 0.1 is "same"; "new" where there is nothing to compare. */
  readonly change: "same" | "better" | "worse" | "new";
  /** Whether a new cycle began since then. */
  readonly sinceStart: CalendarDate | null;
  /** About when more will be known: the next start before it, or, where that will not do, a later one; null where none comes. */
  readonly askAgain: CalendarDate | null;
  /** Whether it lies where dates do not differ yet; `usual` is then what any such days have. */
  readonly tooFarAhead: boolean;
  readonly usual: number | null;
  /** Whether some of the dates it was chosen from are better by 0.1 or more. */
  readonly isBetterElsewhere: boolean;
}

/** The chance of what a plan avoids on the days of it that are still to come, 0 to 1; null when it is over, or without a forecast. */
export function chanceOfPlan(ahead: LookAhead, plan: Pick<Plan, "first" | "last" | "avoid">): number | null {
  return chancesOf(ahead, [plan])[0] ?? null;
}

/** The chance of each day by itself, in their order; empty without a forecast. Days before today are left out. */
export function chancesByDay(
  ahead: LookAhead,
  { first, last, avoid }: Pick<Plan, "first" | "last" | "avoid">,
): readonly { readonly date: CalendarDate; readonly chance: number }[] {
  const dates = Array.from({ length: Math.max(0, lengthOf({ first, last })) }, (_, i) => addDays(first, i));
  const chances = chancesOf(
    ahead,
    dates.map((date) => ({ first: date, last: date, avoid })),
  );
  return dates.flatMap((date, i) => {
    const chance = chances[i] ?? null;
    return chance === null ? [] : [{ date, chance }];
  });
}

/** What changed since `plan.said`. */
export function newsOfPlan(ahead: LookAhead, plan: Plan): PlanNews {
  const was = plan.said?.chance ?? null;
  const nothing: PlanNews = {
    chance: null,
    was,
    change: "new",
    sinceStart: null,
    askAgain: null,
    tooFarAhead: false,
    usual: null,
    isBetterElsewhere: false,
  };
  const { answer } = ahead;
  if (answer.kind !== "forecast") return nothing;
  const { today, openCycle } = answer.forecast;
  // A plan is a question that has one answer.
  const question = { ...daysToCome(plan, today), avoid: plan.avoid };
  if (questionProblem(question, today) !== null) return nothing;
  const here = answerPlan(ahead, question);
  if (here.kind !== "windows") return nothing;
  const chance = here.windows[0]!.chance;
  return {
    ...nothing,
    chance,
    change: changeFrom(was, chance),
    sinceStart: plan.said && isSince(openCycle.start, plan.said.today, today) ? openCycle.start : null,
    askAgain: here.askAgain ?? here.clearerAfter,
    tooFarAhead: here.tooFarAhead,
    usual: here.tooFarAhead ? here.usual : null,
    isBetterElsewhere: isBetterElsewhere(ahead, plan, chance, today),
  };
}

/** The plan as it is kept once its owner has seen what is said of it. */
export function planSaid(plan: Plan, today: CalendarDate, chance: number | null): Plan {
  return { ...plan, said: chance === null ? null : { today, chance } };
}

/**
 * The plans as they may be shared, earliest first; those that are over, and all without a forecast, are left out.
 *
 * The chance is that of bleeding, whatever the plan avoids: her hard days are no part of what is shared.
 */
export function sharedPlans(ahead: LookAhead, plans: readonly Plan[]): readonly SharedPlan[] {
  const bleeding: Avoid = { bleeding: true, daysBefore: 0 };
  const chances = chancesOf(
    ahead,
    plans.map(({ first, last }) => ({ first, last, avoid: bleeding })),
  );
  return plans
    .flatMap(({ name, first, last }, i): readonly SharedPlan[] => {
      const chance = chances[i] ?? null;
      return chance === null ? [] : [{ name, first, last, chance }];
    })
    .sort((one, other) => (one.first < other.first ? -1 : 1));
}

/** In one call; null for what is over, or further ahead than is told. */
function chancesOf(
  ahead: LookAhead,
  plans: readonly Pick<Plan, "first" | "last" | "avoid">[],
): readonly (number | null)[] {
  const { answer } = ahead;
  if (answer.kind !== "forecast") return [];
  const { today } = answer.forecast;
  const questions = plans.map((plan) => {
    const asked = dayQuestion(daysToCome(plan, today), plan.avoid);
    const isAhead = plan.last >= today && daysBetween(today, asked.last) <= longestQuestion;
    return isAhead && asked.last >= asked.first ? asked : null;
  });
  const chances = ahead.chances(questions.filter((asked) => asked !== null));
  if (chances === null) return [];
  let next = 0;
  return questions.map((asked) => (asked === null ? null : chances[next++]!));
}

/** The days of a plan that are not over. */
function daysToCome(
  { first, last }: DateRange,
  today: CalendarDate,
): DateRange & Pick<PlanQuestion, "from" | "to" | "days"> {
  const from = first < today ? today : first;
  return { first: from, last, from, to: last, days: daysBetween(from, last) + 1 };
}

function changeFrom(was: number | null, chance: number): PlanNews["change"] {
  if (was === null) return "new";
  if (isSameChance(was, chance)) return "same";
  return chance < was ? "better" : "worse";
}

/** A start on the very day of the last look counts on that day alone: later nobody knows which came first. */
const isSince = (start: CalendarDate, said: CalendarDate, today: CalendarDate): boolean =>
  start > said || (start === said && said === today);

function isBetterElsewhere(ahead: LookAhead, plan: Plan, chance: number, today: CalendarDate): boolean {
  const { between, first, avoid } = plan;
  if (between === null || between.last < today || first < today) return false;
  const furthest = addDays(today, longestQuestion - avoid.daysBefore);
  const to = between.last < furthest ? between.last : furthest;
  if (to < between.first) return false;
  const there = answerPlan(ahead, { from: between.first, to, days: lengthOf(plan), avoid });
  const best = there.kind === "windows" ? there.windows[0] : undefined;
  return best !== undefined && best.chance < chance && !isSameChance(best.chance, chance);
}
