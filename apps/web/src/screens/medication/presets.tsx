import { useSignal } from "@preact/signals";
import { schedulePresets } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import type { DraftProps } from "./rhythm-fields.tsx";
import { draftOfRhythm } from "./schedule-draft.ts";

/** Usual intervals that fill the form in. They decide nothing: a leaflet does. */
export function Presets({ draft, change }: DraftProps): JSX.Element {
  const { words } = useApp();
  const chosen = useSignal<string | null>(null);
  /** A name that came from here goes with it; one that was typed stays. */
  const given = chosen.value === null ? "" : words.say("medication-preset", { kind: chosen.value });
  return (
    <details class="fold">
      <summary class="fold-title">
        <Say id="medication-presets" />
      </summary>
      <div class="chips">
        {schedulePresets.map(({ kind, action, rhythm }) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={chosen.value === kind}
            onClick={() => {
              const name = draft.name === given ? words.say("medication-preset", { kind }) : draft.name;
              chosen.value = kind;
              change({ ...draftOfRhythm(rhythm), action, name });
            }}
          >
            <Say id="medication-preset" values={{ kind }} />
          </button>
        ))}
      </div>
      <p class="aside" role="status">
        {chosen.value && <Say id="medication-preset-what" values={{ kind: chosen.value }} />}{" "}
        <Say id="medication-preset-how" />
      </p>
    </details>
  );
}
