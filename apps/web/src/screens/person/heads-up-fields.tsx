import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Fields } from "../../sharing/draft.ts";
import { Say } from "../../strings/say.tsx";

type HeadsUp = NonNullable<Fields["headsUp"]>;

interface HeadsUpFieldsProps {
  readonly headsUp: HeadsUp;
  readonly onChange: (headsUp: HeadsUp) => void;
}

/** Days ahead that a heads-up may have; the same in packages/diary/src/sharing/scope.ts. */
const days = { least: 1, most: 10 } as const;
/** Characters that the field takes; a text that has too many bytes is told when it is looked at. */
const maxWords = 240;

/** How many days ahead a heads-up comes, and what it says. */
export function HeadsUpFields({ headsUp, onChange }: HeadsUpFieldsProps): JSX.Element {
  const { words } = useApp();
  const fieldId = useId();
  const step = (by: number) => onChange({ ...headsUp, days: headsUp.days + by });
  return (
    <div class="sheet-section field-options">
      <div class="field-row">
        <button
          type="button"
          class="step"
          aria-label={words.say("person-fewer-days")}
          disabled={headsUp.days <= days.least}
          onClick={() => step(-1)}
        >
          <span class="minus" aria-hidden="true" />
        </button>
        <span role="status">
          <Say id="person-days-ahead" values={{ days: headsUp.days }} />
        </span>
        <button
          type="button"
          class="step"
          aria-label={words.say("person-more-days")}
          disabled={headsUp.days >= days.most}
          onClick={() => step(1)}
        >
          <span class="plus" aria-hidden="true" />
        </button>
      </div>
      <div class="field">
        <label class="field-label" for={fieldId}>
          <Say id="person-words" />
        </label>
        <textarea
          id={fieldId}
          rows={3}
          autocomplete="off"
          spellcheck={false}
          maxLength={maxWords}
          value={headsUp.words}
          onInput={(event) => onChange({ ...headsUp, words: event.currentTarget.value })}
        />
        <p class="aside">
          <Say id="person-words-how" />
        </p>
      </div>
    </div>
  );
}
