import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Grant } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

interface RenamePersonProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
}

/** What the owner calls somebody, which nobody else ever sees. */
export function RenamePerson({ sharing, grant }: RenamePersonProps): JSX.Element {
  const fieldId = useId();
  const name = useSignal(grant.nickname);
  const work = useWork();
  return (
    <form
      class="sheet-section small-print"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = name.value.trim();
        if (typed !== "" && typed !== grant.nickname) work.run(() => sharing.rename(grant, typed));
      }}
    >
      <div class="field">
        <label class="field-label" for={fieldId}>
          <Say id="person-rename" />
        </label>
        <div class="name-adder">
          <input
            id={fieldId}
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={40}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <button type="submit" class="quiet-button">
            <Say id="person-rename-do" />
          </button>
        </div>
      </div>
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
