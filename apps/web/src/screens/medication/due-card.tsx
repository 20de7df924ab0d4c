import {
  type CalendarDate,
  type Diary,
  type Due,
  doseInWords,
  dueBetween,
  type ForecastAnswer,
  orderInWords,
  type Schedule,
  standingDue,
  stockDates,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { withMedicationToggled } from "../../entry-edits.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { answerSoFar } from "./answer-so-far.ts";
import { addMedicationWords } from "./medication-words.ts";

/** What is due today, each with one tap, and what is to be ordered. Nothing at all where there is nothing. */
export function DueCard(): JSX.Element | null {
  const { session, keeping, outlook, navigation, today, words } = useApp();
  addMedicationWords(words);
  const titleId = useId();
  const diary = session.diary.value;
  const date = today.value;
  const schedules = diary.schedules ?? [];
  const answer = answerSoFar(outlook.answer.value);
  const due = dueNow(diary, answer, date);
  const orders = schedules.flatMap((one) => orderInWords(one, stockDates(diary, one, answer, date), date));
  if (due.length === 0 && orders.length === 0) return null;
  const scheduleOf = (id: string): Schedule => schedules.find((one) => one.id === id)!;
  return (
    <section class="due-card" aria-labelledby={titleId}>
      <div class="strip-head">
        <h2 id={titleId}>
          <Say id="medication-due-today" />
        </h2>
        <button type="button" class="link" onClick={() => navigation.go("medication")}>
          <Say id="medication-open" />
        </button>
      </div>
      {due.map((one) => {
        const schedule = scheduleOf(one.schedule);
        return (
          <div key={one.schedule}>
            <Toggle
              isOn={one.isTaken}
              onToggle={() => keeping.keep((before) => withMedicationToggled(before, date, schedule.name))}
            >
              <SaySentence sentence={doseInWords(schedule, one)} />
            </Toggle>
            {one.date < date && !one.isTaken && (
              <p class="aside">
                <Say id="medication-standing" values={{ date: words.date(one.date, "weekday-day-month") }} />
              </p>
            )}
          </div>
        );
      })}
      {orders.map((sentence) => (
        <p key={sentence.values.name} class="aside">
          <SaySentence sentence={sentence} />
        </p>
      ))}
    </section>
  );
}

/** What is due today, and before it what was due and stands. */
function dueNow(diary: Diary, answer: ForecastAnswer, today: CalendarDate): readonly Due[] {
  const standing = (diary.schedules ?? []).flatMap((one) => standingDue(diary, one, answer, today) ?? []);
  return [...standing, ...dueBetween(diary, answer, { first: today, last: today })];
}
