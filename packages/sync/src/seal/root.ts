import { bytesFromText } from "../bytes.ts";
import { charterText, vaultIdText } from "../protocol.ts";
import { expectLength } from "./compare.ts";
import { deviceIdFromBytes, deviceIdLength, vaultIdFromBytes, vaultIdLength } from "./ids.ts";
import type { BoxKey, Bytes, DeviceId, SigningKey, Suite, VaultId } from "./suite.ts";

/** Bytes of the secret behind the twelve words (rule 1). */
export const entropyLength = 16;

/** What the twelve words give. Only the public halves are kept by devices (rule 1). */
export interface Root {
  readonly sign: SigningKey;
  readonly box: BoxKey;
  readonly vault: VaultId;
}

/** The root of a vault from the 16 bytes of its words (rules 1 and 2). @throws RangeError for another length */
export async function rootFromEntropy(suite: Suite, entropy: Uint8Array): Promise<Root> {
  expectLength("entropy", entropy, entropyLength);
  const sign = await suite.signingKeyFromSeed(await suite.derive(entropy, "tidetable/v1 root sign", 32));
  const box = await suite.boxKeyFromSeed(await suite.derive(entropy, "tidetable/v1 root box", 32));
  return { sign, box, vault: await vaultIdFromRoot(suite, sign.publicKey) };
}

/** The id of the vault whose root has this Ed25519 public key (rule 2). */
export async function vaultIdFromRoot(suite: Suite, publicKey: Uint8Array): Promise<VaultId> {
  const hash = await suite.hash(bytesFromText(vaultIdText), publicKey);
  return vaultIdFromBytes(hash.subarray(0, vaultIdLength));
}

/** The id of the device that has this Ed25519 public key (rule 4). */
export async function deviceIdFromKey(suite: Suite, publicKey: Uint8Array): Promise<DeviceId> {
  const hash = await suite.hash(bytesFromText("tidetable/v1 device\n"), publicKey);
  return deviceIdFromBytes(hash.subarray(0, deviceIdLength));
}

/** The root's signature with which any device may bring the vault to a relay (rule 3). */
export const charter = (suite: Suite, root: Pick<Root, "sign" | "vault">): Promise<Bytes> =>
  suite.sign(root.sign, bytesFromText(charterText(root.vault)));

/** Whether a key is the root of a vault and signed its charter (rules 2 and 3). */
export async function isCharter(
  suite: Suite,
  vault: VaultId,
  rootPublicKey: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if ((await vaultIdFromRoot(suite, rootPublicKey)) !== vault) return false;
  return suite.verify(rootPublicKey, signature, bytesFromText(charterText(vault)));
}
