import type { CalendarDate } from "./calendar-date.ts";
import type { Pattern } from "./life-event.ts";

/** One probability a day: `probability[k]` belongs to `first` + k days. */
export interface DailyProbability {
  readonly first: CalendarDate;
  readonly probability: readonly number[];
}

/**
 * The one object from which everything shown, planned with, shared or reported is derived.
 *
 * `nextStart.probability` and `nextStart.beyondHorizon` sum to 1. `bleeding.probability[k]` is the chance of
 * bleeding on that day, by this period, the next, or one after it; those do not sum to anything.
 */
export interface DatedForecast {
  readonly today: CalendarDate;
  /** Past cycles the forecast learned from. */
  readonly cyclesUsed: number;
  /** The last recorded start, and today's cycle day: 1 on the start itself. */
  readonly openCycle: { readonly start: CalendarDate; readonly day: number };
  readonly nextStart: DailyProbability & {
    readonly beyondHorizon: number;
    readonly mostLikely: CalendarDate;
    /** The central interval: at most (1 - level) / 2 lies before `first`, and as much after `last`; inclusive. */
    readonly interval: { readonly level: number; readonly first: CalendarDate; readonly last: CalendarDate };
  };
  readonly bleeding: DailyProbability;
  /** Starts that were probably not logged (chance above one half), oldest first. */
  readonly possiblyUnlogged: readonly { readonly around: CalendarDate; readonly probability: number }[];
  /** What else a reader is told about the basis. */
  readonly basis: {
    /** The sign of ovulation that narrowed this forecast. */
    readonly sign: CalendarDate | null;
    readonly signsDisagree: boolean;
    /** The chance, if it is worth a word, that this cycle has already ended and its end was not logged. */
    readonly unlogged: { readonly around: CalendarDate; readonly probability: number } | null;
    /** Chance, before this cycle began, that it would have ended by now. */
    readonly longerThan: number;
    /** More days without any record than the model takes for one gap; 0 when there are not. */
    readonly unrecordedDays: number;
  };
}

export type ForecastAnswer =
  | { readonly kind: "forecast"; readonly forecast: DatedForecast }
  /** No start is recorded on or before today. */
  | { readonly kind: "no-start" }
  | { readonly kind: "withheld"; readonly reason: Pattern | "paused" | "longer-than-known" };
