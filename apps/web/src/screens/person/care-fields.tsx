import type { CareWords } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Say } from "../../strings/say.tsx";

interface CareFieldsProps {
  readonly kinds: readonly (keyof CareWords)[];
  readonly care: CareWords;
  readonly onType: (care: CareWords) => void;
}

/** What helps and what to bring, in one's own words; the same for everybody who is shown them. */
export function CareFields({ kinds, care, onType }: CareFieldsProps): JSX.Element {
  return (
    <section class="sheet-section">
      <h2>
        <Say id="person-care" />
      </h2>
      {kinds.map((kind) => (
        <CareField
          key={kind}
          kind={kind}
          text={care[kind]}
          onType={(text) => onType({ ...care, [kind]: text })}
        />
      ))}
      <p class="aside">
        <Say id="person-care-shared" />
      </p>
    </section>
  );
}

interface CareFieldProps {
  readonly kind: keyof CareWords;
  readonly text: string;
  readonly onType: (text: string) => void;
}

function CareField({ kind, text, onType }: CareFieldProps): JSX.Element {
  const fieldId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id={`person-${kind}-words`} />
      </label>
      <textarea
        id={fieldId}
        rows={2}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}
