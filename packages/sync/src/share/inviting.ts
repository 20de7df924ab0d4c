import { bytesFromJson } from "../bytes.ts";
import {
  fetchSlot,
  isLinkSecret,
  type Meeting,
  meetAsGuest,
  meetAsHost,
  newLinkSecret,
  notThis,
  openChannel,
  type Purpose,
  post,
  secretLength,
  slots,
  waiting,
} from "../mail-channel.ts";
import { base64urlFromBytes } from "../seal/base64url.ts";
import type { Suite } from "../seal/suite.ts";
import type { VaultWorld } from "../vault-core.ts";
import type { GrantKeys, ReaderKey } from "./grant.ts";
import {
  type MetGrant,
  promiseOf,
  readHost,
  readReader,
  readWelcome,
  type Told,
  type Welcome,
  welcomeFor,
  wordsOf,
} from "./invitation.ts";
import { writeKeyPublic } from "./write-key.ts";

// Rule 99: pairing with no vault in it. The steps are pairing's own (mail-channel.ts); what is said is not.

const shareMail: Purpose = {
  id: "tidetable/v1 share id",
  key: "tidetable/v1 share key",
  slot: "tidetable/v1 share\n",
};

/** Bytes of a scope's text at most, as JSON writes it in a string, so that a welcome holds it (rule 76). */
const maxScopeBytes = 2_560;

/** What stands behind `#with=` in a link, as 22 characters. */
export const newShareSecret = (suite: Suite): string => newLinkSecret(suite);

/** Whether a text can stand behind `#with=`. */
export const isShareSecret = (text: string): boolean => isLinkSecret(text);

/** What an owner offers: the grant's keys, the text of its scope, and `signScope` of that. */
export interface Offer {
  readonly keys: GrantKeys;
  readonly scope: string;
  readonly signature: string;
}

/** The side that has the diary. */
export interface SharingHost {
  /** Looks for whoever opened the link, and has the words to compare. `waiting` until then. */
  meet(): Promise<Meeting<{ readonly words: readonly string[]; readonly reader: ReaderKey }>>;
  /** Tells the reader what is shared, after the owner compared the words. @throws RangeError for another than was met */
  admit(reader: ReaderKey): Promise<Meeting<null>>;
  /** Empties the mailbox: the link tells nobody anything any more. */
  close(): Promise<void>;
}

/** What a reader's device keeps of a grant; plain JSON, all keys and ids base64url. */
export interface Accepted extends Told {
  readonly id: string;
  /** The grant's Ed25519 public key. */
  readonly grantKey: string;
  /** Where the letterboxes are, as the device addresses it. */
  readonly relay: string;
  /** Seeds of this device's own keys, made for this grant. */
  readonly device: { readonly sign: string; readonly box: string };
}

/** The side that is told. */
export interface SharingGuest {
  /** Promises who this is; again does nothing. */
  knock(): Promise<Meeting<null>>;
  /** Looks for the owner's device; with it, says who this is, and has the words to compare. */
  meet(): Promise<Meeting<{ readonly words: readonly string[] }>>;
  /** Looks for the welcome: what is shared, to be shown before anything is replied. */
  enter(): Promise<Meeting<Accepted>>;
}

type World = Pick<VaultWorld, "suite" | "transport">;

/** @throws RangeError for what is no secret, or a scope that is too long */
export async function hostSharing(
  world: World,
  relay: string,
  secret: string,
  { keys, scope, signature }: Offer,
): Promise<SharingHost> {
  const { suite } = world;
  const { length } = bytesFromJson(scope);
  if (length > maxScopeBytes)
    throw new RangeError(`scope should have at most ${maxScopeBytes} bytes as JSON, has ${length}`);
  const channel = await openChannel(world, relay, secret, shareMail);
  const host: MetGrant = {
    grant: keys.id,
    key: await writeKeyPublic(suite, keys),
    // New each time: without it, everything the words depend on could be known before.
    nonce: base64urlFromBytes(suite.randomBytes(secretLength)),
  };
  let met: ReaderKey | null = null;
  let welcome: Welcome | null = null;
  const isSame = (one: ReaderKey, other: ReaderKey) => one.sign === other.sign && one.box === other.box;
  const meetReader = meetAsHost<ReaderKey>(suite, channel, {
    tell: () => host,
    read: (json, promise) => readReader(suite, json, promise),
    isSame,
  });
  return {
    async meet() {
      const come = await meetReader();
      if (!come.ok) return come;
      met = come.value;
      return { ok: true, value: { words: await wordsOf(suite, channel, met, host), reader: met } };
    },
    async admit(reader) {
      if (met === null || !isSame(met, reader)) throw new RangeError("reader should be the one that was met");
      welcome ??= await welcomeFor(suite, channel, keys, reader, { scope, signature });
      const left = await post(suite, channel, slots.welcome, welcome);
      if (left.ok || left.error.kind !== "taken") return left;
      // Left before, where only the relay's answer was lost; or written by somebody else who has the link.
      const there = await fetchSlot(suite, channel, slots.welcome);
      if (!there.ok) return there;
      return there.value.signature === welcome.signature ? { ok: true, value: null } : notThis;
    },
    async close() {
      await channel.mail.empty();
    },
  };
}

/** @throws RangeError for what is no secret */
export async function joinSharing(world: World, relay: string, secret: string): Promise<SharingGuest> {
  const { suite } = world;
  const channel = await openChannel(world, relay, secret, shareMail);
  const sign = await suite.signingKeyFromSeed(suite.randomBytes(32));
  const box = await suite.boxKeyFromSeed(suite.randomBytes(32));
  const reader = { sign: base64urlFromBytes(sign.publicKey), box: base64urlFromBytes(box.publicKey) };
  const nonce = base64urlFromBytes(suite.randomBytes(secretLength));
  const guest = meetAsGuest<MetGrant>(suite, channel, {
    promise: await promiseOf(suite, reader, nonce),
    come: { ...reader, nonce },
    read: (json) => readHost(suite, json),
    isSame: (one, other) => one.grant === other.grant && one.key === other.key && one.nonce === other.nonce,
  });
  return {
    knock: guest.knock,
    async meet() {
      const host = await guest.meet();
      if (!host.ok) return host;
      return { ok: true, value: { words: await wordsOf(suite, channel, reader, host.value) } };
    },
    async enter() {
      const host = guest.met();
      if (host === null) return waiting;
      const welcomed = await fetchSlot(suite, channel, slots.welcome);
      if (!welcomed.ok) return welcomed;
      const told = await readWelcome(suite, channel, host, box, welcomed.value);
      if (told === null) return notThis;
      await channel.mail.empty();
      const device = { sign: base64urlFromBytes(sign.seed), box: base64urlFromBytes(box.seed) };
      return { ok: true, value: { id: host.grant, grantKey: host.key, ...told, relay, device } };
    },
  };
}
