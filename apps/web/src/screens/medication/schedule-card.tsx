import { rhythmInWords, type Schedule, sentencesAboutSchedule } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { answerSoFar } from "./answer-so-far.ts";

interface ScheduleCardProps {
  readonly schedule: Schedule;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

/** One schedule: its rhythm, what is next, what is left, what is recorded. */
export function ScheduleCard({ schedule, onChange, onRemove }: ScheduleCardProps): JSX.Element {
  const { session, outlook, today, words } = useApp();
  const answer = answerSoFar(outlook.answer.value);
  const { name } = schedule;
  return (
    <li class="schedule">
      <h2>{name}</h2>
      <p class="aside">
        <SaySentence sentence={rhythmInWords(schedule)} />
      </p>
      {sentencesAboutSchedule(session.diary.value, schedule, answer, today.value).map((sentence) => (
        <p key={sentence.id}>
          <SaySentence sentence={sentence} />
        </p>
      ))}
      <div class="schedule-ways">
        <button
          type="button"
          class="link"
          aria-label={words.say("medication-change-named", { name })}
          onClick={onChange}
        >
          <Say id="medication-change" />
        </button>
        <button
          type="button"
          class="link"
          aria-label={words.say("medication-remove-named", { name })}
          onClick={onRemove}
        >
          <Say id="remove" />
        </button>
      </div>
    </li>
  );
}
