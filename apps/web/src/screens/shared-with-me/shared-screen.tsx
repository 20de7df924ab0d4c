import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { readerOf } from "../../reader/reading.ts";
import { isReaderOnly } from "../../reader/shared-names.ts";
import { Say } from "../../strings/say.tsx";
import { SharedCard } from "./shared-card.tsx";
import { addSharingWords } from "./sharing-words.ts";

/** One card for each person who shares something, and nothing else: no history, no times, no way to answer. */
export function SharedScreen(): JSX.Element {
  const { session, today, words, navigation } = useApp();
  addSharingWords(words);
  const reader = useMemo(() => readerOf(session, today), [session]);
  const shared = reader.shared.value;
  const isOnly = isReaderOnly(session.diary.value, session.settings.value);
  return (
    <div class="more">
      {isOnly ? (
        <header class="screen-head">
          <h1 tabIndex={-1}>
            <Say id="shared-title" />
          </h1>
        </header>
      ) : (
        <ScreenHead>
          <Say id="shared-title" />
        </ScreenHead>
      )}
      {shared.length === 0 && (
        <p>
          <Say id="shared-none" />
        </p>
      )}
      {shared.map((view) => (
        <SharedCard key={view.id} reader={reader} view={view} />
      ))}
      {isOnly && (
        <section class="sheet-section small-print">
          <p class="aside">
            <Say id="shared-where" />
          </p>
          <button type="button" class="link" onClick={() => navigation.go("today")}>
            <Say id="shared-own" />
          </button>
          <button type="button" class="link" onClick={() => navigation.go("erase")}>
            <Say id="shared-erase" />
          </button>
        </section>
      )}
    </div>
  );
}
