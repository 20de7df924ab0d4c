import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** What this program is not, and which version it is. */
export function About(): JSX.Element {
  const { updateWaits } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="about-title" />
      </h2>
      <p>
        <Say id="about-not" />
      </p>
      {updateWaits.value && (
        <p>
          <Say id="update-waits" />
        </p>
      )}
    </section>
  );
}
