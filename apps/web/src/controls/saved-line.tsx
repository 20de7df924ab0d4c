import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { Say } from "../strings/say.tsx";

/** "Saved · Undo" for as long as that can be done. Spoken by the shell's live region, not from here. */
export function SavedLine(): JSX.Element {
  const undo = useApp().keeping.undoable.value;
  return (
    <span class="saved">
      {undo && (
        <>
          <Say id="saved" />
          <button type="button" class="link" onClick={undo}>
            <Say id="undo" />
          </button>
        </>
      )}
    </span>
  );
}
