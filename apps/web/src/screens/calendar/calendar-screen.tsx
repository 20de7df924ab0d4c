import { useSignal } from "@preact/signals";
import { addDays, type Bleeding, type CalendarDate, type DatedForecast, withEntry } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { type DateCell, DateGrid } from "../../controls/date-grid.tsx";
import { LevelButtons } from "../../controls/level-buttons.tsx";
import { SavedLine } from "../../controls/saved-line.tsx";
import { addMonths, firstOfMonth, weeksOfMonth } from "../../month.ts";
import { Say } from "../../strings/say.tsx";
import { DayMarksView } from "./day-marks.tsx";
import { dayName } from "./day-name.ts";
import { Legend } from "./legend.tsx";
import { fullHeightChance, marksOfDay } from "./marks.ts";

/** How many months stand together: what was recorded and what may come seldom fall into one. */
const monthsShown = 2;

/** Two months, what was recorded and what may come; a day opens its sheet, or is marked. */
export function CalendarScreen(): JSX.Element {
  const { session, keeping, outlook, navigation, today, words, weekStart } = useApp();
  const level = useSignal<Bleeding>("medium");
  const focused = navigation.calendarDate.value ?? today.value;
  const isMarking = navigation.isMarking.value;

  const answer = outlook.answer.value;
  const forecast = answer?.kind === "forecast" ? answer.forecast : null;
  const chosenMonth = useSignal<CalendarDate | null>(null);
  const firstMonth = chosenMonth.value ?? usualFirstMonth(focused, forecast);
  const fullHeight = forecast === null ? 1 : fullHeightChance(forecast);
  const months = Array.from({ length: monthsShown }, (_, index) => addMonths(firstMonth, index));

  const moveTo = (date: CalendarDate) => {
    navigation.showInCalendar(date);
    const month = firstOfMonth(date);
    if (month < firstMonth) chosenMonth.value = month;
    else if (month > months.at(-1)!) chosenMonth.value = addMonths(month, 1 - monthsShown);
    else chosenMonth.value = firstMonth;
  };
  const turnMonths = (by: number) => {
    const first = addMonths(firstMonth, by);
    const last = addDays(addMonths(first, monthsShown), -1);
    chosenMonth.value = first;
    if (focused < first) navigation.showInCalendar(first);
    else if (focused > last) navigation.showInCalendar(last);
  };
  const showToday = () => {
    chosenMonth.value = null;
    navigation.showInCalendar(null);
  };

  const mark = (date: CalendarDate) =>
    keeping.keep((diary) => {
      const entry = diary.entryByDate.get(date) ?? {};
      const { bleeding, ...rest } = entry;
      return withEntry(diary, date, bleeding === level.value ? rest : { ...entry, bleeding: level.value });
    });

  const cellOf = (date: CalendarDate): DateCell => {
    const entry = session.diary.value.entryByDate.get(date);
    const marks = marksOfDay(entry, forecast, date);
    return {
      name: dayName(words, date, marks, forecast),
      content: <DayMarksView marks={marks} fullHeight={fullHeight} />,
      // A day to come has nothing to record yet; it can be opened and read.
      ...(isMarking ? { isSelected: marks.level === level.value, isDisabled: date > today.value } : {}),
    };
  };

  return (
    <div class="calendar">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <Say id="calendar-title" />
        </h1>
        <SavedLine />
        <div class="month-turns">
          <button
            type="button"
            class="step"
            aria-label={words.say("calendar-earlier")}
            onClick={() => turnMonths(-1)}
          >
            <span class="arrow-back" />
          </button>
          <button type="button" class="quiet-button" onClick={showToday}>
            <Say id="calendar-today" />
          </button>
          <button
            type="button"
            class="step"
            aria-label={words.say("calendar-later")}
            onClick={() => turnMonths(1)}
          >
            <span class="arrow-on" />
          </button>
        </div>
      </header>
      <DateGrid
        label={words.say(isMarking ? "calendar-grid-marking" : "calendar-grid")}
        groups={months.map((month) => ({
          name: words.date(month, "month-year"),
          weeks: weeksOfMonth(month, weekStart),
        }))}
        focused={focused}
        onMove={moveTo}
        onOpen={isMarking ? mark : navigation.openDay}
        cellOf={cellOf}
        takesFocus={navigation.previous.value === "day"}
      />
      <Legend />
      <section class="marking">
        <button
          type="button"
          class="quiet-button"
          aria-pressed={isMarking}
          onClick={() => navigation.setMarking(!isMarking)}
        >
          <Say id={isMarking ? "marking-stop" : "marking-begin"} />
        </button>
        {isMarking && (
          <>
            <p>
              <Say id="marking-how" />
            </p>
            <LevelButtons
              label={words.say("marking-level")}
              value={level.value}
              onPick={(next) => {
                if (next) level.value = next;
              }}
            />
          </>
        )}
      </section>
    </div>
  );
}

/** This month with the one before it, or with the next where the forecast reaches into that. */
function usualFirstMonth(date: CalendarDate, forecast: DatedForecast | null): CalendarDate {
  const month = firstOfMonth(date);
  const reachesOn = forecast !== null && forecast.nextStart.interval.last >= addMonths(month, 1);
  return reachesOn ? month : addMonths(month, -1);
}
