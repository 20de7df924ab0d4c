import { useSignal } from "@preact/signals";
import { type ImportedDiary, importDiary, mergeDiaries, type NotReadable } from "@tidetable/diary/exchange";
import exchangeWords from "@tidetable/diary/strings/exchange.en.ftl?raw";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { SavedLine } from "../../controls/saved-line.tsx";
import { Say } from "../../strings/say.tsx";
import { FilePreview } from "./file-preview.tsx";
import { UnreadableFile } from "./unreadable-file.tsx";

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable"; readonly error: NotReadable }
  | { readonly kind: "not-opened" }
  | { readonly kind: "preview"; readonly imported: ImportedDiary }
  | { readonly kind: "added"; readonly days: number };

/** A file into the diary: shown first, kept only when asked, and all of it taken back by one undo. */
export function ImportScreen(): JSX.Element {
  const { session, keeping, navigation, today, words } = useApp();
  const shown = useSignal<Shown>({ kind: "nothing" });
  const fileId = useId();
  if (!words.has("format-tidetable-json")) words.add(exchangeWords);

  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const imported = importDiary(bytes, { latest: today.value });
      shown.value = imported.ok
        ? { kind: "preview", imported: imported.value }
        : { kind: "unreadable", error: imported.error };
    } catch {
      // The file was moved or changed since it was picked, or the device does not give it out.
      shown.value = { kind: "not-opened" };
    }
  };
  const add = async (imported: ImportedDiary) => {
    const { diary, changedDates } = mergeDiaries(session.diary.value, imported.diary);
    await keeping.keep(() => diary);
    if (keeping.failure.value === null) shown.value = { kind: "added", days: changedDates.length };
  };
  const state = shown.value;

  return (
    <div class="import">
      <header class="screen-head">
        <button type="button" class="link" onClick={navigation.back}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1}>
          <Say id="import-title" />
        </h1>
        <SavedLine />
      </header>
      <p>
        <Say id="import-how" />
      </p>
      <label class="file-button" for={fileId}>
        <Say id={state.kind === "nothing" ? "import-pick" : "import-pick-other"} />
        <input
          id={fileId}
          type="file"
          autocomplete="off"
          onChange={(event) => {
            const input = event.currentTarget;
            // The same file can be picked again after it was changed.
            read(input.files?.[0]).finally(() => {
              input.value = "";
            });
          }}
        />
      </label>
      <div aria-live="polite">
        {state.kind === "not-opened" && (
          <p class="notice">
            <Say id="import-not-opened" />
          </p>
        )}
        {state.kind === "unreadable" && <UnreadableFile error={state.error} />}
        {state.kind === "preview" && (
          <FilePreview
            imported={state.imported}
            onAdd={() => add(state.imported)}
            onDiscard={() => {
              shown.value = { kind: "nothing" };
            }}
          />
        )}
        {state.kind === "added" && (
          <>
            <p>
              <Say id="import-added" values={{ days: state.days }} />
            </p>
            <button type="button" class="main-button" onClick={() => navigation.go("today")}>
              <Say id="import-done" />
            </button>
          </>
        )}
      </div>
    </div>
  );
}
