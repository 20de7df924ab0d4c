import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { Projection, SharedPlan } from "./projection.ts";
import type { ShareKind } from "./scope.ts";

/** A card with something on it; null and empty lists where a line is absent. Nothing on it says when it was made. */
export interface Card {
  readonly kind: "card";
  /** Her name, as the reader is told it. */
  readonly called: string;
  readonly headsUp: { readonly words: string; readonly days: number } | null;
  readonly nextStart:
    | { readonly kind: "week"; readonly week: "this" | "next" | "later" }
    | { readonly kind: "band"; readonly first: CalendarDate; readonly last: CalendarDate }
    /** Twenty dates, oldest first, each as likely as any other. */
    | { readonly kind: "distribution"; readonly dots: readonly CalendarDate[] }
    | null;
  readonly bleeding:
    | { readonly kind: "likely" }
    | { readonly kind: "unlikely" }
    | { readonly kind: "day"; readonly day: number }
    | null;
  readonly told: string | null;
  readonly helps: string | null;
  readonly brings: string | null;
  readonly plans: readonly SharedPlan[];
  /** Oldest first. */
  readonly pastStarts: readonly CalendarDate[];
}

/** What a reader's screen shows: a card, or the one face for nothing. */
export type Face = { readonly kind: "nothing" } | Card;

/** Days without contact up to which a card is shown. Source: docs/protocol.md, rule 98: 48 hours. */
const longestSilence = 2;
/** Beside these the care words are not shown by themselves: they come with what they are for. */
const estimates: readonly ShareKind[] = ["heads-up", "next-start", "bleeding", "plans"];

/**
 * What a reader sees on a day of his or her own.
 *
 * Nothing without a projection, more than two days after the last contact, after the projection's last day, and on a day
 * of which nothing is said: one face for all of them. A reader whose day has not begun where the owner's has sees the
 * owner's day.
 *
 * @param daysSinceContact days, fractions too
 */
export function faceOn(projection: Projection | null, day: CalendarDate, daysSinceContact: number): Face {
  const nothing: Face = { kind: "nothing" };
  if (projection === null || !(daysSinceContact >= 0 && daysSinceContact <= longestSilence)) return nothing;
  const { called, from, days, headsUp, helps, brings, pastStarts, shares } = projection;
  const sinceFrom = daysBetween(from, day);
  // Zones are at most a day apart; a clock that is further behind is wrong.
  if (sinceFrom < -1) return nothing;
  const isFrom = sinceFrom <= 0;
  const shown = days[Math.max(0, sinceFrom)];
  if (!shown) return nothing;
  const said = {
    headsUp: shown.headsUp && headsUp ? headsUp : null,
    nextStart: nextStartOn(projection, shown.week, day),
    bleeding:
      isFrom && projection.bleedingDay !== undefined
        ? ({ kind: "day", day: projection.bleedingDay } as const)
        : shown.bleeding
          ? { kind: shown.bleeding }
          : null,
    told: isFrom ? (projection.told ?? null) : null,
    plans: (projection.plans ?? []).filter((plan) => plan.last >= day),
    pastStarts: pastStarts ?? [],
  };
  const saysSomething = Object.values(said).some((one) =>
    Array.isArray(one) ? one.length > 0 : one !== null,
  );
  const isCareAlone = !shares.some((kind) => estimates.includes(kind));
  const hasCare = helps !== undefined || brings !== undefined;
  if (!saysSomething && !(isCareAlone && hasCare)) return nothing;
  return { kind: "card", called, ...said, helps: helps ?? null, brings: brings ?? null };
}

function nextStartOn(
  { nextStart }: Projection,
  week: "this" | "next" | "later" | undefined,
  day: CalendarDate,
): Card["nextStart"] {
  if (week) return { kind: "week", week };
  if (!nextStart) return null;
  const { first } = nextStart;
  // Days that are past are told as today: that a start has not come on them is not known here.
  const fromNow = (date: CalendarDate): CalendarDate => (date < day ? day : date);
  if ("dots" in nextStart) {
    return { kind: "distribution", dots: nextStart.dots.map((days) => fromNow(addDays(first, days))) };
  }
  return { kind: "band", first: fromNow(first), last: nextStart.last };
}
