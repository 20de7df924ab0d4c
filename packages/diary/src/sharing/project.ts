import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { DatedForecast, ForecastAnswer } from "../dated-forecast.ts";
import type { Diary } from "../diary.ts";
import { diaryAsOf } from "../history.ts";
import { isAboveSpotting, periodStarts, periodsFromEntries } from "../period.ts";
import { dotCount } from "../read-forecast.ts";
import { type Band, bandBegin, bandEnd, bandOf } from "./band.ts";
import { bleedingLikely } from "./bleeding-estimate.ts";
import { headsUpDay } from "./heads-up-day.ts";
import {
  type ProjectedDay,
  type Projection,
  pastStartsShared,
  projectedDays,
  type SharedPlan,
} from "./projection.ts";
import { kindsOf, type Scope } from "./scope.ts";
import { isShareText } from "./shared-text.ts";

/** "How I am today", as she told it on one day. */
export interface Told {
  readonly date: CalendarDate;
  readonly words: string;
}

/** Her care words; empty where there are none. */
export interface CareWords {
  readonly helps: string;
  readonly brings: string;
}

/** Everything a projection is made from; `forecast` is that of `today`. */
export interface ToProject {
  readonly diary: Diary;
  readonly forecast: ForecastAnswer;
  readonly scope: Scope;
  readonly today: CalendarDate;
  readonly care: CareWords | null;
  readonly told: Told | null;
  readonly plans: readonly SharedPlan[];
}

/** Days of a cycle on which its heads-up still stands. Our choice: so that it does not go out the moment a start is logged. */
const headsUpStays = 3;

/**
 * What a reader sees from `today` on: the one function that turns a diary and a grant into that.
 *
 * Null where nothing is said: outside the grant's days, without a forecast, and past the dates on which a start was likely
 * (`bandOf`). Estimates for all its days are those of `forecast`; what was recorded is told of `today` alone, except past
 * starts. Texts and plans' names that are too long to be shared are left out. Never longer than `projectionBytes`.
 *
 * @throws RangeError if the forecast is not that of `today`
 */
export function project({
  diary,
  forecast: answer,
  scope,
  today,
  care,
  told,
  plans,
}: ToProject): Projection | null {
  if (today < scope.first || today > scope.last || answer.kind !== "forecast") return null;
  const { forecast } = answer;
  if (forecast.today !== today) throw new RangeError("forecast expects one made for today");
  const band = bandOf(forecast);
  if (!band) return null;
  const known = diaryAsOf(diary, today);
  const last = earliest(scope.last, addDays(today, projectedDays - 1), band.lastShown);
  const days = daysFrom(today, last, { forecast, band, scope, known });
  const shared = plans.filter(({ name, last }) => last >= today && isShareText("plan", name));
  const bleedingDay = scope.bleeding === "day" ? dayOfBleeding(known, today) : null;
  const isTold = scope.today && told?.date === today && told.words !== "" && isShareText("told", told.words);
  const careFor = (kind: keyof CareWords): boolean =>
    scope.care.includes(kind) && (care?.[kind] ?? "") !== "" && isShareText("care", care?.[kind] ?? "");
  return {
    v: 1,
    called: scope.called,
    from: today,
    last,
    shares: kindsOf(scope),
    days,
    ...nextStartFrom(scope, band),
    ...(scope.headsUp && days.some(({ headsUp }) => headsUp) ? { headsUp: headsUpOf(scope.headsUp) } : {}),
    ...(bleedingDay !== null ? { bleedingDay } : {}),
    ...(isTold ? { told: told.words } : {}),
    ...(care && careFor("helps") ? { helps: care.helps } : {}),
    ...(care && careFor("brings") ? { brings: care.brings } : {}),
    ...(scope.pastStarts ? { pastStarts: periodStarts(known.entryByDate).slice(-pastStartsShared) } : {}),
    ...(scope.plans.length > 0 ? { plans: inScopeOrder(scope, shared) } : {}),
  };
}

const headsUpOf = ({ words, days }: NonNullable<Scope["headsUp"]>): NonNullable<Projection["headsUp"]> => ({
  words,
  days,
});

const earliest = (...dates: readonly (CalendarDate | null)[]): CalendarDate =>
  dates.filter((date) => date !== null).reduce((one, other) => (one < other ? one : other));

function daysFrom(
  today: CalendarDate,
  last: CalendarDate,
  {
    forecast,
    band,
    scope,
    known,
  }: {
    readonly forecast: DatedForecast;
    readonly band: Band;
    readonly scope: Scope;
    readonly known: Diary;
  },
): readonly ProjectedDay[] {
  const middle = band.by(0.5);
  const isLikely = bleedingLikely(forecast, band, known);
  const headsUp = scope.headsUp && headsUpDay(forecast, scope.headsUp.days);
  return Array.from({ length: daysBetween(today, last) + 1 }, (_, k): ProjectedDay => {
    const day = addDays(today, k);
    const isHeadsUp = (headsUp !== null && day >= headsUp) || forecast.openCycle.day + k <= headsUpStays;
    return {
      ...(scope.nextStart === "week" ? { week: weekOf(day, middle) } : {}),
      ...(scope.bleeding ? { bleeding: isLikely(day) ? "likely" : "unlikely" } : {}),
      ...(scope.headsUp && isHeadsUp ? { headsUp: true } : {}),
    };
  });
}

function weekOf(day: CalendarDate, middle: CalendarDate | null): "this" | "next" | "later" {
  const days = middle === null ? Number.POSITIVE_INFINITY : daysBetween(day, middle);
  if (days < 7) return "this";
  return days < 14 ? "next" : "later";
}

/** 1 on the day a period starts; null where today is no recorded day of bleeding of one. */
function dayOfBleeding({ entryByDate }: Diary, today: CalendarDate): number | null {
  const entry = entryByDate.get(today);
  const period = periodsFromEntries(entryByDate).at(-1);
  if (!isAboveSpotting(entry?.bleeding) || entry?.bleedingExcluded || period?.last !== today) return null;
  return daysBetween(period.start, today) + 1;
}

function nextStartFrom(scope: Scope, band: Band): Pick<Projection, "nextStart"> {
  if (scope.nextStart === "band") {
    const [begin, last] = [band.by(bandBegin), band.by(bandEnd)];
    return begin && last ? { nextStart: { first: begin, last } } : {};
  }
  if (scope.nextStart !== "distribution") return {};
  const dots: CalendarDate[] = [];
  for (let i = 0; i < dotCount; i++) {
    const dot = band.by((i + 0.5) / dotCount);
    if (dot === null) return {};
    dots.push(dot);
  }
  const first = dots[0]!;
  return { nextStart: { first, dots: dots.map((dot) => daysBetween(first, dot)) } };
}

function inScopeOrder(scope: Scope, plans: readonly SharedPlan[]): readonly SharedPlan[] {
  return scope.plans.flatMap((wanted) => {
    const plan = plans.find(({ name }) => name === wanted);
    if (!plan) return [];
    const { name, first, last, chance } = plan;
    return [{ name, first, last, chance: Math.round(chance * 20) / 20 }];
  });
}
