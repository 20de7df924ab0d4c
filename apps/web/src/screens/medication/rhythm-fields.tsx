import { addDays, calendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { NumberField } from "./number-field.tsx";
import { rhythmKinds, type ScheduleDraft, units } from "./schedule-draft.ts";

/** Any Monday: the days of the week are named from it. */
const monday = calendarDate("2024-01-01");

export interface DraftProps {
  readonly draft: ScheduleDraft;
  readonly change: (changes: Partial<ScheduleDraft>) => void;
}

type NumberName = {
  [Name in keyof ScheduleDraft]: ScheduleDraft[Name] extends string ? Name : never;
}[keyof ScheduleDraft];

/** On which days. */
export function RhythmFields({ draft, change }: DraftProps): JSX.Element {
  const { words, weekStart } = useApp();
  const number = (field: NumberName) => (
    <NumberField
      label={words.say("medication-number", { field })}
      value={draft[field]}
      onInput={(text) => change({ [field]: text })}
    />
  );
  const toggleWeekday = (weekday: number) => {
    const others = draft.weekdays.filter((other) => other !== weekday);
    const next = others.length < draft.weekdays.length ? others : [...others, weekday];
    change({ weekdays: next.sort((one, other) => one - other) });
  };
  return (
    <>
      <ChoiceButtons
        label={words.say("medication-when")}
        className="choice-row"
        choices={rhythmKinds.map((kind) => ({ value: kind, name: words.say("medication-rhythm", { kind }) }))}
        value={draft.kind}
        onPick={(kind) => kind && change({ kind })}
      />
      {draft.kind === "pack" && (
        <>
          {number("activeDays")}
          {number("breakDays")}
          <Toggle isOn={draft.placebo} onToggle={(placebo) => change({ placebo })}>
            <Say id="medication-placebo" />
          </Toggle>
        </>
      )}
      {draft.kind === "weekdays" && (
        <fieldset class="ways">
          <legend class="choice-label">
            <Say id="medication-weekdays" />
          </legend>
          <div class="chips">
            {Array.from({ length: 7 }, (_, at) => ((weekStart - 1 + at) % 7) + 1).map((weekday) => (
              <button
                key={weekday}
                type="button"
                class="chip"
                aria-pressed={draft.weekdays.includes(weekday)}
                onClick={() => toggleWeekday(weekday)}
              >
                {words.weekday(addDays(monday, weekday - 1)).short}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {draft.kind === "every" && (
        <>
          {number("count")}
          <ChoiceButtons
            label={words.say("medication-unit-label")}
            labelHidden
            className="choice-row"
            choices={units.map((unit) => ({ value: unit, name: words.say("medication-unit", { unit }) }))}
            value={draft.unit}
            onPick={(unit) => unit && change({ unit })}
          />
        </>
      )}
      {draft.kind === "cycle-days" && (
        <>
          {number("firstCycleDay")}
          {number("lastCycleDay")}
        </>
      )}
      {draft.kind === "before-start" && number("daysBefore")}
      {(draft.kind === "cycle-days" || draft.kind === "before-start") && (
        <p class="aside">
          <Say id="medication-by-forecast" />
        </p>
      )}
    </>
  );
}
