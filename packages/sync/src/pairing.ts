import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "./bytes.ts";
import {
  type Channel,
  fetchSlot,
  isLinkSecret,
  meetAsGuest,
  meetAsHost,
  type NotMet,
  newLinkSecret,
  notThis,
  openChannel,
  type Purpose,
  post,
  secretLength,
  slots,
  waiting,
} from "./mail-channel.ts";
import { type Member, maxNameLength } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { deviceIdFromKey, isCharter } from "./seal/root.ts";
import type { Bytes, Suite, VaultId } from "./seal/suite.ts";
import { fourWords } from "./seal/words.ts";
import { isCount, isDeviceId, isHash, isObject, isVaultId } from "./shapes.ts";
import { type Vault, vaultFromCore } from "./vault.ts";
import { expectNoVault, newCore, saveWhole } from "./vault-birth.ts";
import type { Changed } from "./vault-changes.ts";
import { type Device, makeDevice, type VaultWorld } from "./vault-core.ts";

/** Rule 76. */
const pairingMail: Purpose = {
  id: "tidetable/v1 mail id",
  key: "tidetable/v1 mail key",
  slot: "tidetable/v1 mail\n",
};

/** What stands behind `#pair=` in a link, as 22 characters. */
export const newPairingSecret = (suite: Suite): string => newLinkSecret(suite);

/** Whether a text is a pairing secret. */
export const isPairingSecret = (text: string): boolean => isLinkSecret(text);

/** Why two devices did not come together. */
export type NotPaired =
  | NotMet
  /** The host's vault could not take another device in now. */
  | {
      readonly kind: "not-admitted";
      readonly because: "stopped" | "busy" | "no-such-device" | "too-many-devices";
    };

type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: NotPaired };

/** The words both screens show (rule 77). */
async function wordsOf(
  suite: Suite,
  secret: Uint8Array,
  newcomer: Pick<Member, "sign" | "box">,
  { sign, vault, nonce }: MetHost,
): Promise<readonly string[]> {
  const pieces = [newcomer.sign, newcomer.box, sign, vault, nonce].map((text) => bytesFromBase64url(text)!);
  return fourWords(await suite.hash(bytesFromText("tidetable/v1 words\n"), secret, ...pieces));
}

/** What a newcomer promises to be, before it knows whom it talks to (rule 77). */
const promiseOf = (
  suite: Suite,
  keys: Pick<Member, "id" | "sign" | "box">,
  nonce: Uint8Array,
): Promise<Bytes> =>
  suite.hash(
    bytesFromText("tidetable/v1 promise\n"),
    ...[keys.id, keys.sign, keys.box].map((text) => bytesFromBase64url(text)!),
    nonce,
  );

/** The side that has the diary. */
export interface Host {
  /** Looks for a newcomer, tells it who is here, and has the words to compare once it said who it is. `waiting` until then. */
  meet(): Promise<Outcome<{ readonly newcomer: Member; readonly words: readonly string[] }>>;
  /** Lets the newcomer in, after the owner compared the words: on the roster, and with everything it needs. */
  admit(newcomer: Member): Promise<Outcome<null>>;
  /** Empties the mailbox: nobody comes in by this link any more. */
  close(): Promise<void>;
}

