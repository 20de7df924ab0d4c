import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { knownDevicesFrom, knownDevicesSetting, newDevices } from "../../vault/new-devices.ts";

/** Says which devices can read the diary since the last time somebody acknowledged them here, until that is done again. */
export function NewDeviceNotice(): JSX.Element | null {
  const { place, session, navigation, words } = useApp();
  const live = place.vault.value;
  const devices = live?.view.value.devices ?? [];
  const known = knownDevicesFrom(session.settings.value.get(knownDevicesSetting));
  const wasLetIn = live !== null && live.peek().core().floor !== null;
  const isNoted = useSignal(false);
  const acknowledge = async (): Promise<boolean> => {
    const ids = devices.map(({ id }) => id);
    return (await session.keepSetting(knownDevicesSetting, [...new Set([...(known ?? []), ...ids])])).ok;
  };
  // Those that were there before this one are no news, and are to be news to nobody who comes later either.
  const isFirstLook = known === null && wasLetIn;
  useEffect(() => {
    if (isFirstLook) acknowledge();
  }, [isFirstLook]);
  const unseen = newDevices(devices, known, wasLetIn);
  if (unseen.length === 0) {
    return isNoted.value ? (
      <p class="notice" role="status">
        <Say id="new-device-noted" />
      </p>
    ) : null;
  }
  const know = async (): Promise<void> => {
    isNoted.value = await acknowledge();
  };
  return (
    <section class="notice" aria-label={words.say("new-devices-title")}>
      {unseen.map(({ id, name }) => (
        <p key={id}>
          <Say id="new-device" values={{ name }} />
        </p>
      ))}
      <div class="answers">
        <button type="button" class="quiet-button" onClick={know}>
          <Say id="new-device-known" values={{ devices: unseen.length }} />
        </button>
        <button type="button" class="link" onClick={() => navigation.go("devices")}>
          <Say id="new-device-look" />
        </button>
      </div>
    </section>
  );
}
