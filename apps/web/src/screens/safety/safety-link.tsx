import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** The way to the page about people who may misuse this. */
export function SafetyLink(): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="safety-open-title" />
      </h2>
      <p class="aside">
        <Say id="safety-open-what" />
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.go("safety")}>
        <Say id="safety-open" />
      </button>
    </section>
  );
}
