import { useSignal } from "@preact/signals";
import {
  type CalendarDate,
  type Diary,
  type LifeEvent,
  type Pattern,
  parseCalendarDate,
  patterns,
  patternsWithoutForecast,
  withEvent,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";
import { EventList } from "./event-list.tsx";

type PatternEvent = Extract<LifeEvent, { kind: "pattern" }>;

/** What changes the pattern, and since when. Never guessed; each is a dated event that can be removed. */
export function PatternChoice(): JSX.Element {
  const { session, keeping, today, words } = useApp();
  const since = useSignal<CalendarDate | null>(null);
  const sinceId = useId();
  const diary = session.diary.value;
  const events = diary.events.filter((event): event is PatternEvent => event.kind === "pattern");
  const current = events.findLast((event) => event.date <= today.value)?.pattern;

  const pick = (pattern: Pattern | undefined) => {
    if (pattern === undefined) return;
    const date = since.value ?? usualDate(diary, pattern, today.value);
    keeping.keep((before) => withEvent(before, { kind: "pattern", date, pattern }));
  };

  return (
    <section class="sheet-section">
      <h2>
        <Say id="pattern-title" />
      </h2>
      <details class="fold">
        <summary class="fold-title">
          <Say id="pattern-now" values={{ pattern: current ?? "usual" }} />
        </summary>
        <div class="sheet-section">
          <ChoiceButtons
            label={words.say("pattern-title")}
            labelHidden
            className="choice-row"
            choices={offered(current).map((pattern) => ({
              value: pattern,
              name: words.say("pattern", { pattern }),
            }))}
            value={current}
            onPick={pick}
          />
          <div class="field-row">
            <label for={sinceId}>
              <Say id="pattern-since" />
            </label>
            <input
              id={sinceId}
              type="date"
              autocomplete="off"
              max={today.value}
              value={since.value ?? ""}
              onChange={(event) => {
                since.value = parseCalendarDate(event.currentTarget.value);
              }}
            />
          </div>
        </div>
      </details>
      <EventList
        events={events}
        said={({ pattern, date }) => (
          <Say id="pattern-event" values={{ pattern, date: words.date(date, "full") }} />
        )}
      />
    </section>
  );
}

/** Methods are named above; the bare one of an older diary stays where it was set. */
const offered = (current: Pattern | undefined): readonly Pattern[] =>
  patterns.filter((pattern) => pattern !== "hormonal-method" || pattern === current);

/** Since when, where nothing is said: a method or a pregnancy since today, a trait for as long as anything is known. */
function usualDate(diary: Diary, pattern: Pattern, today: CalendarDate): CalendarDate {
  const isRecent =
    patternsWithoutForecast.some((other) => other === pattern) ||
    pattern === "after-hormones" ||
    pattern === "after-loss";
  const oldest = [...diary.entryByDate.keys()].reduce((a, b) => (a < b ? a : b), today);
  return isRecent ? today : oldest;
}
