import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { useTyped } from "../../controls/use-typed.ts";
import { withField } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import type { SectionProps } from "./section.ts";

/** Longest note an entry holds; see the diary's `entry.ts`. */
const maxNoteLength = 10_000;

/** Free words. No spelling check: some browsers send what is checked to a server. */
export function Note({ date, entry }: SectionProps): JSX.Element {
  const { keeping } = useApp();
  const fieldId = useId();
  const note = useTyped(entry.note ?? "", (text) =>
    keeping.keep((diary) => withField(diary, date, "note", text === "" ? undefined : text)),
  );
  return (
    <section class="sheet-section">
      <h2>
        <label for={fieldId}>
          <Say id="note-title" />
        </label>
      </h2>
      <textarea
        id={fieldId}
        rows={3}
        autocomplete="off"
        spellcheck={false}
        maxLength={maxNoteLength}
        value={note.text.value}
        onInput={(event) => note.type(event.currentTarget.value)}
        onBlur={note.finish}
      />
    </section>
  );
}
