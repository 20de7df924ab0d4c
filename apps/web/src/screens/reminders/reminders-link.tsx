import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

/** The ways to reminders and to the check-in. */
export function RemindersLink(): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="reminders-open-title" />
      </h2>
      <p class="aside">
        <Say id="reminders-open-what" />
      </p>
      <div class="answers">
        <button type="button" class="quiet-button" onClick={() => navigation.go("reminders")}>
          <Say id="reminders-open" />
        </button>
        <button type="button" class="quiet-button" onClick={() => navigation.go("check-in")}>
          <Say id="check-in-title" />
        </button>
      </div>
    </section>
  );
}
