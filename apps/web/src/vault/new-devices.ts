import type { DeviceView } from "@tidetable/sync";
import { vaultSettings } from "./stored-names.ts";

/** The setting, as the session names it, that holds the ids of devices that were seen here. */
export const knownDevicesSetting = vaultSettings.knownDevices;

/** The setting's value as a list of ids; null where it was never kept. */
export const knownDevicesFrom = (value: unknown): readonly string[] | null =>
  Array.isArray(value) ? value.filter((id) => typeof id === "string") : null;

/**
 * Devices that can read the diary and were not acknowledged on this one, in the order given.
 *
 * Where nothing was acknowledged yet, a device that was let in by another knows all that were there before it; one that
 * began the diary, or came by the words, knows itself alone.
 */
export function newDevices(
  devices: readonly DeviceView[],
  known: readonly string[] | null,
  wasLetIn: boolean,
): readonly DeviceView[] {
  if (known === null && wasLetIn) return [];
  return devices.filter(({ id, isThis }) => !isThis && !known?.includes(id));
}
