import type { Disturbance } from "@tidetable/forecast";
import { type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { LifeEvent } from "../life-event.ts";
import type { EmergencyDrug } from "./method.ts";

/**
 * How an emergency pill changes the length of the cycle in which it was taken: a share of cycles ends earlier, a share later,
 * by days that fall off geometrically, the rest is as it would have been.
 *
 * Chosen so that for people of the usual pattern the whole forecast, their own scatter included, has the shares that were
 * published. Source: docs/forecasting.md, "Emergency contraception"; test/methods/emergency.test.ts prints both.
 */
const changeOf: Readonly<Record<Exclude<EmergencyDrug, "copper-iud">, Change>> = {
  ulipristal: { earlier: 0.2, daysEarlier: 10, later: 0.33, daysLater: 12 },
  levonorgestrel: { earlier: 0.2, daysEarlier: 5, later: 0.24, daysLater: 9 },
};

interface Change {
  /** Shares of cycles. */
  readonly earlier: number;
  readonly later: number;
  /** Means, before the cut at `mostDays`. */
  readonly daysEarlier: number;
  readonly daysLater: number;
}

/** Most days of a change. Our choice: four weeks; one in 25 of the ulipristal trials came more than 20 days later. */
const mostDays = 28;

/** A copper IUD changes no cycle's length. */
export const isEmergencyPill = (
  event: LifeEvent,
): event is Extract<LifeEvent, { kind: "emergency-contraception" }> =>
  event.kind === "emergency-contraception" && event.drug !== "copper-iud";

/** The change of the cycle that began on `start`, by the latest emergency pill in it; null for none. Events that came after it has ended must not be among them. */
export function disturbanceOf(events: readonly LifeEvent[], start: CalendarDate): Disturbance | null {
  const event = events.filter(isEmergencyPill).findLast(({ date }) => date >= start);
  if (!event || event.drug === "copper-iud") return null;
  return { day: daysBetween(start, event.date), change: changeBy(event.drug) };
}

/** Chances of each change of the length. */
export function changeBy(drug: Exclude<EmergencyDrug, "copper-iud">): Disturbance["change"] {
  const { earlier, daysEarlier, later, daysLater } = changeOf[drug];
  const before = geometric(earlier, daysEarlier).toReversed();
  return { least: -mostDays, chance: [...before, 1 - earlier - later, ...geometric(later, daysLater)] };
}

/** `share` over 1 to `mostDays` days. */
function geometric(share: number, mean: number): number[] {
  const weights = Array.from({ length: mostDays }, (_, day) => (1 - 1 / mean) ** day);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (share * weight) / total);
}
