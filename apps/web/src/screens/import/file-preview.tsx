import { periodStarts } from "@tidetable/diary";
import type { ImportedDiary, Problem } from "@tidetable/diary/exchange";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { problemWords } from "./problem-words.ts";

interface FilePreviewProps {
  readonly imported: ImportedDiary;
  readonly onAdd: () => void;
  readonly onDiscard: () => void;
}

/** What a file holds, before anything of it is kept. */
export function FilePreview({ imported, onAdd, onDiscard }: FilePreviewProps): JSX.Element {
  const { diary, format, skipped, odd, unknown } = imported;
  const starts = periodStarts(diary.entryByDate);
  return (
    <section class="sheet-section">
      <h2>
        <Say id="preview-title" />
      </h2>
      <p>
        <Say id={`format-${format}`} />
      </p>
      <p>
        <Say id="preview-counts" values={{ days: diary.entryByDate.size, starts: starts.length }} />
      </p>
      <Problems heading="preview-skipped" problems={skipped} />
      <Problems heading="preview-odd" problems={odd} />
      {unknown.length > 0 && (
        <details class="finding">
          <summary>
            <Say id="preview-unknown" values={{ count: unknown.length }} />
          </summary>
          <ul>
            {unknown.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="aside">
        <Say id="preview-nothing-yet" />
      </p>
      <div class="answers">
        <button type="button" class="main-button" onClick={onAdd}>
          <Say id="preview-add" />
        </button>
        <button type="button" class="quiet-button" onClick={onDiscard}>
          <Say id="preview-discard" />
        </button>
      </div>
    </section>
  );
}

/** Most problems shown by name; a file may have thousands. */
const problemsShown = 200;

interface ProblemsProps {
  readonly heading: "preview-skipped" | "preview-odd";
  readonly problems: readonly Problem[];
}

function Problems({ heading, problems }: ProblemsProps): JSX.Element | null {
  const { words } = useApp();
  if (problems.length === 0) return null;
  return (
    <details class="finding">
      <summary>
        <Say id={heading} values={{ count: problems.length }} />
      </summary>
      <ul>
        {problems.slice(0, problemsShown).map((problem, index) => (
          // Problems have no name of their own, and their order does not change.
          <li key={index}>{problemWords(words, problem)}</li>
        ))}
      </ul>
    </details>
  );
}
