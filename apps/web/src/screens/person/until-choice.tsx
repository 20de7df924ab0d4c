import {
  addDays,
  type CalendarDate,
  type GrantUntil,
  longestGrantDays,
  parseCalendarDate,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";

interface UntilChoiceProps {
  readonly until: GrantUntil;
  /** The last day that comes of it, where it is known. */
  readonly last: CalendarDate | null;
  readonly onChange: (until: GrantUntil) => void;
}

const choices = ["one", "three", "date"] as const;
/** Days until the date that is proposed first. Our choice: as long as the default of a permission. */
const proposedDays = 30;

/** Until when: one cycle, three, or a day within half a year. There is no "for ever". */
export function UntilChoice({ until, last, onChange }: UntilChoiceProps): JSX.Element {
  const { words, today } = useApp();
  const fieldId = useId();
  const value = until.kind === "date" ? "date" : until.cycles === 1 ? "one" : "three";
  const latest = addDays(today.value, longestGrantDays - 1);
  return (
    <div class="sheet-section">
      <ChoiceButtons
        label={words.say("person-until")}
        className="choice-row"
        choices={choices.map((until) => ({ value: until, name: words.say("person-until-name", { until }) }))}
        value={value}
        onPick={(picked = value) =>
          onChange(
            picked === "date"
              ? { kind: "date", date: last ?? addDays(today.value, proposedDays) }
              : { kind: "cycles", cycles: picked === "one" ? 1 : 3 },
          )
        }
      />
      {until.kind === "date" && (
        <div class="field">
          <label class="field-label" for={fieldId}>
            <Say id="person-until-date" />
          </label>
          <input
            id={fieldId}
            type="date"
            min={today.value}
            max={latest}
            value={until.date}
            onInput={(event) => {
              const date = parseCalendarDate(event.currentTarget.value);
              if (date !== null) onChange({ kind: "date", date });
            }}
          />
        </div>
      )}
      {last !== null && (
        <p class="aside">
          <Say id="person-until-how" values={{ date: words.date(last, "full") }} />
        </p>
      )}
    </div>
  );
}
