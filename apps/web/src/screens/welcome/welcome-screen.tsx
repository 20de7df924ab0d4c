import { useSignal } from "@preact/signals";
import { addDays, type CalendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { type DateCell, DateGrid } from "../../controls/date-grid.tsx";
import { SavedLine } from "../../controls/saved-line.tsx";
import { withField } from "../../entry-edits.ts";
import { firstOfWeek, weeksBetween } from "../../month.ts";
import { Say } from "../../strings/say.tsx";
import { Headline } from "../today/headline.tsx";

/** Weeks of days to tap, and how many more come with each "earlier". Our choice: a usual cycle, then another. */
const weeksShown = 5;

interface WelcomeScreenProps {
  /** On to today's screen. */
  readonly onDone: () => void;
}

/** The first question, the only one. The first date tapped is kept and answered at once; more narrow it. */
export function WelcomeScreen({ onDone }: WelcomeScreenProps): JSX.Element {
  const { session, keeping, outlook, navigation, today, words, weekStart } = useApp();
  const weeks = useSignal(weeksShown);
  const focused = useSignal(today.value);
  const entries = session.diary.value.entryByDate;
  const yesterday = addDays(today.value, -1);
  const isStart = (date: CalendarDate) => entries.get(date)?.periodStart === true;
  const knowsStart = [...entries.values()].some((entry) => entry.periodStart === true);
  const first = firstOfWeek(addDays(today.value, -7 * (weeks.value - 1)), weekStart);

  const toggle = (date: CalendarDate) =>
    keeping.keep((diary) => withField(diary, date, "periodStart", isStart(date) ? undefined : true));

  const cellOf = (date: CalendarDate): DateCell => ({
    name: words.say(isStart(date) ? "welcome-day-start" : "welcome-day", { date: words.date(date, "full") }),
    isSelected: isStart(date),
    content: (
      <>
        {(date.endsWith("-01") || date === first) && (
          <span class="day-month" data-month={words.month(date)} />
        )}
        {isStart(date) && (
          <span class="marks">
            <span class="mark-recorded level-unknown" />
          </span>
        )}
      </>
    ),
  });

  return (
    <div class="welcome">
      <p class="wordmark">
        <Say id="app-name" />
      </p>
      <h1 class="headline" tabIndex={-1}>
        <Say id="welcome-question" />
      </h1>
      <div class="answers">
        {[today.value, yesterday].map((date, index) => (
          <button
            type="button"
            class="quiet-button"
            key={date}
            aria-pressed={isStart(date)}
            onClick={() => toggle(date)}
          >
            <Say id={index === 0 ? "welcome-today" : "welcome-yesterday"} />
          </button>
        ))}
      </div>
      <DateGrid
        label={words.say("welcome-grid")}
        groups={[{ name: words.say("welcome-weeks"), weeks: weeksBetween(first, today.value, weekStart) }]}
        focused={focused.value}
        onMove={(date) => {
          if (date > today.value) return;
          focused.value = date;
          while (date < firstOfWeek(addDays(today.value, -7 * (weeks.value - 1)), weekStart)) {
            weeks.value += weeksShown;
          }
        }}
        onOpen={toggle}
        cellOf={cellOf}
      />
      <button
        type="button"
        class="link"
        onClick={() => {
          weeks.value += weeksShown;
        }}
      >
        <Say id="welcome-earlier" />
      </button>
      {knowsStart ? (
        <div class="welcome-answer">
          <Headline answer={outlook.answer.value} />
          <p class="row">
            <button type="button" class="main-button" onClick={onDone}>
              <Say id="welcome-done" />
            </button>
            <SavedLine />
          </p>
          <p class="aside">
            <Say id="welcome-more-starts" />{" "}
            <button
              type="button"
              class="link"
              onClick={() => {
                onDone();
                navigation.go("body");
              }}
            >
              <Say id="welcome-pattern" />
            </button>
          </p>
        </div>
      ) : (
        <div class="answers">
          <button type="button" class="quiet-button" onClick={onDone}>
            <Say id="welcome-unknown" />
          </button>
          <button type="button" class="quiet-button" onClick={() => navigation.go("import")}>
            <Say id="welcome-import" />
          </button>
        </div>
      )}
      <p class="aside">
        <Say id="welcome-where" />
      </p>
      {!knowsStart && (
        <button type="button" class="link" onClick={() => navigation.go("restore")}>
          <Say id="welcome-have" />
        </button>
      )}
    </div>
  );
}
