import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "./bytes.ts";
import { vaultBytes } from "./entry.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { charter, rootFromEntropy } from "./seal/root.ts";
import type { Bytes, Suite, VaultId } from "./seal/suite.ts";
import { isHash, isObject, isVaultId } from "./shapes.ts";
import { type Compression, type OpenedState, openState, signState } from "./snapshot.ts";
import { stateOfReplica } from "./snapshot-state.ts";
import { type Vault, vaultFromCore } from "./vault.ts";
import { expectNoVault, fillFromState, newCore, saveWhole, scratchWorld } from "./vault-birth.ts";
import { makeDevice, memberFromDevice, type VaultCore, type VaultWorld } from "./vault-core.ts";
import { settleHere, signChange } from "./vault-writing.ts";

/** The name of the format in its first field; also how a file is recognised. */
export const backupSchema = "tidetable.backup/1";

const backupData = (vault: VaultId): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 backup\n"), vaultBytes(vault));

/**
 * The vault as a file that only its twelve words open (rule 81): UTF-8 JSON `{"schema", "vault", "root", "key", "state"}`, a
 * line end after it. `key` is a random key sealed by HPKE to the root's box key, `state` a signed state sealed under it.
 *
 * What waits is not in it: call `sync` first. Holds no device's keys and no epoch's.
 */
export async function formatBackup(vault: Vault): Promise<Bytes> {
  const { world, replica, identity } = vault.core();
  const { suite } = world;
  const device = { id: identity.device.id, sign: identity.device.sign };
  const state = await signState(suite, world.compression, device, stateOfReplica(replica));
  const key = suite.randomBytes(32);
  const json = {
    schema: backupSchema,
    vault: vault.id,
    root: base64urlFromBytes(identity.rootSign),
    key: base64urlFromBytes(await suite.sealBox(identity.rootBox, backupData(vault.id), key)),
    state: base64urlFromBytes(await suite.sealBytes(key, backupData(vault.id), state)),
  };
  return joinBytes(bytesFromJson(json), bytesFromText("\n"));
}

/** A backup as far as it can be read without the words. */
export interface Backup {
  readonly vault: VaultId;
  readonly root: Bytes;
  readonly key: Bytes;
  readonly state: Bytes;
}

/** Null for what is no backup of this version. */
export function readBackup(file: Uint8Array): Backup | null {
  const json = jsonFromBytes(file);
  if (!isObject(json) || json.schema !== backupSchema || !isVaultId(json.vault) || !isHash(json.root))
    return null;
  const [key, state] = [json.key, json.state].map((text) =>
    typeof text === "string" ? bytesFromBase64url(text) : null,
  );
  return key && state ? { vault: json.vault, root: bytesFromBase64url(json.root)!, key, state } : null;
}

/** The state in a backup; null where the words are another vault's or the file was changed. */
export async function openBackup(
  suite: Suite,
  compression: Compression,
  backup: Backup,
  entropy: Uint8Array,
): Promise<Extract<OpenedState, { ok: true }>["value"] | null> {
  const root = await rootFromEntropy(suite, entropy);
  if (root.vault !== backup.vault) return null;
  const key = await suite.openBox(root.box, backupData(root.vault), backup.key);
  const signed = key && (await suite.openBytes(key, backupData(root.vault), backup.state));
  if (!signed) return null;
  const opened = await openState(
    suite,
    compression,
    { vault: root.vault, root: root.sign.publicKey },
    signed,
  );
  return opened.ok ? opened.value : null;
}

/**
 * The vault of a backup on this device, without a relay: the root signs this installation in, takes the others off the
 * roster, and begins a new epoch. Null where the words do not open it; nothing is kept then.
 *
 * Where a relay still has the vault, `recoverVault` brings what is newer.
 */
export async function restoreBackup(
  world: VaultWorld,
  backup: Backup,
  entropy: Uint8Array,
  name: string,
): Promise<Vault | null> {
  await expectNoVault(world, "restoreBackup");
  const { suite, compression } = world;
  const opened = await openBackup(suite, compression, backup, entropy);
  if (opened === null) return null;
  const root = await rootFromEntropy(suite, entropy);
  const device = await makeDevice(world, name);
  const core = await newCore(scratchWorld(world), root, await charter(suite, root), device);
  const { state, roster } = opened;
  // No key of the state's epoch is in the file; the next epoch, which begins here, is the first this device reads.
  fillFromState(core.replica, state, roster, null, null);
  const signed = await signChange(core, {
    by: "root",
    key: root.sign,
    actions: [
      ...[...roster.members.keys()].map((id) => ({ kind: "remove", id }) as const),
      { kind: "add", member: memberFromDevice(device) },
    ],
    rotates: true,
  });
  const taken = await settleHere(core, signed);
  if (taken.kind !== "read")
    throw new TypeError(`restoreBackup expects its own entry to be taken, got ${taken.kind}`);
  const mine: VaultCore = { ...core, world };
  await saveWhole(mine);
  return vaultFromCore(mine);
}
