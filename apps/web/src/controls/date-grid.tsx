import { addDays, type CalendarDate } from "@tidetable/diary";
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { firstOfWeek, type Week } from "../month.ts";
import { dateAfterKey } from "./grid-keys.ts";
import { gridRole } from "./roles.ts";

/** What one day shows; `name` is all of it in words. */
export interface DateCell {
  readonly name: string;
  readonly content?: ComponentChildren;
  /** Present where a day can be on or off. */
  readonly isSelected?: boolean;
  readonly isDisabled?: boolean;
}

/** Weeks that stand together, a month or a few recent weeks. */
export interface DateGroup {
  readonly name: string;
  readonly weeks: readonly Week[];
}

interface DateGridProps {
  readonly label: string;
  readonly groups: readonly DateGroup[];
  /** The one day that Tab reaches. */
  readonly focused: CalendarDate;
  /** Focus wants to go to this date, which need not be shown yet. */
  readonly onMove: (date: CalendarDate) => void;
  readonly onOpen: (date: CalendarDate) => void;
  readonly cellOf: (date: CalendarDate) => DateCell;
  /** Focus the day as soon as it is there, as when its reader comes back to the grid. */
  readonly takesFocus?: boolean;
}

/** Days in rows of a week, by the ARIA grid pattern: one tab stop, moved by the keys of `dateAfterKey`. */
export function DateGrid(props: DateGridProps): JSX.Element {
  const { words, today, weekStart } = useApp();
  const focusedDay = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(props.takesFocus ?? false);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusedDay.current?.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dateAfterKey(event, props.focused, weekStart, words.direction === "rtl");
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    props.onMove(next);
  };

  const day = (date: CalendarDate | null, index: number) => {
    if (date === null) return <td key={index} />;
    const cell = props.cellOf(date);
    const isFocused = date === props.focused;
    return (
      <td key={index}>
        <button
          type="button"
          class="day"
          ref={isFocused ? focusedDay : null}
          tabIndex={isFocused ? 0 : -1}
          aria-label={cell.name}
          aria-current={date === today.value ? "date" : undefined}
          aria-pressed={cell.isSelected}
          aria-disabled={cell.isDisabled}
          onClick={() => {
            props.onMove(date);
            if (!cell.isDisabled) props.onOpen(date);
          }}
        >
          <span class="day-number" data-weekday={words.weekday(date).short}>
            {words.date(date, "day")}
          </span>
          {cell.content}
        </button>
      </td>
    );
  };

  return (
    <table class="date-grid" {...gridRole} aria-label={props.label} onKeyDown={onKeyDown}>
      {props.groups.map(({ name, weeks }) => (
        <tbody class="month" key={name}>
          <tr class="month-name">
            <th scope="rowgroup">{name}</th>
          </tr>
          <WeekdayRow />
          {weeks.map((week) => (
            <tr key={week.find((date) => date !== null)}>{week.map(day)}</tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The names of the days, short and, for narrow columns, shorter still. */
function WeekdayRow(): JSX.Element {
  const { words, today, weekStart } = useApp();
  const first = firstOfWeek(today.value, weekStart);
  return (
    <tr class="weekdays">
      {Array.from({ length: 7 }, (_, index) => {
        const names = words.weekday(addDays(first, index));
        return (
          <th scope="col" key={names.long} aria-label={names.long}>
            <span class="weekday-short">{names.short}</span>
            <span class="weekday-narrow">{names.narrow}</span>
          </th>
        );
      })}
    </tr>
  );
}
