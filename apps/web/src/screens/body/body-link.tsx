import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** The way to what changes the pattern. */
export function BodyLink(): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="body-open-title" />
      </h2>
      <p class="aside">
        <Say id="body-open-what" />
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.go("body")}>
        <Say id="body-title" />
      </button>
    </section>
  );
}
