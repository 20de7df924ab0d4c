import { useSignal } from "@preact/signals";
import { type Backup, entropyFromWords, readBackup } from "@tidetable/sync";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { ownRelay } from "../../platform/relay-transport.ts";
import { Say } from "../../strings/say.tsx";
import { beginFromBackup, beginFromWords } from "../../vault/begin-vault.ts";
import { relayAddressFrom } from "../../vault/pairing-link.ts";
import { Toggle } from "../day/toggle.tsx";
import { DeviceName, guessedDeviceName } from "../devices/device-name.tsx";
import { DifferingNotice } from "../devices/differing-notice.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { WordsField } from "./words-field.tsx";

/** A diary that is somewhere else comes to this device: from another device, or by its words. */
export function RestoreScreen(): JSX.Element {
  const { place, navigation } = useApp();
  // A diary that was just restored is here too.
  const hadVault = useSignal(place.vault.peek() !== null);
  const isDone = useSignal(false);
  return (
    <div class="more">
      <ScreenHead>
        <Say id="restore-title" />
      </ScreenHead>
      {isDone.value ? (
        <section class="sheet-section">
          <p role="status">
            <Say id="restore-done" />
          </p>
          <DifferingNotice />
          <button type="button" class="main-button" onClick={() => navigation.go("today")}>
            <Say id="pairing-to-today" />
          </button>
        </section>
      ) : hadVault.value ? (
        <p class="notice">
          <Say id="restore-has-vault" />
        </p>
      ) : (
        <>
          <section class="sheet-section">
            <h2>
              <Say id="restore-device-title" />
            </h2>
            <p class="aside">
              <Say id="restore-device-how" />
            </p>
            <button type="button" class="quiet-button" onClick={() => navigation.go("pairing")}>
              <Say id="restore-device" />
            </button>
          </section>
          <WordsForm
            onDone={() => {
              isDone.value = true;
            }}
          />
        </>
      )}
    </div>
  );
}

function WordsForm({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const { place, words } = useApp();
  const relayId = useId();
  const fileId = useId();
  const typed = useSignal("");
  const relay = useSignal(ownRelay());
  const isAlone = useSignal(false);
  const backup = useSignal<{ readonly backup: Backup | null } | null>(null);
  const name = useSignal(guessedDeviceName(words));
  const problem = useSignal<{ readonly kind: string; readonly position: number } | null>(null);
  const work = useWork();

  const restore = async () => {
    problem.value = null;
    const read = await entropyFromWords(typed.value);
    if (!read.ok) {
      const { error } = read;
      problem.value = { kind: error.kind, position: error.kind === "unknown-word" ? error.position : 0 };
      return;
    }
    const called = name.value.trim() || guessedDeviceName(words);
    const file = backup.value?.backup ?? null;
    const isRestored = await work.run(async () => {
      if (file) return (await beginFromBackup(place, file, read.value, called)) ? null : "not-these-words";
      const address = relayAddressFrom(relay.value);
      if (address === null) return "no-address";
      const failure = await beginFromWords(place, read.value, {
        name: called,
        relay: address,
        alone: isAlone.value,
      });
      return failure && (failure.kind === "unknown" ? "no-such-diary" : failure.kind);
    });
    if (isRestored) onDone();
  };

  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        restore();
      }}
    >
      <h2>
        <Say id="restore-words-title" />
      </h2>
      <WordsField text={typed} problem={problem.value} />
      <DeviceName name={name} />
      <fieldset class="ways">
        <legend class="field-label">
          <Say id="restore-from" />
        </legend>
        {!backup.value?.backup && (
          <>
            <div class="field">
              <label class="field-label" for={relayId}>
                <Say id="relay-address" />
              </label>
              <input
                id={relayId}
                type="text"
                inputMode="url"
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                value={relay.value}
                onInput={(event) => {
                  relay.value = event.currentTarget.value;
                }}
              />
            </div>
            <Toggle
              isOn={isAlone.value}
              onToggle={(isOn) => {
                isAlone.value = isOn;
              }}
            >
              <Say id="restore-alone" />
            </Toggle>
          </>
        )}
        <label class="file-button" for={fileId}>
          <Say id={backup.value?.backup ? "restore-file-other" : "restore-file"} />
          <input
            id={fileId}
            type="file"
            accept=".json,application/json"
            autocomplete="off"
            onChange={async (event) => {
              const input = event.currentTarget;
              const file = input.files?.[0];
              if (!file) return;
              const bytes = await file.arrayBuffer().catch(() => new ArrayBuffer(0));
              backup.value = { backup: readBackup(new Uint8Array(bytes)) };
              input.value = "";
            }}
          />
        </label>
        <p class="aside" role="status">
          {backup.value && <Say id={backup.value.backup ? "restore-file-read" : "restore-file-none"} />}
        </p>
      </fieldset>
      <button type="submit" class="main-button" disabled={work.isBusy.value}>
        <Say id={work.isBusy.value ? "restore-working" : "restore-do"} />
      </button>
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
