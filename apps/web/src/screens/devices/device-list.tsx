import { useSignal } from "@preact/signals";
import { maxNameLength } from "@tidetable/sync";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { DateText, Say } from "../../strings/say.tsx";
import type { LiveVault } from "../../vault/live-vault.ts";
import type { VaultView } from "../../vault/vault-view.ts";
import { dateOfSeconds } from "./date-of-seconds.ts";
import { TroubleLine } from "./trouble-line.tsx";
import { failureOf, useWork } from "./use-work.ts";

type Device = VaultView["devices"][number];

/** The devices that can read the diary, and the way for another one. */
export function DeviceList({ live }: { readonly live: LiveVault }): JSX.Element {
  const { navigation } = useApp();
  const opened = useSignal<string | null>(null);
  const { devices, stopped } = live.view.value;
  return (
    <section class="sheet-section">
      <h2>
        <Say id="devices-list" />
      </h2>
      <ul class="events">
        {devices.map((device) => (
          <li class="event" key={device.id}>
            <span>
              <b>
                <bdi>{device.name}</bdi>
              </b>
              <br />
              <span class="aside">
                <Heard device={device} />
              </span>
            </span>
            <button
              type="button"
              class="link"
              aria-expanded={opened.value === device.id}
              onClick={() => {
                opened.value = opened.value === device.id ? null : device.id;
              }}
            >
              <Say id="device-change" values={{ name: device.name }} />
            </button>
            {opened.value === device.id && (
              <DeviceForm
                live={live}
                device={device}
                onDone={() => {
                  opened.value = null;
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {!stopped && (
        <button type="button" class="main-button" onClick={() => navigation.go("pairing")}>
          <Say id="devices-add" />
        </button>
      )}
    </section>
  );
}

function Heard({ device }: { readonly device: Device }): JSX.Element {
  if (device.isThis) return <Say id="device-this" />;
  if (device.heard === null) return <Say id="device-not-heard" />;
  return (
    <>
      <Say id="device-heard" /> <DateText date={dateOfSeconds(device.heard)} style="full" />
    </>
  );
}

interface DeviceFormProps {
  readonly live: LiveVault;
  readonly device: Device;
  readonly onDone: () => void;
}

function DeviceForm({ live, device, onDone }: DeviceFormProps): JSX.Element {
  const fieldId = useId();
  const name = useSignal(device.name);
  const isRemoving = useSignal(false);
  const work = useWork();
  const change = async (act: () => Promise<string | null>) => {
    if (await work.run(act)) onDone();
  };
  return (
    <form
      class="choice sheet-section"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = name.value.trim();
        if (typed !== "")
          change(async () => failureOf(await live.act((vault) => vault.rename(device.id, typed))));
      }}
    >
      <div class="field">
        <label class="field-label" for={fieldId}>
          <Say id="device-rename-label" />
        </label>
        <input
          id={fieldId}
          type="text"
          autocomplete="off"
          maxLength={maxNameLength}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="answers">
        <button type="submit" class="quiet-button" disabled={work.isBusy.value}>
          <Say id="device-rename" />
        </button>
        {!device.isThis && !isRemoving.value && (
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              isRemoving.value = true;
            }}
          >
            <Say id="device-remove" />
          </button>
        )}
      </div>
      {isRemoving.value && (
        <div class="question">
          <p>
            <Say id="device-remove-what" values={{ name: device.name }} />
          </p>
          <div class="answers">
            <button
              type="button"
              class="main-button"
              disabled={work.isBusy.value}
              onClick={() =>
                change(async () => failureOf(await live.act((vault) => vault.remove([device.id]))))
              }
            >
              <Say id="device-remove-yes" />
            </button>
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                isRemoving.value = false;
              }}
            >
              <Say id="device-remove-no" />
            </button>
          </div>
        </div>
      )}
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
