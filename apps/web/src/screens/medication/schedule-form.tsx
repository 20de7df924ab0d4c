import { useSignal } from "@preact/signals";
import { type Schedule, scheduleActions, stockDates } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { HourChoice } from "../reminders/hour-choice.tsx";
import { answerSoFar } from "./answer-so-far.ts";
import { DateField } from "./date-field.tsx";
import { Presets } from "./presets.tsx";
import { RhythmFields } from "./rhythm-fields.tsx";
import { type DraftProblem, draftOf, newDraft, type ScheduleDraft, scheduleOf } from "./schedule-draft.ts";
import { StockFields } from "./stock-fields.tsx";

/** Longest name of a schedule; see the diary's `schedule.ts`. */
const maxNameLength = 60;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Offered first. Our choice: the morning, as in the reminders. */
const firstHour = 8;

interface ScheduleFormProps {
  /** The schedule that is changed; null for a new one. */
  readonly before: Schedule | null;
  readonly onKeep: (schedule: Schedule) => void;
  readonly onCancel: () => void;
}

/** What, on which days, at which hour, and what is left. Kept by its button: half a rhythm is none. */
export function ScheduleForm({ before, onKeep, onCancel }: ScheduleFormProps): JSX.Element {
  const { session, outlook, navigation, today, words } = useApp();
  const nameId = useId();
  const nameField = useRef<HTMLInputElement>(null);
  const diary = session.diary.peek();
  const left = before && stockDates(diary, before, answerSoFar(outlook.answer.peek()), today.peek()).left;
  const first = useRef(before ? draftOf(before, today.peek(), left) : newDraft(today.peek()));
  const draft = useSignal<ScheduleDraft>(first.current);
  const problem = useSignal<DraftProblem | null>(null);
  useLayoutEffect(() => {
    nameField.current?.focus();
    scrollTo(0, 0);
  }, []);
  const change = (changes: Partial<ScheduleDraft>) => {
    draft.value = { ...draft.value, ...changes };
    problem.value = null;
  };
  const { name, action, from, until, hour } = draft.value;
  const parts = { draft: draft.value, change };

  const keep = () => {
    const others = (diary.schedules ?? []).filter(({ id }) => id !== before?.id);
    const made = scheduleOf(draft.value, {
      // Thirty-six marks that nobody else has.
      id: before?.id ?? crypto.randomUUID(),
      before,
      left,
      today: today.value,
      names: others.map((other) => other.name),
    });
    if (made.ok) onKeep(made.value);
    else problem.value = made.error;
  };

  return (
    <form
      class="schedule-form"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      {before === null && <Presets {...parts} />}
      <div class="field">
        <label class="field-label" for={nameId}>
          <Say id="medication-name" />
        </label>
        <input
          id={nameId}
          ref={nameField}
          type="text"
          autocomplete="off"
          class="wide-input"
          maxLength={maxNameLength}
          aria-invalid={problem.value === "name" || problem.value === "name-taken"}
          value={name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </div>
      <ChoiceButtons
        label={words.say("medication-what")}
        className="choice-row"
        choices={scheduleActions.map((value) => ({
          value,
          name: words.say("medication-action", { action: value }),
        }))}
        value={action}
        onPick={(picked) => picked && change({ action: picked })}
      />
      <RhythmFields {...parts} />
      <DateField
        label={words.say("medication-from")}
        value={from}
        onInput={(text) => change({ from: text })}
      />
      <DateField
        label={words.say("medication-until")}
        value={until}
        {...(from === "" ? {} : { min: from })}
        onInput={(text) => change({ until: text })}
      />
      <section class="sheet-section">
        <Toggle isOn={hour !== null} onToggle={(isOn) => change({ hour: isOn ? firstHour : null })}>
          <Say id="medication-hour" />
        </Toggle>
        {hour !== null && (
          <>
            <HourChoice
              label={words.say("reminders-hour")}
              hours={hours}
              value={hour}
              onPick={(picked) => change({ hour: picked })}
            />
            <p class="aside">
              <Say id="medication-hour-how" />{" "}
              <button type="button" class="link" onClick={() => navigation.go("reminders")}>
                <Say id="reminders-open" />
              </button>
            </p>
          </>
        )}
      </section>
      <StockFields {...parts} />
      <div role="alert">
        {problem.value && (
          <p class="notice failure">
            <Say id="medication-refused" values={{ problem: problem.value }} />
          </p>
        )}
      </div>
      <div class="answers">
        <button type="submit" class="main-button">
          <Say id="medication-keep" />
        </button>
        <button type="button" class="quiet-button" onClick={onCancel}>
          <Say id="medication-cancel" />
        </button>
      </div>
    </form>
  );
}
