import {
  type CalendarDate,
  type NotASchedule,
  parseSchedule,
  type Result,
  type Schedule,
  type ScheduleAction,
  type ScheduleRhythm,
} from "@tidetable/diary";

/** How a form asks for a rhythm; `daily` is every one day. */
export const rhythmKinds = [
  "daily",
  "pack",
  "weekdays",
  "every",
  "as-needed",
  "cycle-days",
  "before-start",
] as const;
export type RhythmKind = (typeof rhythmKinds)[number];

export const units = ["days", "weeks", "months"] as const;

/** What stands in a schedule's form: numbers and dates as they are typed. */
export interface ScheduleDraft {
  readonly name: string;
  readonly action: ScheduleAction;
  readonly kind: RhythmKind;
  readonly activeDays: string;
  readonly breakDays: string;
  readonly placebo: boolean;
  readonly weekdays: readonly number[];
  readonly count: string;
  readonly unit: (typeof units)[number];
  readonly firstCycleDay: string;
  readonly lastCycleDay: string;
  readonly daysBefore: string;
  readonly from: string;
  /** Empty: goes on. */
  readonly until: string;
  readonly hour: number | null;
  readonly isCounted: boolean;
  readonly pieces: string;
  readonly dose: string;
  readonly orderDays: string;
  readonly pickUpDays: string;
}

/** Why a draft is no schedule: the part of the form that does not fit. */
export type DraftProblem = "name" | "name-taken" | "rhythm" | "from" | "until" | "stock" | "pick-up";

const whole = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

/** An empty form. Its numbers are examples that are common: our choice. */
export const newDraft = (today: CalendarDate): ScheduleDraft => ({
  name: "",
  action: "take",
  kind: "daily",
  activeDays: "21",
  breakDays: "7",
  placebo: false,
  weekdays: [],
  count: "2",
  unit: "weeks",
  firstCycleDay: "16",
  lastCycleDay: "25",
  daysBefore: "2",
  from: today,
  until: "",
  hour: null,
  isCounted: false,
  pieces: "",
  dose: "1",
  orderDays: "7",
  pickUpDays: "2",
});

/** A schedule's form; `left` is how many pieces there are by today's count. */
export function draftOf(schedule: Schedule, today: CalendarDate, left: number | null): ScheduleDraft {
  const { name, action, rhythm, from, until, hour, dose, stock } = schedule;
  return {
    ...newDraft(today),
    ...draftOfRhythm(rhythm),
    name,
    action,
    from,
    until: until ?? "",
    hour,
    dose: String(dose),
    isCounted: stock !== null,
    ...(stock && {
      pieces: String(left ?? stock.pieces),
      orderDays: String(stock.orderDays),
      pickUpDays: String(stock.pickUpDays),
    }),
  };
}

/** The part of a form that says on which days. */
export function draftOfRhythm(rhythm: ScheduleRhythm): Partial<ScheduleDraft> {
  switch (rhythm.kind) {
    case "pack": {
      const { activeDays, breakDays, placebo } = rhythm;
      return { kind: "pack", activeDays: String(activeDays), breakDays: String(breakDays), placebo };
    }
    case "weekdays":
      return { kind: "weekdays", weekdays: rhythm.weekdays };
    case "every": {
      const { count, unit } = rhythm;
      if (count === 1 && unit === "days") return { kind: "daily" };
      return { kind: "every", count: String(count), unit };
    }
    case "as-needed":
      return { kind: "as-needed" };
    case "cycle-days":
      return { kind: "cycle-days", firstCycleDay: String(rhythm.first), lastCycleDay: String(rhythm.last) };
    case "before-start":
      return { kind: "before-start", daysBefore: String(rhythm.days) };
  }
}

/**
 * The schedule that a form describes, or the first part that does not fit.
 *
 * What is left counts from today where its number was changed, and else from when it was counted before.
 */
export function scheduleOf(
  draft: ScheduleDraft,
  { id, before, left, today, names }: DraftOrigin,
): Result<Schedule, DraftProblem> {
  const name = draft.name.trim();
  if (names.includes(name)) return { ok: false, error: "name-taken" };
  const pieces = whole(draft.pieces);
  const isAsBefore = before?.stock && left !== null && pieces === left;
  const counted = isAsBefore ? before.stock : { on: today, pieces };
  const parsed = parseSchedule({
    id,
    name,
    action: draft.action,
    rhythm: rhythmOf(draft),
    from: draft.from,
    until: draft.until === "" ? null : draft.until,
    dose: draft.isCounted ? whole(draft.dose) : (before?.dose ?? 1),
    hour: draft.hour,
    stock: draft.isCounted
      ? { ...counted, orderDays: whole(draft.orderDays), pickUpDays: whole(draft.pickUpDays) }
      : null,
  });
  return parsed.ok ? parsed : { ok: false, error: problemOf(parsed.error) };
}

/** What a form does not ask. */
export interface DraftOrigin {
  readonly id: string;
  /** The schedule that is changed; null for a new one. */
  readonly before: Schedule | null;
  /** The pieces that the form began with. */
  readonly left: number | null;
  readonly today: CalendarDate;
  /** Names of the other schedules: a day's record has only a name to go by. */
  readonly names: readonly string[];
}

function rhythmOf(draft: ScheduleDraft): unknown {
  switch (draft.kind) {
    case "daily":
      return { kind: "every", count: 1, unit: "days" };
    case "pack": {
      const [activeDays, breakDays] = [whole(draft.activeDays), whole(draft.breakDays)];
      return { kind: "pack", activeDays, breakDays, placebo: draft.placebo };
    }
    case "weekdays":
      return { kind: "weekdays", weekdays: draft.weekdays };
    case "every":
      return { kind: "every", count: whole(draft.count), unit: draft.unit };
    case "as-needed":
      return { kind: "as-needed" };
    case "cycle-days":
      return { kind: "cycle-days", first: whole(draft.firstCycleDay), last: whole(draft.lastCycleDay) };
    case "before-start":
      return { kind: "before-start", days: whole(draft.daysBefore) };
  }
}

function problemOf({ field }: NotASchedule): DraftProblem {
  if (field === "stock.pickUpDays") return "pick-up";
  const [part] = field.split(".");
  return part === "name" || part === "rhythm" || part === "from" || part === "until" ? part : "stock";
}
