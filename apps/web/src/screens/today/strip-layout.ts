import { addDays, type CalendarDate, daysBetween } from "@tidetable/diary";

/** One dot of the strip: its column, from 0, and how many dots lie under it. */
export interface Dot {
  readonly date: CalendarDate;
  readonly column: number;
  readonly row: number;
}

/** Where everything in the strip stands, in columns of one day, or of a few where the days are many. */
export interface StripLayout {
  readonly first: CalendarDate;
  readonly columns: number;
  readonly daysPerColumn: number;
  readonly dots: readonly Dot[];
  /** The tallest stack. */
  readonly rows: number;
  /** Columns whose date is written out, and those of them that say a month not said before. */
  readonly labelled: readonly {
    readonly column: number;
    readonly date: CalendarDate;
    readonly hasMonth: boolean;
  }[];
}

/** Fewest columns: two weeks, so that a narrow forecast is not stretched into a wide one. Our choice. */
const leastColumns = 14;
/** Today is shown when the first dot is no further off than this; else the strip starts two days before it. */
const reachToToday = 7;
const lead = 2;
/** Most columns: on a narrow screen dots of ten pixels still stand beside each other. Our choice. */
const mostColumns = 24;
/** Most dates written under the strip: what fits 288 px in 12 px figures. */
const mostLabels = 15;

/** Lays twenty dates, oldest first, over the days they stand for. */
export function layOutStrip(dates: readonly CalendarDate[], today: CalendarDate): StripLayout {
  const [firstDot, lastDot] = [dates[0]!, dates.at(-1)!];
  const first = daysBetween(today, firstDot) <= reachToToday ? today : addDays(firstDot, -lead);
  const days = Math.max(leastColumns, daysBetween(first, lastDot) + 2);
  const daysPerColumn = Math.ceil(days / mostColumns);
  const columns = Math.ceil(days / daysPerColumn);
  const stacked = new Map<number, number>();
  const dots = dates.map((date) => {
    const column = Math.floor(daysBetween(first, date) / daysPerColumn);
    const row = stacked.get(column) ?? 0;
    stacked.set(column, row + 1);
    return { date, column, row };
  });
  const step = Math.ceil(columns / mostLabels);
  const labelled = Array.from({ length: Math.ceil(columns / step) }, (_, index) => {
    const date = addDays(first, index * step * daysPerColumn);
    const before = addDays(date, -step * daysPerColumn);
    return { column: index * step, date, hasMonth: index === 0 || date.slice(0, 7) !== before.slice(0, 7) };
  });
  return { first, columns, daysPerColumn, dots, rows: Math.max(...stacked.values()), labelled };
}

/** How many of the dots lie on or before a date. */
export function dotsStartedBy(dots: readonly Dot[], date: CalendarDate): number {
  return dots.filter((dot) => dot.date <= date).length;
}
