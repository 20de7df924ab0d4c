import { diaryFromValues } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { saveFile } from "../../platform/save-file.ts";
import { Say } from "../../strings/say.tsx";
import { vaultSettings } from "../../vault/stored-names.ts";

/** After joining: how much of what this device had the diary says otherwise. Kept until its owner has had it. */
export function DifferingNotice(): JSX.Element | null {
  const { session } = useApp();
  const kept = session.settings.value.get(vaultSettings.differing);
  if (typeof kept !== "object" || kept === null) return null;
  const values = new Map(Object.entries(kept));
  const save = async () => {
    const { formatTidetableJson } = await import("@tidetable/diary/exchange");
    saveFile("tidetable-before.json", "application/json", formatTidetableJson(diaryFromValues(values).diary));
  };
  return (
    <div class="notice">
      <p>
        <Say id="joined-differing" values={{ count: values.size }} />
      </p>
      <div class="answers">
        <button type="button" class="quiet-button" onClick={save}>
          <Say id="joined-differing-save" />
        </button>
        <button
          type="button"
          class="quiet-button"
          onClick={() => session.keepSetting(vaultSettings.differing, null)}
        >
          <Say id="joined-differing-drop" />
        </button>
      </div>
    </div>
  );
}
