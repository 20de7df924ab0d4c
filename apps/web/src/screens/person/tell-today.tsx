import { useSignal } from "@preact/signals";
import { isShareText } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Grant } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

interface TellTodayProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
}

/** "How I am today": told by tapping, for today only. */
export function TellToday({ sharing, grant }: TellTodayProps): JSX.Element {
  const { today } = useApp();
  const fieldId = useId();
  const typed = useSignal("");
  const isTooLong = useSignal(false);
  const work = useWork();
  const told = grant.told?.date === today.value ? grant.told.words : null;
  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={async (event) => {
        event.preventDefault();
        const words = typed.value.trim();
        isTooLong.value = !isShareText("told", words);
        if (words === "" || isTooLong.value) return;
        if (await work.run(() => sharing.tell(grant.id, words))) typed.value = "";
      }}
    >
      <h2>
        <label for={fieldId}>
          <Say id="person-tell" />
        </label>
      </h2>
      <input
        id={fieldId}
        class="wide-input"
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="quiet-button">
        <Say id="person-tell-do" />
      </button>
      <div role="status">
        {isTooLong.value && (
          <p class="aside">
            <Say id="person-tell-too-long" />
          </p>
        )}
        {told !== null && (
          <p class="aside">
            <Say id="person-told" values={{ words: told }} />{" "}
            <button type="button" class="link" onClick={() => work.run(() => sharing.tell(grant.id, ""))}>
              <Say id="person-tell-stop" />
            </button>
          </p>
        )}
      </div>
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
