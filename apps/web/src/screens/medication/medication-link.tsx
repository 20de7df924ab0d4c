import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { addMedicationWords } from "./medication-words.ts";

/** The way to schedules. */
export function MedicationLink(): JSX.Element {
  const { navigation, words } = useApp();
  addMedicationWords(words);
  return (
    <section class="sheet-section">
      <h2>
        <Say id="medication-open-title" />
      </h2>
      <p class="aside">
        <Say id="medication-open-what" />
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.go("medication")}>
        <Say id="medication-open" />
      </button>
    </section>
  );
}
