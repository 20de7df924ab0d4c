import type { CalendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { type Draft, fieldsOf, type Missing, presets } from "../../sharing/draft.ts";
import { Say } from "../../strings/say.tsx";
import { CareFields } from "./care-fields.tsx";
import { FieldSwitches } from "./field-switches.tsx";
import { UntilChoice } from "./until-choice.tsx";

interface DraftFormProps {
  readonly draft: Draft;
  /** The last day as it would be; null while something is missing. */
  readonly last: CalendarDate | null;
  readonly onChange: (changes: Partial<Draft>) => void;
  /** Why it cannot be looked at yet, once that was tried. */
  readonly missing: Missing | null;
  readonly onPreview: () => void;
}

/** Everything there is to say about a permission, most of it switched off. Nothing is kept before it is agreed to. */
export function DraftForm({ draft, last, onChange, missing, onPreview }: DraftFormProps): JSX.Element {
  const { words, today } = useApp();
  return (
    <form
      class="person-form"
      autocomplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onPreview();
      }}
    >
      <TextField id="person-nickname" value={draft.nickname} onType={(nickname) => onChange({ nickname })} />
      <TextField id="person-called" value={draft.called} onType={(called) => onChange({ called })} />
      <div>
        <ChoiceButtons
          label={words.say("person-preset")}
          className="choice-row"
          choices={presets.map((preset) => ({
            value: preset,
            name: words.say("person-preset-name", { preset }),
          }))}
          value={draft.preset}
          onPick={(preset = draft.preset) =>
            onChange({ preset, fields: fieldsOf(preset, today.value, draft.fields) })
          }
        />
        <p class="aside">
          <Say id="person-preset-how" values={{ preset: draft.preset }} />
        </p>
      </div>
      <FieldSwitches
        fields={draft.fields}
        within={null}
        onChange={(fields) => onChange({ fields, preset: "custom" })}
        onWords={(fields) => onChange({ fields })}
      />
      {draft.fields.care.length > 0 && (
        <CareFields kinds={draft.fields.care} care={draft.care} onType={(care) => onChange({ care })} />
      )}
      <UntilChoice until={draft.until} last={last} onChange={(until) => onChange({ until })} />
      <div class="sheet-section">
        <div role="alert">
          {missing !== null && (
            <p class="notice failure">
              <Say id="person-missing" values={{ what: missing }} />
            </p>
          )}
        </div>
        <button type="submit" class="main-button">
          <Say id="person-preview" />
        </button>
      </div>
    </form>
  );
}

interface TextFieldProps {
  /** Of the message that names it; the one behind `-how` explains it. */
  readonly id: string;
  readonly value: string;
  readonly onType: (text: string) => void;
}

/** Longest name in characters; the same as of what a reader is told (`isShareText`). */
const maxName = 40;

function TextField({ id, value, onType }: TextFieldProps): JSX.Element {
  const fieldId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id={id} />
      </label>
      <input
        id={fieldId}
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={maxName}
        aria-describedby={`${fieldId}-how`}
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      <p class="aside" id={`${fieldId}-how`}>
        <Say id={`${id}-how`} />
      </p>
    </div>
  );
}
