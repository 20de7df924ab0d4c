import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useTyped } from "../../controls/use-typed.ts";
import { longestWords } from "../../reminders/reminders.ts";
import { Say } from "../../strings/say.tsx";

interface OwnWordsProps {
  readonly kept: string;
  readonly onKeep: (words: string) => void;
}

/** What a notice says in its owner's words; empty for the neutral text. */
export function OwnWords({ kept, onKeep }: OwnWordsProps): JSX.Element {
  const fieldId = useId();
  const typed = useTyped(kept, (text) => onKeep(text.trim()));
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id="reminders-words" />
      </label>
      <input
        id={fieldId}
        type="text"
        autocomplete="off"
        maxLength={longestWords}
        value={typed.text.value}
        onInput={(event) => typed.type(event.currentTarget.value)}
        onBlur={typed.finish}
      />
    </div>
  );
}
