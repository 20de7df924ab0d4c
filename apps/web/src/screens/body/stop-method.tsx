import { useSignal } from "@preact/signals";
import { parseCalendarDate, withEvent } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { DateField } from "../medication/date-field.tsx";

/** The end of what is used now: the first day without it. */
export function StopMethod(): JSX.Element {
  const { keeping, today, words } = useApp();
  const first = useSignal<string>(today.value);
  const date = parseCalendarDate(first.value);
  return (
    <details class="fold">
      <summary class="fold-title">
        <Say id="method-stop" />
      </summary>
      <div class="sheet-section">
        <DateField
          label={words.say("method-stop-first")}
          value={first.value}
          onInput={(text) => {
            first.value = text;
          }}
        />
        <button
          type="button"
          class="quiet-button"
          disabled={date === null}
          onClick={() => {
            if (date !== null)
              keeping.keep((diary) => withEvent(diary, { kind: "method", date, method: "none" }));
          }}
        >
          <Say id="method-stopped" />
        </button>
      </div>
    </details>
  );
}
