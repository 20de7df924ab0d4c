import { type CalendarDate, type DatedForecast, daysBetween, withEvent } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** An answer counts for questions this near to it, since an estimate may move by days. Our choice: half a cycle. */
const answeredWithinDays = 10;

/** "Was a period around … not logged?", asked once for each. */
export function UnloggedQuestions({ forecast }: { readonly forecast: DatedForecast }): JSX.Element | null {
  const { session, keeping, navigation, words } = useApp();
  const answered = session.diary.value.events.filter((event) => event.kind === "unlogged");
  const open = forecast.possiblyUnlogged.find(
    ({ around }) =>
      !answered.some((event) => Math.abs(daysBetween(event.date, around)) <= answeredWithinDays),
  );
  if (!open) return null;
  const { around } = open;
  const isThisYear = around.slice(0, 4) === forecast.today.slice(0, 4);
  const style = isThisYear ? "weekday-day-month" : "weekday-day-month-year";
  const answer = (date: CalendarDate, given: "missed" | "not-missed" | "unsure") =>
    keeping.keep((diary) => withEvent(diary, { kind: "unlogged", date, answer: given }));

  const addIt = () => {
    answer(around, "missed");
    navigation.openMarking(around);
  };

  return (
    <section class="question">
      <p>
        <Say id="unlogged-question" values={{ date: words.date(around, style) }} />
      </p>
      <div class="answers">
        <button type="button" class="quiet-button" onClick={() => answer(around, "not-missed")}>
          <Say id="unlogged-not-missed" />
        </button>
        <button type="button" class="quiet-button" onClick={addIt}>
          <Say id="unlogged-missed" />
        </button>
        <button type="button" class="quiet-button" onClick={() => answer(around, "unsure")}>
          <Say id="unlogged-unsure" />
        </button>
      </div>
    </section>
  );
}
