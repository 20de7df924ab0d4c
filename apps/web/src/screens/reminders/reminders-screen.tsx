import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { ReminderSwitches } from "./reminder-switches.tsx";

/** Notices to oneself: each off until it is switched on, and what they cannot do. */
export function RemindersScreen(): JSX.Element {
  const { navigation, place } = useApp();
  const sharing = useSharing();
  const relay = place.vault.value?.view.value.relay ?? null;
  return (
    <div class="more">
      <ScreenHead>
        <Say id="reminders-title" />
      </ScreenHead>
      <p>
        <Say id="reminders-what" />
      </p>
      {relay === null ? (
        <section class="sheet-section">
          <p class="notice">
            <Say id="reminders-no-relay" />
          </p>
          <button type="button" class="quiet-button" onClick={() => navigation.go("devices")}>
            <Say id="devices-open" />
          </button>
        </section>
      ) : (
        sharing && <ReminderSwitches sharing={sharing} relay={relay} />
      )}
    </div>
  );
}
