import { addDays, type CalendarDate, daysBetween } from "@tidetable/diary";

/** Dots stacked over dates, as text; `axis` stands under `dots`. No line ends in a space. */
export interface DotStrip {
  readonly dots: readonly string[];
  readonly axis: readonly string[];
  /** Days that share a column; 1 where every day has its own. */
  readonly daysPerColumn: number;
}

/** A day of the month in two digits and a gap; the dot stands over the second digit. */
const columnWidth = 3;

/**
 * Draws one dot for each date, oldest first, in as few days a column as `width` characters allow.
 *
 * The axis begins with the first dot's day and names every column by its first day; below it stand the months.
 * @throws RangeError without a date, or when not even one column fits
 */
export function drawDotStrip(
  dates: readonly CalendarDate[],
  options: { readonly width: number; readonly locale: string; readonly unicode: boolean },
): DotStrip {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined)
    throw new RangeError("drawDotStrip expects at least one date");
  const fitting = Math.floor(options.width / columnWidth);
  if (fitting < 1) throw new RangeError(`drawDotStrip expects a width of at least 3, got ${options.width}`);

  const days = daysBetween(first, last) + 1;
  const daysPerColumn = Math.ceil(days / fitting);
  const columns = Array.from({ length: Math.ceil(days / daysPerColumn) }, (_, index) => ({
    date: addDays(first, index * daysPerColumn),
    count: 0,
  }));
  for (const date of dates) columns[Math.floor(daysBetween(first, date) / daysPerColumn)]!.count += 1;

  const [dot, rule] = options.unicode ? ["○", "─"] : ["o", "-"];
  const tallest = Math.max(...columns.map(({ count }) => count));
  const dots = Array.from({ length: tallest }, (_, row) =>
    columns.map(({ count }) => (count >= tallest - row ? ` ${dot} ` : "   ")).join(""),
  );
  const dayNames = columns.map(({ date }) => `${String(Number(date.slice(8))).padStart(2)} `).join("");
  const monthNames = namesOfMonths(
    columns.map(({ date }) => date),
    options.locale,
  );
  return {
    dots: dots.map((line) => line.trimEnd()),
    axis: [rule.repeat(columns.length * columnWidth), dayNames, monthNames].map((line) => line.trimEnd()),
    daysPerColumn,
  };
}

/** Each month's name under the first column that is named by one of its days, shortened or left out where it must. */
function namesOfMonths(dates: readonly CalendarDate[], locale: string): string {
  const starts = dates.flatMap((date, index) =>
    date.slice(0, 7) === dates[index - 1]?.slice(0, 7) ? [] : [index],
  );
  let line = "";
  for (const [position, index] of starts.entries()) {
    const isLast = position === starts.length - 1;
    const room = isLast ? Number.POSITIVE_INFINITY : (starts[position + 1]! - index) * columnWidth - 1;
    const name = (["long", "short"] as const)
      .map((style) => new Intl.DateTimeFormat(locale, { month: style, timeZone: "UTC" }))
      .map((format) => format.format(Date.parse(`${dates[index]}T00:00:00Z`)))
      .find((text) => text.length < room);
    // One space in, so that a name begins under the first digit of a day with two.
    line = line.padEnd(index * columnWidth) + (name ?? "");
  }
  return line;
}