export async function hostPairing(
  world: VaultWorld,
  vault: Vault,
  relay: string,
  secret: string,
): Promise<Host> {
  const { suite } = world;
  const channel = await openChannel(world, relay, secret, pairingMail);
  const hostSign = () => base64urlFromBytes(vault.device().sign.publicKey);
  // New each time: without it, everything the words depend on could be known before.
  const hostNonce = base64urlFromBytes(suite.randomBytes(secretLength));
  const host = (): MetHost => ({ vault: vault.id, sign: hostSign(), nonce: hostNonce });
  const meetNewcomer = meetAsHost<Member>(suite, channel, {
    tell: host,
    read: (json, promise) => readNewcomer(suite, json, promise),
    isSame: (one, other) => one.id === other.id,
  });
  return {
    async meet() {
      const come = await meetNewcomer();
      if (!come.ok) return come;
      const words = await wordsOf(suite, channel.secret, come.value, host());
      return { ok: true, value: { newcomer: come.value, words } };
    },
    async admit(newcomer) {
      const admitted = await vault.admit(newcomer);
      if (!admitted.ok && admitted.error.kind !== "no-such-device") return outcomeOf(admitted.error);
      // Also when it was on the roster before: the snapshot that names it may not have come through.
      const left = await vault.snapshotNow();
      if (!left.ok) return outcomeOf(left.error);
      // Where the vault moved in the middle of this, the newcomer follows; otherwise its own way to the relay is as good.
      const now = vault.relay();
      const welcome = await welcomeFor(suite, channel, vault, newcomer, now === relay ? null : now);
      return post(suite, channel, slots.welcome, welcome);
    },
    async close() {
      await channel.mail.empty();
    },
  };
}

/** A change that failed, as an outcome of pairing: where the vault itself cannot go on, that is said on its own screen. */
const outcomeOf = (error: Extract<Changed, { ok: false }>["error"]): Outcome<never> => {
  switch (error.kind) {
    case "stopped":
    case "busy":
    case "no-such-device":
    case "too-many-devices":
      return { ok: false, error: { kind: "not-admitted", because: error.kind } };
    default:
      return { ok: false, error };
  }
};

/** The newcomer, if it is who it promised to be. */
async function readNewcomer(
  suite: Suite,
  json: Readonly<Record<string, unknown>>,
  promise: unknown,
): Promise<Member | null> {
  const { id, sign, box, name } = json;
  const nonce = typeof json.nonce === "string" ? bytesFromBase64url(json.nonce) : null;
  if (!isDeviceId(id) || !isHash(sign) || !isHash(box) || typeof name !== "string") return null;
  if (nonce?.length !== secretLength) return null;
  if (base64urlFromBytes(await promiseOf(suite, { id, sign, box }, nonce)) !== promise) return null;
  if ((await deviceIdFromKey(suite, bytesFromBase64url(sign)!)) !== id) return null;
  return { id, sign, box, name: name.slice(0, maxNameLength) };
}

const welcomeInfo = (vault: VaultId): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 welcome\n"), bytesFromBase64url(vault)!);

/** What lets a newcomer read: the epoch and its key, who the root is, and how far the host has read (rule 78). */
async function welcomeFor(
  suite: Suite,
  { secret }: Channel,
  vault: Vault,
  newcomer: Member,
  relay: string | null,
): Promise<unknown> {
  const { replica, identity } = vault.core();
  const content = bytesFromJson({
    rootSign: base64urlFromBytes(identity.rootSign),
    rootBox: base64urlFromBytes(identity.rootBox),
    charter: base64urlFromBytes(identity.charter),
    epoch: replica.epoch,
    epochKey: base64urlFromBytes(replica.epochKeys.get(replica.epoch)!),
    index: replica.index,
    chain: base64urlFromBytes(replica.chain),
    relay,
  });
  const box = await suite.sealBox(bytesFromBase64url(newcomer.box)!, welcomeInfo(vault.id), content);
  const signature = await suite.sign(identity.device.sign, welcomeInfo(vault.id), secret, box);
  return { box: base64urlFromBytes(box), signature: base64urlFromBytes(signature) };
}

/** The side that has no vault yet. */
export interface Newcomer {
  /** Promises who this is; again does nothing. */
  knock(): Promise<Outcome<null>>;
  /** Looks for the host; with it, says who this is, and has the words to compare. */
  meet(): Promise<Outcome<{ readonly words: readonly string[] }>>;
  /** Looks for the welcome; with it, the vault is kept on this device and ready to sync. */
  enter(): Promise<Outcome<Vault>>;
}

