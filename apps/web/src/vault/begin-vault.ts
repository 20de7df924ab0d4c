import {
  type Backup,
  base64urlFromBytes,
  foundVault,
  type NotRecovered,
  recoverVault,
  restoreBackup,
  type Vault,
} from "@tidetable/sync";
import type { DiaryPlace } from "./diary-place.ts";
import { adoptionOf } from "./field-edits.ts";
import { isDiaryName, isVaultName, only, settingPrefix, type Values, vaultSettings } from "./stored-names.ts";
import { browserWorld, memoryStore } from "./world.ts";

// A vault is made in memory and comes into the store in one write, with the diary in it and the plain records gone:
// there is no moment in which a crash would leave half of it.

const wordsSetting = settingPrefix + vaultSettings.words;
const differingSetting = settingPrefix + vaultSettings.differing;

/** A new vault of what the diary holds. Its words wait in the store until their owner has them. @throws StoreFailure */
export function beginNew(place: DiaryPlace, name: string): Promise<void> {
  return place.rebuild(async (stored) => {
    const memory = memoryStore();
    const { vault, entropy } = await foundVault(browserWorld(memory), name);
    const changes = await withDiary(vault, memory.values, stored);
    changes.set(wordsSetting, base64urlFromBytes(entropy));
    return { changes, value: undefined };
  });
}

/** The vault of these words from a relay; what this device had beside it goes in. @throws StoreFailure */
export function beginFromWords(
  place: DiaryPlace,
  entropy: Uint8Array<ArrayBuffer>,
  how: { readonly name: string; readonly relay: string; readonly alone: boolean },
): Promise<NotRecovered | null> {
  return place.rebuild(async (stored) => {
    const memory = memoryStore();
    const recovered = await recoverVault(browserWorld(memory), entropy, how);
    if (!recovered.ok) return { changes: new Map(), value: recovered.error };
    return { changes: await withDiary(recovered.value, memory.values, stored), value: null };
  });
}

/** The vault in a backup file; false where the words are another's, or the file was changed. @throws StoreFailure */
export function beginFromBackup(
  place: DiaryPlace,
  backup: Backup,
  entropy: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<boolean> {
  return place.rebuild(async (stored) => {
    const memory = memoryStore();
    const vault = await restoreBackup(browserWorld(memory), backup, entropy, name);
    if (vault === null) return { changes: new Map(), value: false };
    return { changes: await withDiary(vault, memory.values, stored), value: true };
  });
}

/**
 * The vault that a pairing let this device into, as it came into a memory. What this device has of its own stays
 * beside it, and goes in when the vault was read for the first time (live-vault.ts). @throws StoreFailure
 */
export const beginPaired = (place: DiaryPlace, paired: Values): Promise<void> =>
  place.rebuild(async () => ({ changes: paired, value: undefined }));

/** The diary as plain records again, for this device alone; the vault's records go. @throws StoreFailure */
export const leaveVault = (place: DiaryPlace): Promise<void> =>
  place.rebuild(async (stored) => {
    const changes = new Map<string, unknown>();
    for (const name of stored.keys()) if (isVaultName(name)) changes.set(name, null);
    for (const setting of Object.values(vaultSettings)) changes.set(settingPrefix + setting, null);
    for (const [name, value] of place.vault.peek()?.values() ?? []) changes.set(name, value);
    return { changes, value: undefined };
  });

async function withDiary(vault: Vault, kept: () => Values, stored: Values): Promise<Map<string, unknown>> {
  const own = only(stored, isDiaryName);
  const { edits, differing } = adoptionOf(vault, own);
  await vault.edit(edits);
  const changes = new Map<string, unknown>([...own.keys()].map((name) => [name, null]));
  for (const [name, value] of kept()) changes.set(name, value);
  if (differing.size > 0) changes.set(differingSetting, Object.fromEntries(differing));
  return changes;
}
