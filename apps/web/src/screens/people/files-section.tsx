import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { vaultSettings } from "../../vault/stored-names.ts";
import { dateOfSeconds } from "../devices/date-of-seconds.ts";

/** Copies that can be read elsewhere, as far as this device knows of them. */
export function FilesSection(): JSX.Element {
  const { session, words } = useApp();
  const made = session.settings.value.get(vaultSettings.backup);
  const backup = typeof made === "number" ? words.date(dateOfSeconds(made), "full") : "";
  return (
    <section class="sheet-section">
      <h2>
        <Say id="people-files" />
      </h2>
      <p>
        <Say id="people-backup" values={{ known: backup === "" ? "no" : "yes", date: backup }} />
      </p>
      <p>
        <Say id="people-exports" />
      </p>
    </section>
  );
}
