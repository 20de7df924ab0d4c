import { sentencesAboutRecord, whyNotCounted } from "@tidetable/diary";
import recordWords from "@tidetable/diary/strings/record.en.ftl?raw";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { RecordTable } from "./record-table.tsx";
import { useRecord } from "./use-record.ts";

/** Cycles compared at most: as many forecasts as say something of the last years, none of them replayed beyond one. Our choice. */
const wanted = { replays: 13, cycles: 60 };

/** What the forecasts had said, and what came. */
export function RecordScreen(): JSX.Element {
  const { navigation, words } = useApp();
  if (!words.has("record-title")) words.add(recordWords);
  const cycles = useRecord(wanted);
  const scored = cycles?.filter((cycle) => cycle.kind !== "not-scored") ?? [];
  const notScored = cycles?.filter((cycle) => cycle.kind === "not-scored") ?? [];
  const [hits, ...conclusions] = sentencesAboutRecord(scored);

  return (
    <div class="record">
      <header class="screen-head">
        <button type="button" class="link" onClick={navigation.back}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1}>
          <Say id="record-title" />
        </h1>
      </header>
      <div class="record-sum" aria-live="polite" aria-busy={cycles === null}>
        {cycles === null ? (
          <p class="basis">
            <Say id="record-working" />
          </p>
        ) : (
          <>
            <p class={scored.length > 0 ? "headline" : undefined}>
              {hits && <SaySentence sentence={hits} />}
            </p>
            {conclusions.map((sentence) => (
              <p class="basis" key={sentence.id}>
                <SaySentence sentence={sentence} />
              </p>
            ))}
          </>
        )}
      </div>
      {scored.length > 0 && <RecordTable cycles={scored} />}
      {notScored.length > 0 && (
        <section class="reasons">
          <h2>
            <Say id="record-not-counted" />
          </h2>
          <ul class="events">
            {notScored.map((cycle) => (
              <li class="event" key={cycle.start}>
                <span>
                  <SaySentence sentence={whyNotCounted(cycle)} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {cycles !== null && (
        <p class="aside">
          <Say id="record-how" />
        </p>
      )}
    </div>
  );
}
