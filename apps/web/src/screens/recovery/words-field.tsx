import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Say } from "../../strings/say.tsx";

interface WordsFieldProps {
  readonly text: Signal<string>;
  readonly problem: { readonly kind: string; readonly position: number } | null;
}

/** Twelve words, typed or pasted in one go, with or without their numbers. */
export function WordsField({ text, problem }: WordsFieldProps): JSX.Element {
  const fieldId = useId();
  const problemId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id="words-field" />
      </label>
      <textarea
        id={fieldId}
        rows={4}
        lang="en"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problemId}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <p class="aside" id={problemId} role={problem ? "alert" : undefined}>
        {problem && <Say id="words-problem" values={{ kind: problem.kind, position: problem.position }} />}
      </p>
    </div>
  );
}
