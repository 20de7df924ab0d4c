import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "./bytes.ts";
import { type Answer, type Mail, mailAt, type RelayTrouble, type Transport } from "./relay-client.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import type { Bytes, Suite } from "./seal/suite.ts";
import { isHash, isObject } from "./shapes.ts";

// What two devices say to each other by a link, over a mailbox at a relay (rules 75 to 77), whether one lets the other
// into its vault (pairing.ts) or only tells it something from time to time (share/inviting.ts).

/** Bytes of a link's secret (rule 75), and of what each side adds to the words. */
export const secretLength = 16;
export const slots = { promise: 0, host: 1, newcomer: 2, welcome: 3 } as const;
/** A message takes this many bytes before it is sealed, whatever it says: with nonce and tag it is at most 4 KiB. */
const messageLength = 3_968;

/** What a link is for: what its mailbox's id and key are derived with, and what stands before a slot's number. */
export interface Purpose {
  readonly id: string;
  readonly key: string;
  readonly slot: string;
}

export interface Channel {
  readonly mail: Mail;
  readonly secret: Bytes;
  readonly key: Bytes;
  readonly slot: string;
}

/** Why two devices did not meet by a link. */
export type NotMet =
  | RelayTrouble
  /** What lay in the mailbox is not for this link, or by somebody between. */
  | { readonly kind: "not-this-pairing" }
  /** Nothing has come yet; ask again. */
  | { readonly kind: "waiting" };

export type Meeting<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: NotMet };

export const waiting = { ok: false, error: { kind: "waiting" } } as const;
export const notThis = { ok: false, error: { kind: "not-this-pairing" } } as const;

/** What stands in a link, as 22 characters. */
export const newLinkSecret = (suite: Suite): string => base64urlFromBytes(suite.randomBytes(secretLength));

/** Whether a text is 16 bytes as base64url: a link's secret, or what a side adds to the words. */
export const isLinkSecret = (text: unknown): text is string =>
  typeof text === "string" && bytesFromBase64url(text)?.length === secretLength;

/** @throws RangeError for what is no secret */
export async function openChannel(
  world: { readonly suite: Suite; transport(relay: string): Transport },
  relay: string,
  secretText: string,
  purpose: Purpose,
): Promise<Channel> {
  const secret = bytesFromBase64url(secretText);
  if (secret?.length !== secretLength)
    throw new RangeError("secretText should be a link's secret of 16 bytes");
  const mailbox = await world.suite.derive(secret, purpose.id, 16);
  const key = await world.suite.derive(secret, purpose.key, 32);
  return { mail: mailAt(world.transport(relay), mailbox), secret, key, slot: purpose.slot };
}

const slotData = (channel: Channel, slot: number): Bytes =>
  joinBytes(bytesFromText(channel.slot), Uint8Array.of(slot));

/** Puts a message into a slot, padded to one length and sealed under the secret's key. */
export async function post(
  suite: Suite,
  channel: Channel,
  slot: number,
  json: unknown,
): Promise<Answer<null>> {
  const text = bytesFromJson(json);
  if (text.length > messageLength)
    throw new RangeError(`post expects at most ${messageLength} bytes, got ${text.length}`);
  const padded = new Uint8Array(messageLength).fill(0x20);
  padded.set(text);
  return channel.mail.put(slot, await suite.sealBytes(channel.key, slotData(channel, slot), padded));
}

export async function fetchSlot(
  suite: Suite,
  channel: Channel,
  slot: number,
): Promise<Meeting<Readonly<Record<string, unknown>>>> {
  const answer = await channel.mail.read(slot);
  if (!answer.ok) return answer;
  if (answer.value === null) return waiting;
  const opened = await suite.openBytes(channel.key, slotData(channel, slot), answer.value);
  const json = opened && jsonFromBytes(opened);
  return isObject(json) ? { ok: true, value: json } : notThis;
}

/**
 * The host's part up to the words: waits for a promise, tells who is here, and then takes in who keeps that promise.
 *
 * The first promise and the first that keeps it count: with a second try at either, words could be tried out.
 */
export function meetAsHost<Guest>(
  suite: Suite,
  channel: Channel,
  side: {
    /** The message of slot 1; told only after a promise, since the words depend on it. */
    tell(): unknown;
    /** Who came, if it is who was promised. */
    read(json: Readonly<Record<string, unknown>>, promise: string): Promise<Guest | null>;
    isSame(one: Guest, other: Guest): boolean;
  },
): () => Promise<Meeting<Guest>> {
  let promise: string | null = null;
  let met: Guest | null = null;
  return async () => {
    const promised = await fetchSlot(suite, channel, slots.promise);
    if (!promised.ok) return promised;
    if (!isHash(promised.value.promise)) return notThis;
    promise ??= promised.value.promise;
    if (promised.value.promise !== promise) return notThis;
    const told = await post(suite, channel, slots.host, side.tell());
    // Told before: the slot is taken by this device's own message.
    if (!told.ok && told.error.kind !== "taken") return told;
    const come = await fetchSlot(suite, channel, slots.newcomer);
    if (!come.ok) return come;
    const guest = await side.read(come.value, promise);
    if (guest === null || (met !== null && !side.isSame(met, guest))) return notThis;
    met = guest;
    return { ok: true, value: guest };
  };
}

/** The other side up to the words: promises, looks for the host, and then says who it is. */
export function meetAsGuest<Host>(
  suite: Suite,
  channel: Channel,
  side: {
    readonly promise: string;
    /** The message of slot 2, which keeps the promise. */
    readonly come: unknown;
    read(json: Readonly<Record<string, unknown>>): Promise<Host | null>;
    isSame(one: Host, other: Host): boolean;
  },
): { knock(): Promise<Meeting<null>>; meet(): Promise<Meeting<Host>>; met(): Host | null } {
  let host: Host | null = null;
  return {
    met: () => host,
    async knock() {
      const knocked = await post(suite, channel, slots.promise, { promise: side.promise });
      // Knocked before, or somebody else did: then the words will differ, or nobody answers.
      return knocked.ok || knocked.error.kind === "taken" ? { ok: true, value: null } : knocked;
    },
    async meet() {
      const told = await fetchSlot(suite, channel, slots.host);
      if (!told.ok) return told;
      const here = await side.read(told.value);
      // The first host counts, for the same reason as on the other side.
      if (here === null || (host !== null && !side.isSame(host, here))) return notThis;
      const said = await post(suite, channel, slots.newcomer, side.come);
      if (!said.ok && said.error.kind !== "taken") return said;
      host = here;
      return { ok: true, value: host };
    },
  };
}
