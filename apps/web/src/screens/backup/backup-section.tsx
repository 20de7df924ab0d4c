import { useSignal } from "@preact/signals";
import { formatBackup } from "@tidetable/sync";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { secondsNow } from "../../platform/clock.ts";
import { saveFile } from "../../platform/save-file.ts";
import { DateText, Say } from "../../strings/say.tsx";
import type { LiveVault } from "../../vault/live-vault.ts";
import { vaultSettings } from "../../vault/stored-names.ts";
import { dateOfSeconds } from "../devices/date-of-seconds.ts";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

/** The diary as a sealed file that only the recovery words open. */
export function BackupSection({ live }: { readonly live: LiveVault }): JSX.Element {
  const { session } = useApp();
  const work = useWork();
  /** How many edits are not in the file that was just made; null before there is one. */
  const leftOut = useSignal<number | null>(null);
  const savedAt = session.settings.value.get(vaultSettings.backup);
  const save = () =>
    work.run(async () => {
      const file = await live.act(async (vault) => {
        // What waits is not in a backup (rule 81): into the log with it, where that can be.
        await vault.sync();
        return { text: new TextDecoder().decode(await formatBackup(vault)), waiting: vault.waiting() };
      });
      saveFile("tidetable-backup.json", "application/json", file.text);
      leftOut.value = file.waiting;
      await session.keepSetting(vaultSettings.backup, secondsNow());
      return null;
    });
  return (
    <section class="sheet-section">
      <h2>
        <Say id="backup-title" />
      </h2>
      <p class="aside">
        <Say id="backup-what" />
      </p>
      <p class="aside">
        {typeof savedAt === "number" ? (
          <>
            <Say id="backup-last" /> <DateText date={dateOfSeconds(savedAt)} style="full" />
          </>
        ) : (
          <Say id="backup-never" />
        )}
      </p>
      <button type="button" class="quiet-button" disabled={work.isBusy.value} onClick={save}>
        <Say id="backup-save" />
      </button>
      <p class="aside" role="status">
        {leftOut.value !== null && <Say id="backup-saved" values={{ waiting: leftOut.value }} />}
      </p>
      <TroubleLine kind={work.failure.value} />
    </section>
  );
}
