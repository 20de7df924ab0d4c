import type { JSX } from "preact";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";

/** Who was stopped a moment ago, as long as it can be taken back. */
export function EndedLine({ sharing }: { readonly sharing: Sharing }): JSX.Element {
  const ending = sharing.undoable.value;
  return (
    <div role="status">
      {ending && (
        <p class="notice ended-line">
          <span>
            <Say id="people-ended-undo" values={{ who: ending.nickname }} />
          </span>
          <button type="button" class="link" onClick={() => sharing.undoEnd()}>
            <Say id="undo" />
          </button>
        </p>
      )}
    </div>
  );
}
