import { useSignal } from "@preact/signals";
import type { CalendarDate, CheckIn } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { withoutDay } from "../../check-in/editing.ts";
import { readerOf } from "../../check-in/readers.ts";
import { remindersFrom } from "../../reminders/reminders.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { hourWords } from "../reminders/hour-words.ts";

interface CheckInNowProps {
  readonly sharing: Sharing;
  readonly checkIn: CheckIn;
}

/** What is on: each day to come, and the ways to call off one of them or all. */
export function CheckInNow({ sharing, checkIn }: CheckInNowProps): JSX.Element {
  const { words, today, navigation } = useApp();
  const { name, isReached } = readerOf(checkIn, sharing.grants.value);
  const refused = useSignal<string | null>(null);
  const asks = remindersFrom(sharing.records.value.get("reminders"))?.asks === true;
  const keep = async (next: CheckIn | null): Promise<void> => {
    refused.value = await sharing.keepRecord("check-in", next);
  };
  const drop = (day: CalendarDate) => keep(withoutDay(checkIn, day, today.value));

  return (
    <section class="sheet-section">
      <p role="status">
        <Say
          id={isReached ? "check-in-on" : "check-in-reaches-nobody"}
          values={{ name, hour: hourWords(words.locale, checkIn.untilHour) }}
        />
      </p>
      <ul class="events">
        {checkIn.dates
          .filter((date) => date >= today.value)
          .map((date) => (
            <li class="event" key={date}>
              <span>
                <Say id="check-in-on-day" values={{ date: words.date(date, "full") }} />
              </span>
              <button type="button" class="link" onClick={() => drop(date)}>
                <Say id="check-in-drop-day" />
              </button>
            </li>
          ))}
      </ul>
      <button type="button" class="main-button" onClick={() => keep(null)}>
        <Say id="check-in-end" />
      </button>
      {!asks && (
        <>
          <p class="aside">
            <Say id="check-in-asks-off" />
          </p>
          <button type="button" class="quiet-button" onClick={() => navigation.go("reminders")}>
            <Say id="reminders-open" />
          </button>
        </>
      )}
      <div role="alert">
        {refused.value && (
          <p class="notice failure">
            <Say id="devices-trouble" values={{ kind: refused.value }} />
          </p>
        )}
      </div>
    </section>
  );
}
