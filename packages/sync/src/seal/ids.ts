import { base64urlFromBytes, bytesFromBase64url } from "./base64url.ts";
import { expectLength } from "./compare.ts";
import type { Bytes, DeviceId, VaultId } from "./suite.ts";

/** Bytes of a vault's id (rule 2). */
export const vaultIdLength = 16;
/** Bytes of a device's id (rule 4). */
export const deviceIdLength = 8;

/** @throws RangeError unless there are 16 bytes */
export function vaultIdFromBytes(bytes: Uint8Array): VaultId {
  expectLength("bytes", bytes, vaultIdLength);
  return base64urlFromBytes(bytes) as VaultId;
}

/** @throws RangeError unless there are 8 bytes */
export function deviceIdFromBytes(bytes: Uint8Array): DeviceId {
  expectLength("bytes", bytes, deviceIdLength);
  return base64urlFromBytes(bytes) as DeviceId;
}

/** The 16 bytes of a vault's id. */
export function bytesOfVaultId(vault: VaultId): Bytes {
  const bytes = bytesFromBase64url(vault);
  if (bytes?.length !== vaultIdLength)
    throw new RangeError(`vault should be an id of ${vaultIdLength} bytes`);
  return bytes;
}
