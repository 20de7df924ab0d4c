import { useSignal } from "@preact/signals";
import type { CalendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { secondsNow } from "../platform/clock.ts";
import { hourWords } from "../screens/reminders/hour-words.ts";
import { Say } from "../strings/say.tsx";
import { checkInFrom, withoutDay } from "./editing.ts";
import { localHourAt } from "./local-hours.ts";
import { readerOf } from "./readers.ts";

/** How often the hour is looked at, in milliseconds. Our choice: a minute, as the card speaks of hours. */
const lookMilliseconds = 60_000;

/** Today's check-in, if there is one: one tap answers it, before the question comes or after. */
export function AllRightCard(): JSX.Element | null {
  const { sharing, today, words } = useApp();
  const hour = useSignal(localHourAt(secondsNow()).hour);
  /** The day that was answered here a moment ago. */
  const answered = useSignal<CalendarDate | null>(null);
  const refused = useSignal<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      hour.value = localHourAt(secondsNow()).hour;
    }, lookMilliseconds);
    return () => clearInterval(timer);
  }, []);

  const known = sharing.value;
  const checkIn = checkInFrom(known?.records.value.get("check-in"));
  const isDue = checkIn?.dates.includes(today.value) === true;
  const isAnswered = answered.value === today.value;
  if (!known || !(isDue || isAnswered)) return null;
  if (!isDue) {
    return (
      <p class="notice" role="status">
        <Say id="all-right-done" />
      </p>
    );
  }

  const { name, isReached } = readerOf(checkIn, known.grants.value);
  const values = { name, hour: hourWords(words.locale, checkIn.untilHour) };
  const answer = async (): Promise<void> => {
    const day = today.value;
    refused.value = await known.keepRecord("check-in", withoutDay(checkIn, day, day));
    if (refused.value === null) answered.value = day;
  };
  return (
    <section class="notice" aria-label={words.say("check-in-title")}>
      {!isReached || hour.value >= checkIn.untilHour ? (
        <p>
          <Say id={isReached ? "all-right-gone" : "check-in-reaches-nobody"} values={values} />
        </p>
      ) : (
        <>
          <p>
            <strong>
              <Say id="check-in-question" />
            </strong>{" "}
            <Say id="all-right-until" values={values} />
          </p>
          <div class="answers">
            <button type="button" class="main-button" onClick={answer}>
              <Say id="all-right-yes" />
            </button>
          </div>
        </>
      )}
      <div role="alert">
        {refused.value && (
          <p>
            <Say id="devices-trouble" values={{ kind: refused.value }} />
          </p>
        )}
      </div>
    </section>
  );
}
