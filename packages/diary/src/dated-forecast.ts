import type { CalendarDate } from "./calendar-date.ts";
import type { Pattern } from "./life-event.ts";
import type { Method } from "./methods/method.ts";

/** Why nothing is forecast, besides a pattern. */
export type WithheldReason =
  | Pattern
  | "paused"
  | "longer-than-known"
  /** A combined method without a break, or one whose pack was not told. */
  | "no-break"
  | "no-pack";

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
  /** Past cycles the forecast learned from; where a pack sets the timing, past breaks. */
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
    /**
     * Where a pack sets the timing: the last active day before the break that is forecast, and the chance that a break brings no
     * bleed. The interval is then that of the bleed of this break, given that it comes. Null: her own cycle is forecast.
     */
    readonly pack: { readonly lastActive: CalendarDate; readonly none: number } | null;
    /** Where hormones were stopped so few cycles ago that the forecast is wider for it: the first day without. */
    readonly afterHormones: CalendarDate | null;
    /** The day of the emergency contraception that widened this cycle's forecast. */
    readonly emergency: CalendarDate | null;
  };
}

export type ForecastAnswer =
  | { readonly kind: "forecast"; readonly forecast: DatedForecast }
  /** No start is recorded on or before today. */
  | { readonly kind: "no-start" }
  /** With `method` where one is the reason: the one that holds, or the one that was stopped. */
  | { readonly kind: "withheld"; readonly reason: WithheldReason; readonly method?: Method };
