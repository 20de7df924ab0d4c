import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { saveFile } from "../../platform/save-file.ts";
import type { StoragePromise } from "../../platform/storage-promise.ts";
import { Say } from "../../strings/say.tsx";

/** Where the diary lies, and a file into it. */
export function YourData(): JSX.Element {
  const { session, place, navigation, readStoragePromise } = useApp();
  const promise = useSignal<StoragePromise>("unknown");
  const isSaved = useSignal(false);
  useEffect(() => {
    readStoragePromise().then((answer) => {
      promise.value = answer;
    });
  }, []);

  const save = async () => {
    // Loaded when it is wanted: no other part of this screen writes files.
    const { formatTidetableJson } = await import("@tidetable/diary/exchange");
    saveFile("tidetable.json", "application/json", formatTidetableJson(session.diary.value));
    isSaved.value = true;
  };

  return (
    <section class="sheet-section">
      <h2>
        <Say id="data-title" />
      </h2>
      <p>
        <Say id={place.vault.value ? "data-where-shared" : "data-where"} />
      </p>
      <p>
        <Say id="data-promise" values={{ promise: promise.value }} />
      </p>
      {session.unreadableRecords.value > 0 && (
        <p class="notice">
          <Say id="data-unreadable" values={{ count: session.unreadableRecords.value }} />
        </p>
      )}
      <button type="button" class="quiet-button" onClick={() => navigation.go("import")}>
        <Say id="data-import" />
      </button>
      {session.diary.value.entryByDate.size > 0 && (
        <>
          <p class="aside">
            <Say id="data-save-what" />
          </p>
          <button type="button" class="quiet-button" onClick={save}>
            <Say id="data-save" />
          </button>
          <p class="aside" role="status">
            {isSaved.value && <Say id="data-saved" />}
          </p>
        </>
      )}
    </section>
  );
}