export async function joinPairing(
  world: VaultWorld,
  relay: string,
  secret: string,
  name: string,
): Promise<Newcomer> {
  await expectNoVault(world, "joinPairing");
  const { suite } = world;
  const channel = await openChannel(world, relay, secret, pairingMail);
  const device = await makeDevice(world, name);
  const keys = {
    id: device.id,
    sign: base64urlFromBytes(device.sign.publicKey),
    box: base64urlFromBytes(device.box.publicKey),
  };
  const nonce = suite.randomBytes(secretLength);
  const guest = meetAsGuest<MetHost>(suite, channel, {
    promise: base64urlFromBytes(await promiseOf(suite, keys, nonce)),
    come: { ...keys, name, nonce: base64urlFromBytes(nonce) },
    async read({ vault, sign, nonce: hostNonce }) {
      return isVaultId(vault) && isHash(sign) && isLinkSecret(hostNonce)
        ? { vault, sign, nonce: hostNonce }
        : null;
    },
    isSame: (one, other) => one.vault === other.vault && one.sign === other.sign && one.nonce === other.nonce,
  });
  return {
    knock: guest.knock,
    async meet() {
      const host = await guest.meet();
      if (!host.ok) return host;
      return { ok: true, value: { words: await wordsOf(suite, channel.secret, keys, host.value) } };
    },
    async enter() {
      const host = guest.met();
      if (host === null) return waiting;
      const welcomed = await fetchSlot(suite, channel, slots.welcome);
      if (!welcomed.ok) return welcomed;
      const entered = await enterWith(world, relay, device, channel.secret, host, welcomed.value);
      if (entered === null) return notThis;
      await channel.mail.empty();
      return { ok: true, value: entered };
    },
  };
}

/** The host as the compared words vouch for it. */
interface MetHost {
  readonly vault: VaultId;
  /** Its Ed25519 public key, base64url. */
  readonly sign: string;
  /** 16 random bytes, base64url. */
  readonly nonce: string;
}

async function enterWith(
  world: VaultWorld,
  relay: string,
  device: Device,
  secret: Uint8Array,
  { vault, sign }: MetHost,
  { box, signature }: Readonly<Record<string, unknown>>,
): Promise<Vault | null> {
  const { suite } = world;
  const sealed = typeof box === "string" ? bytesFromBase64url(box) : null;
  const signed = typeof signature === "string" ? bytesFromBase64url(signature) : null;
  if (!sealed || !signed) return null;
  // Anybody can seal to the newcomer's key; only the host whose words were compared can have signed.
  const hostKey = bytesFromBase64url(sign)!;
  if (!(await suite.verify(hostKey, signed, welcomeInfo(vault), secret, sealed))) return null;
  const content = await suite.openBox(device.box, welcomeInfo(vault), sealed);
  const json = content && jsonFromBytes(content);
  if (!isObject(json)) return null;
  const { rootSign, rootBox, charter, epoch, epochKey, index, chain } = json;
  if (!isHash(rootSign) || !isHash(rootBox) || !isHash(epochKey) || !isHash(chain)) return null;
  if (!isCount(epoch) || !isCount(index) || typeof charter !== "string") return null;
  const charterBytes = bytesFromBase64url(charter);
  const root = bytesFromBase64url(rootSign)!;
  if (charterBytes === null || !(await isCharter(suite, vault, root, charterBytes))) return null;
  const core = await newCore(
    world,
    { vault, sign: { publicKey: root }, box: { publicKey: bytesFromBase64url(rootBox)! } },
    charterBytes,
    device,
  );
  core.replica.epochKeys.set(epoch, bytesFromBase64url(epochKey)!);
  core.replica.epoch = epoch;
  core.relay = typeof json.relay === "string" ? json.relay : relay;
  core.floor = { index, chain };
  await saveWhole(core);
  return vaultFromCore(core);
}
