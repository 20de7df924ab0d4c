import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { DateText, Say } from "../../strings/say.tsx";
import { dateOfSeconds } from "../devices/date-of-seconds.ts";

/** The devices that can read the whole diary. They are changed where they are let in. */
export function SeeingDevices(): JSX.Element {
  const { place, navigation } = useApp();
  const devices = place.vault.value?.view.value.devices ?? [];
  return (
    <section class="sheet-section">
      <h2>
        <Say id="people-devices" />
      </h2>
      {devices.length === 0 ? (
        <p>
          <Say id="people-devices-none" />
        </p>
      ) : (
        <ul class="events">
          {devices.map(({ id, name, isThis, heard }) => (
            <li class="event" key={id}>
              <bdi>{name}</bdi>
              <span class="aside">
                {isThis ? (
                  <Say id="device-this" />
                ) : heard === null ? (
                  <Say id="device-not-heard" />
                ) : (
                  <>
                    <Say id="device-heard" /> <DateText date={dateOfSeconds(heard)} style="full" />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="quiet-button" onClick={() => navigation.go("devices")}>
        <Say id="people-devices-open" />
      </button>
    </section>
  );
}
