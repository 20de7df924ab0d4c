import { longestPlan, parseCalendarDate, stakes } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { type Asked, latestDay, mostDaysBefore, occasions, usualDays } from "../../planning/question.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";

/** A part of the question that can be changed by itself. */
export type AskedPart = "occasion" | "days" | "from" | "to" | "stakes" | "avoid" | "calendars";

interface PartEditorProps {
  readonly part: AskedPart;
  readonly asked: Asked;
  readonly onChange: (changes: Partial<Asked>) => void;
}

/** Changes one part of the question. */
export function PartEditor({ part, asked, onChange }: PartEditorProps): JSX.Element {
  const { words } = useApp();
  switch (part) {
    case "occasion":
      return (
        <ChoiceButtons
          label={words.say("planner-occasion-label")}
          className="choice-row"
          choices={occasions.map((occasion) => ({
            value: occasion,
            name: words.say("planner-occasion-name", { occasion }),
          }))}
          value={asked.occasion}
          onPick={(occasion) =>
            occasion && onChange({ occasion, days: usualDays[occasion], name: "", moving: null })
          }
        />
      );
    case "days":
      return (
        <Counter
          id="planner-days-label"
          value={asked.days}
          least={1}
          most={longestPlan}
          onChange={(days) => onChange({ days })}
        />
      );
    case "from":
    case "to":
      return <DayEditor part={part} asked={asked} onChange={onChange} />;
    case "stakes":
      return (
        <ChoiceButtons
          label={words.say("planner-stakes-label")}
          className="choice-row"
          choices={stakes.map((one) => ({
            value: one,
            name: words.say("planner-stakes-name", { stakes: one }),
          }))}
          value={asked.stakes}
          onPick={(one = asked.stakes) => onChange({ stakes: one })}
        />
      );
    case "avoid":
      return <AvoidEditor asked={asked} onChange={onChange} />;
    case "calendars":
      return (
        <Toggle isOn={asked.withCalendars} onToggle={(withCalendars) => onChange({ withCalendars })}>
          <Say id="planner-calendars-label" />
        </Toggle>
      );
  }
}

function DayEditor({
  part,
  asked,
  onChange,
}: PartEditorProps & { readonly part: "from" | "to" }): JSX.Element {
  const { today } = useApp();
  const fieldId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id={`planner-${part}-label`} />
      </label>
      <input
        id={fieldId}
        type="date"
        min={today.value}
        max={latestDay(today.value)}
        value={asked[part]}
        onChange={(event) => {
          const date = parseCalendarDate(event.currentTarget.value);
          if (date !== null) onChange({ [part]: date });
        }}
      />
    </div>
  );
}

function AvoidEditor({ asked, onChange }: Omit<PartEditorProps, "part">): JSX.Element {
  const { avoid } = asked;
  return (
    <>
      <Toggle isOn={avoid.bleeding} onToggle={(bleeding) => onChange({ avoid: { ...avoid, bleeding } })}>
        <Say id="planner-avoid-bleeding" />
      </Toggle>
      <Counter
        id="planner-avoid-before"
        value={avoid.daysBefore}
        least={0}
        most={mostDaysBefore}
        onChange={(daysBefore) => onChange({ avoid: { ...avoid, daysBefore } })}
      />
    </>
  );
}

interface CounterProps {
  /** Of the message that names it. */
  readonly id: "planner-days-label" | "planner-avoid-before";
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A small number that is tapped up and down, or typed. */
function Counter({ id, value, least, most, onChange }: CounterProps): JSX.Element {
  const { words } = useApp();
  const fieldId = useId();
  const set = (next: number) => {
    if (Number.isInteger(next)) onChange(Math.min(most, Math.max(least, next)));
  };
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id={id} />
      </label>
      <div class="plan-counter">
        <button
          type="button"
          class="step"
          aria-label={words.say("planner-fewer")}
          onClick={() => set(value - 1)}
        >
          <span class="minus" />
        </button>
        <input
          id={fieldId}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          value={value}
          onChange={(event) => set(event.currentTarget.valueAsNumber)}
        />
        <button
          type="button"
          class="step"
          aria-label={words.say("planner-more")}
          onClick={() => set(value + 1)}
        >
          <span class="plus" />
        </button>
      </div>
    </div>
  );
}
