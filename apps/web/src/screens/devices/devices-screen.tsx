import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { Say } from "../../strings/say.tsx";
import { BackupSection } from "../backup/backup-section.tsx";
import { BeginSection } from "./begin-section.tsx";
import { DeviceList } from "./device-list.tsx";
import { DifferingNotice } from "./differing-notice.tsx";
import { EndSection } from "./end-section.tsx";
import { RelaySection } from "./relay-section.tsx";
import { StoppedNotice } from "./stopped-notice.tsx";
import { SyncLine } from "./sync-line.tsx";
import { WordsNotice } from "./words-notice.tsx";

/** Where the diary is besides here, and what brings it back if all of these are lost. */
export function DevicesScreen(): JSX.Element {
  const { place } = useApp();
  const live = place.vault.value;
  return (
    <div class="more">
      <ScreenHead>
        <Say id="devices-title" />
      </ScreenHead>
      {live ? (
        <>
          <section class="sheet-section">
            <SyncLine />
            {live.view.value.relay !== null && !live.view.value.stopped && (
              <button type="button" class="link" onClick={() => live.syncNow()}>
                <Say id="sync-now" />
              </button>
            )}
            <StoppedNotice live={live} />
            <WordsNotice />
            <DifferingNotice />
          </section>
          <DeviceList live={live} />
          <BackupSection live={live} />
          <RelaySection live={live} />
        </>
      ) : (
        <BeginSection />
      )}
      <EndSection live={live} />
    </div>
  );
}
