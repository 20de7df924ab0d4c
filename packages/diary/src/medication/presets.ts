import type { Schedule } from "./schedule.ts";

/** What a form is filled in with; its owner changes it to what her leaflet says. */
export interface SchedulePreset extends Pick<Schedule, "action" | "rhythm"> {
  readonly kind: string;
}

const months = (count: number) => ({ kind: "every", count, unit: "months" }) as const;
const weeks = (count: number) => ({ kind: "every", count, unit: "weeks" }) as const;

/**
 * What is usual, in the order of a form; of a range its shortest. Our choice: these intervals were not checked against the label of
 * any product. They fill in a form and nothing else, and its words send her to her own leaflet.
 */
export const schedulePresets = [
  /** 21 active pills and a week without, or 24 and 4 placebos: the two usual packs. */
  {
    kind: "pill-21",
    action: "take",
    rhythm: { kind: "pack", activeDays: 21, breakDays: 7, placebo: false },
  },
  { kind: "pill-24", action: "take", rhythm: { kind: "pack", activeDays: 24, breakDays: 4, placebo: true } },
  /** A new one each week for three weeks; off in the fourth, and a new one after it. */
  { kind: "patch", action: "change", rhythm: weeks(1) },
  /** In for three weeks, out for one: one schedule for each, the second from the day three weeks later. */
  { kind: "ring-in", action: "change", rhythm: weeks(4) },
  { kind: "ring-out", action: "remove", rhythm: weeks(4) },
  /** Depot medroxyprogesterone acetate: every 12 to 13 weeks. */
  { kind: "injection", action: "inject", rhythm: weeks(12) },
  /** Etonogestrel: 3 to 5 years by the product and its label. */
  { kind: "implant", action: "replace", rhythm: months(36) },
  /** Levonorgestrel: 3 to 8 years by the product. */
  { kind: "hormonal-iud", action: "replace", rhythm: months(36) },
  /** Copper: up to 10 years. */
  { kind: "copper-iud", action: "replace", rhythm: months(120) },
] as const satisfies readonly SchedulePreset[];
