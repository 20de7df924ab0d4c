import { activeDaysRange, breakDaysRange, type Pack } from "@tidetable/diary";

/** Packs that are common: those of the labels; and one without breaks. */
export const packPresets = [
  { name: "21-7", activeDays: 21, breakDays: 7 },
  { name: "24-4", activeDays: 24, breakDays: 4 },
  { name: "84-7", activeDays: 84, breakDays: 7 },
  { name: "28-0", activeDays: 28, breakDays: 0 },
] as const;

/** The pack that two typed numbers make; null where they are none. */
export function packFromTyped(active: string, pause: string): Pack | null {
  const activeDays = daysFrom(active, activeDaysRange);
  const breakDays = daysFrom(pause, breakDaysRange);
  return activeDays === null || breakDays === null ? null : { activeDays, breakDays };
}

function daysFrom(text: string, [least, most]: readonly [number, number]): number | null {
  if (!/^\d{1,3}$/.test(text.trim())) return null;
  const days = Number(text);
  return days >= least && days <= most ? days : null;
}
