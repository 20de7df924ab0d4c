import { useSignal } from "@preact/signals";
import { fourWords } from "@tidetable/sync";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** The twelve words with their numbers; on paper with the relay's address and lines to fill in by hand. */
export function WordSheet({ words }: { readonly words: readonly string[] }): JSX.Element {
  const live = useApp().place.vault.value;
  const head = useSignal<readonly string[]>([]);
  const relay = live?.view.value.relay ?? null;
  useEffect(() => {
    if (live) fourWords(live.peek().place().chain).then((four) => (head.value = four));
  }, [live]);
  return (
    <section class="sheet-section word-sheet">
      <h2 class="print-only">
        <Say id="sheet-title" />
      </h2>
      <ol class="recovery-words" lang="en" translate={false}>
        {words.map((word, index) => (
          <li key={`${index}${word}`}>{word}</li>
        ))}
      </ol>
      <div class="print-only">
        <p>{relay === null ? <Say id="sheet-no-relay" /> : <Say id="sheet-relay" values={{ relay }} />}</p>
        <p>
          <Say id="sheet-head" values={{ words: head.value.join(" ") }} />
        </p>
        <p>
          <Say id="sheet-date" /> ______________________
        </p>
        <p>
          <Say id="sheet-how" />
        </p>
      </div>
    </section>
  );
}
