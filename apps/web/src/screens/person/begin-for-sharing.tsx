import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { beginNew } from "../../vault/begin-vault.ts";
import { DeviceName, guessedDeviceName } from "../devices/device-name.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

/** For a diary that is on this device only: what has to be there before anything can be shared, and what that means. */
export function BeginForSharing(): JSX.Element {
  const { place, words } = useApp();
  const name = useSignal(guessedDeviceName(words));
  const work = useWork();
  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        work.run(async () => {
          await beginNew(place, name.value.trim() || guessedDeviceName(words));
          return null;
        });
      }}
    >
      <p>
        <Say id="share-begin" />
      </p>
      <DeviceName name={name} />
      <button type="submit" class="main-button" disabled={work.isBusy.value}>
        <Say id="share-begin-do" />
      </button>
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
