import { useSignal } from "@preact/signals";
import {
  type CalendarDate,
  historyFromDiary,
  type LifeEvent,
  withEvent,
  withoutEvent,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";

type Excluded = Extract<LifeEvent, { kind: "cycle-excluded" }>;

const reasons = [
  "stress",
  "illness",
  "travel",
  "emergency-contraception",
  "not-my-pattern",
  "other",
] as const;

/** Cycles listed, newest first. Our choice: about a year. */
const cyclesShown = 12;

/** Past cycles; each can be left out of what is learned, with a reason, and taken in again. */
export function LeftOutCycles(): JSX.Element | null {
  const { session, keeping, today, words } = useApp();
  const asked = useSignal<CalendarDate | null>(null);
  const diary = session.diary.value;
  const cycles = (historyFromDiary(diary, today.value)?.completed ?? []).slice(-cyclesShown).reverse();
  const excluded = diary.events.filter((event): event is Excluded => event.kind === "cycle-excluded");
  if (cycles.length === 0) return null;

  return (
    <details class="fold">
      <summary class="fold-title">
        <Say id="cycles-title" />
      </summary>
      <ul class="events">
        {cycles.map(({ start, length }) => {
          const event = excluded.find((other) => other.date === start);
          const values = { date: words.date(start, "full"), days: length };
          return (
            <li class="event" key={start}>
              <span>
                {event ? (
                  <Say id="cycle-left-out" values={{ ...values, reason: event.reason }} />
                ) : (
                  <Say id="cycle-length" values={values} />
                )}
              </span>
              <button
                type="button"
                class="link"
                aria-expanded={event ? undefined : asked.value === start}
                onClick={() => {
                  if (event) keeping.keep((before) => withoutEvent(before, event));
                  else asked.value = asked.value === start ? null : start;
                }}
              >
                <Say id={event ? "cycle-take-in" : "cycle-leave-out"} />
              </button>
              {asked.value === start && !event && (
                <ChoiceButtons
                  label={words.say("cycle-reason-title")}
                  className="choice-row"
                  choices={reasons.map((reason) => ({
                    value: reason,
                    name: words.say("cycle-reason", { reason }),
                  }))}
                  value={undefined}
                  onPick={(reason) => {
                    if (reason === undefined) return;
                    asked.value = null;
                    keeping.keep((before) =>
                      withEvent(before, { kind: "cycle-excluded", date: start, reason }),
                    );
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
