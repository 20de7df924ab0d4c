import { type CalendarDate, daysBetween } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { dotsStartedBy, type StripLayout } from "./strip-layout.ts";

/** Distances in CSS pixels; places along the days are in percent, so the drawing needs no measured width. */
const largestRadius = 6.5;
const dotGap = 2.6;
const baseGap = 4;
const handleRadius = 7;
/** The narrowest strip drawn: a 320 px screen without its margins. */
const narrowestWidth = 288;

interface StripDrawingProps {
  readonly layout: StripLayout;
  readonly threshold: CalendarDate;
  readonly today: CalendarDate;
}

/** The picture of the strip: hollow dots, because a forecast is not a record. All of it is said by its name. */
export function StripDrawing({ layout, threshold, today }: StripDrawingProps): JSX.Element {
  const { words } = useApp();
  const radius = Math.min(largestRadius, narrowestWidth / layout.columns / 2 - dotGap / 2);
  const pitch = 2 * radius + dotGap;
  const height = Math.max(72, baseGap + layout.rows * pitch + 2 * handleRadius + 4);
  const isRightToLeft = words.direction === "rtl";
  const percent = (columns: number) => {
    const share = (columns / layout.columns) * 100;
    return `${isRightToLeft ? 100 - share : share}%`;
  };
  const cut = percent((daysBetween(layout.first, threshold) + 1) / layout.daysPerColumn);
  const name = words.say("strip-picture", {
    date: words.date(threshold, "weekday-day-month"),
    count: dotsStartedBy(layout.dots, threshold),
  });

  return (
    <>
      <svg class="strip-dots" height={height} role="img" aria-label={name}>
        {layout.dots.map(({ date, column, row }) => (
          <circle
            key={`${column}.${row}`}
            class={date <= threshold ? "dot dot-counted" : "dot"}
            cx={percent(column + 0.5)}
            cy={height - baseGap - radius - row * pitch}
            r={radius}
          />
        ))}
        <line class="strip-base" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
        <line class="strip-cut" x1={cut} x2={cut} y1={handleRadius} y2={height} />
        <circle class="strip-handle" cx={cut} cy={handleRadius} r={handleRadius} />
      </svg>
      <div class="strip-axis" aria-hidden="true">
        {layout.labelled.map(({ column, date, hasMonth }) => (
          <span
            key={column}
            class={date === today ? "is-today" : undefined}
            style={{ insetInlineStart: `${((column + 0.5) / layout.columns) * 100}%` }}
          >
            {words.date(date, "day")}
            {hasMonth && <small>{words.month(date)}</small>}
          </span>
        ))}
      </div>
    </>
  );
}
