import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** The way to the record. */
export function PastForecasts(): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="record-open-title" />
      </h2>
      <p class="aside">
        <Say id="record-open-what" />
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.go("record")}>
        <Say id="record-open" />
      </button>
    </section>
  );
}
