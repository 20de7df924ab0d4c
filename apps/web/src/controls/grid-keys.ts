import { addDays, type CalendarDate } from "@tidetable/diary";
import { addMonths, firstOfWeek } from "../month.ts";

export interface GridKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/**
 * The date a key moves to in a grid of dates; null for a key that does not move.
 *
 * Source: ARIA Authoring Practices, date grid. Left and right follow the writing direction.
 */
export function dateAfterKey(
  { key, shiftKey }: GridKey,
  date: CalendarDate,
  weekStart: number,
  isRightToLeft: boolean,
): CalendarDate | null {
  switch (key) {
    case "ArrowRight":
      return addDays(date, isRightToLeft ? -1 : 1);
    case "ArrowLeft":
      return addDays(date, isRightToLeft ? 1 : -1);
    case "ArrowDown":
      return addDays(date, 7);
    case "ArrowUp":
      return addDays(date, -7);
    case "Home":
      return firstOfWeek(date, weekStart);
    case "End":
      return addDays(firstOfWeek(date, weekStart), 6);
    case "PageDown":
      return addMonths(date, shiftKey ? 12 : 1);
    case "PageUp":
      return addMonths(date, shiftKey ? -12 : -1);
    default:
      return null;
  }
}
