import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "./bytes.ts";
import { type Answer, type Mail, mailAt, type RelayTrouble } from "./relay-client.ts";
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

/** Bytes of a pairing link's secret (rule 75). */
const secretLength = 16;
const slots = { promise: 0, host: 1, newcomer: 2, welcome: 3 } as const;
/** A message takes this many bytes before it is sealed, whatever it says: with nonce and tag it is at most 4 KiB. */
const messageLength = 3_968;

/** What stands behind `#pair=` in a link, as 22 characters. */
export const newPairingSecret = (suite: Suite): string => base64urlFromBytes(suite.randomBytes(secretLength));

/** Whether a text is a pairing secret. */
export const isPairingSecret = (text: string): boolean => bytesFromBase64url(text)?.length === secretLength;

/** Why two devices did not come together. */
export type NotPaired =
  | RelayTrouble
  /** What lay in the mailbox is none of this pairing: another link, or somebody between. */
  | { readonly kind: "not-this-pairing" }
  /** The host's vault could not take another device in now. */
  | {
      readonly kind: "not-admitted";
      readonly because: "stopped" | "busy" | "no-such-device" | "too-many-devices";
    }
  /** Nothing has come yet; ask again. */
  | { readonly kind: "waiting" };

type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: NotPaired };

const waiting = { ok: false, error: { kind: "waiting" } } as const;
const notThis = { ok: false, error: { kind: "not-this-pairing" } } as const;

interface Channel {
  readonly mail: Mail;
  readonly secret: Bytes;
  readonly key: Bytes;
}

async function openChannel(world: VaultWorld, relay: string, secretText: string): Promise<Channel> {
  const secret = bytesFromBase64url(secretText);
  if (secret?.length !== secretLength) throw new RangeError("openChannel expects a pairing secret");
  const mailbox = await world.suite.derive(secret, "tidetable/v1 mail id", 16);
  const key = await world.suite.derive(secret, "tidetable/v1 mail key", 32);
  return { mail: mailAt(world.transport(relay), mailbox), secret, key };
}

const slotData = (slot: number): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 mail\n"), Uint8Array.of(slot));

/** Puts a message into a slot, padded to one length and sealed under the secret's key. */
async function post(suite: Suite, channel: Channel, slot: number, json: unknown): Promise<Answer<null>> {
  const text = bytesFromJson(json);
  if (text.length > messageLength)
    throw new RangeError(`post expects at most ${messageLength} bytes, got ${text.length}`);
  const padded = new Uint8Array(messageLength).fill(0x20);
  padded.set(text);
  return channel.mail.put(slot, await suite.sealBytes(channel.key, slotData(slot), padded));
}

async function fetchSlot(
  suite: Suite,
  channel: Channel,
  slot: number,
): Promise<Outcome<Readonly<Record<string, unknown>>>> {
  const answer = await channel.mail.read(slot);
  if (!answer.ok) return answer;
  if (answer.value === null) return waiting;
  const opened = await suite.openBytes(channel.key, slotData(slot), answer.value);
  const json = opened && jsonFromBytes(opened);
  return isObject(json) ? { ok: true, value: json } : notThis;
}

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

const isNonce = (json: unknown): json is string =>
  typeof json === "string" && bytesFromBase64url(json)?.length === secretLength;

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
  const channel = await openChannel(world, relay, secret);
  const hostSign = () => base64urlFromBytes(vault.device().sign.publicKey);
  // The first promise and the first newcomer count: with a second try at either, words could be tried out.
  let promise: string | null = null;
  let met: Member | null = null;
  // Told only after a promise, and new each time: without it, everything the words depend on could be known before.
  const hostNonce = base64urlFromBytes(suite.randomBytes(secretLength));
  return {
    async meet() {
      const promised = await fetchSlot(suite, channel, slots.promise);
      if (!promised.ok) return promised;
      if (!isHash(promised.value.promise)) return notThis;
      promise ??= promised.value.promise;
      if (promised.value.promise !== promise) return notThis;
      const told = await post(suite, channel, slots.host, {
        vault: vault.id,
        sign: hostSign(),
        nonce: hostNonce,
      });
      // Told before: the slot is taken by this device's own message.
      if (!told.ok && told.error.kind !== "taken") return told;
      const come = await fetchSlot(suite, channel, slots.newcomer);
      if (!come.ok) return come;
      const newcomer = await readNewcomer(suite, come.value, promise);
      if (newcomer === null || (met !== null && met.id !== newcomer.id)) return notThis;
      met = newcomer;
      const host = { vault: vault.id, sign: hostSign(), nonce: hostNonce };
      const words = await wordsOf(suite, channel.secret, newcomer, host);
      return { ok: true, value: { newcomer, words } };
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
  const channel = await openChannel(world, relay, secret);
  const device = await makeDevice(world, name);
  const keys = {
    id: device.id,
    sign: base64urlFromBytes(device.sign.publicKey),
    box: base64urlFromBytes(device.box.publicKey),
  };
  const nonce = suite.randomBytes(secretLength);
  const promise = base64urlFromBytes(await promiseOf(suite, keys, nonce));
  let host: MetHost | null = null;
  return {
    async knock() {
      const knocked = await post(suite, channel, slots.promise, { promise });
      // Knocked before, or somebody else did: then the words will differ, or nobody answers.
      return knocked.ok || knocked.error.kind === "taken" ? { ok: true, value: null } : knocked;
    },
    async meet() {
      const told = await fetchSlot(suite, channel, slots.host);
      if (!told.ok) return told;
      const { vault, sign, nonce: hostNonce } = told.value;
      if (!isVaultId(vault) || !isHash(sign) || !isNonce(hostNonce)) return notThis;
      // The first host counts, for the same reason as on the other side.
      if (host !== null && (host.vault !== vault || host.sign !== sign || host.nonce !== hostNonce))
        return notThis;
      const come = { ...keys, name, nonce: base64urlFromBytes(nonce) };
      const said = await post(suite, channel, slots.newcomer, come);
      if (!said.ok && said.error.kind !== "taken") return said;
      host = { vault, sign, nonce: hostNonce };
      return { ok: true, value: { words: await wordsOf(suite, channel.secret, keys, host) } };
    },
    async enter() {
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
