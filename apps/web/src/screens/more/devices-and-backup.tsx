import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { SyncLine } from "../devices/sync-line.tsx";

/** The way to the other devices, the words and the backup, and how far the sync has come. */
export function DevicesAndBackup(): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <h2>
        <Say id="devices-title" />
      </h2>
      <SyncLine />
      <p class="aside">
        <Say id="devices-open-what" />
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.go("devices")}>
        <Say id="devices-open" />
      </button>
    </section>
  );
}
