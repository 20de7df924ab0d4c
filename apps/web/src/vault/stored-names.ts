/** Plain JSON by name, as a store holds it. */
export type Values = ReadonlyMap<string, unknown>;

/** Names of what the app remembers on this device alone: they never go into the vault. */
export const settingPrefix = "setting/";
/** Names of the vault's records; the same in packages/sync/src/vault-records.ts. */
const vaultPrefix = "sync/";
/** Forecasts as they were shown: nobody typed them, and those of one day on two devices hardly ever agree. */
export const issuedPrefix = "issued/";

export const isSettingName = (name: string): boolean => name.startsWith(settingPrefix);
export const isVaultName = (name: string): boolean => name.startsWith(vaultPrefix);
/** Whether a name is one of the diary's own. */
export const isDiaryName = (name: string): boolean => !isSettingName(name) && !isVaultName(name);

export const only = (values: Values, isWanted: (name: string) => boolean): Map<string, unknown> =>
  new Map([...values].filter(([name]) => isWanted(name)));

/** Values after changes to them; null removes. */
export function withChanges(values: Values, changes: Values): Map<string, unknown> {
  const after = new Map(values);
  for (const [name, value] of changes) {
    if (value === null) after.delete(name);
    else after.set(name, value);
  }
  return after;
}

/** Settings of the vault's screens, by what they hold. */
export const vaultSettings = {
  /** The recovery words as base64url, until their owner showed that they are written down. */
  words: "recovery-words",
  /** When the last round with the relay came to its end, in whole seconds since 1970. */
  synced: "synced-at",
  /** When a backup file was last made, in whole seconds since 1970. */
  backup: "backup-at",
  /** Values that this device had and the diary it joined says otherwise, by name. */
  differing: "joined-differing",
  /** Ids of the devices that somebody at this one has acknowledged. */
  knownDevices: "known-devices",
} as const;
