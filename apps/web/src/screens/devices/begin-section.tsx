import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Screen } from "../../navigation.ts";
import { ownRelay } from "../../platform/relay-transport.ts";
import { Say } from "../../strings/say.tsx";
import { beginNew } from "../../vault/begin-vault.ts";
import { DeviceName, guessedDeviceName } from "./device-name.tsx";
import { TroubleLine } from "./trouble-line.tsx";
import { useWork } from "./use-work.ts";

/** For a diary that is on this device only: what there is to be had, and what comes of it. */
export function BeginSection(): JSX.Element {
  const { place, navigation, words } = useApp();
  const name = useSignal(guessedDeviceName(words));
  const work = useWork();
  const begin = async (next: Screen) => {
    const typed = name.value.trim() || guessedDeviceName(words);
    const isDone = await work.run(async () => {
      await beginNew(place, typed);
      // Words bring back what a relay has. Where this one does not take the diary, the next screen says so.
      if (next === "recovery") await place.vault.peek()?.act((vault) => vault.connect(ownRelay(), null));
      return null;
    });
    if (isDone) navigation.go(next);
  };
  return (
    <>
      <section class="sheet-section">
        <p>
          <Say id="devices-begin" />
        </p>
        <DeviceName name={name} />
        <div class="answers">
          <button
            type="button"
            class="main-button"
            disabled={work.isBusy.value}
            onClick={() => begin("pairing")}
          >
            <Say id="devices-add" />
          </button>
          <button
            type="button"
            class="quiet-button"
            disabled={work.isBusy.value}
            onClick={() => begin("recovery")}
          >
            <Say id="words-make" />
          </button>
        </div>
        <TroubleLine kind={work.failure.value} />
      </section>
      <section class="sheet-section">
        <h2>
          <Say id="restore-open-title" />
        </h2>
        <button type="button" class="quiet-button" onClick={() => navigation.go("restore")}>
          <Say id="restore-open" />
        </button>
      </section>
    </>
  );
}
