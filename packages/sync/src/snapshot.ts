import { bytesFromText, joinBytes, jsonFromBytes, readU16, u16 } from "./bytes.ts";
import { vaultBytes } from "./entry.ts";
import { envelopeSizes, limits, readEnvelopeHead } from "./protocol.ts";
import type { RosterOwner } from "./roster.ts";
import { emptyRoster, type Roster, takeStatement } from "./roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { type Bytes, contentLengthOf, type DeviceId, type SigningKey, type Suite } from "./seal/suite.ts";
import { bytesFromState, type SnapshotState, stateFromJson } from "./snapshot-state.ts";

/** Compression as the platform has it: gzip, because whatever reads a snapshot in twenty years will have it. */
export interface Compression {
  gzip(bytes: Uint8Array): Promise<Bytes>;
  /** Null for what is not gzip, or longer than `maxBytes` when unpacked. */
  gunzip(bytes: Uint8Array, maxBytes: number): Promise<Bytes | null>;
}

/** Longest state, unpacked. Our choice: forty times what ten full years take; a bound for a hostile file. */
const maxStateBytes = 64 * 1024 * 1024;
const signatureLength = 64;
const deviceLength = 8;
const partHeadLength = 4;

/** A state, signed by the device that vouches for it (rule 61); what parts and backups are cut from. */
export async function signState(
  suite: Suite,
  compression: Compression,
  device: { readonly id: DeviceId; readonly sign: SigningKey },
  state: SnapshotState,
): Promise<Bytes> {
  const body = await compression.gzip(bytesFromState(state));
  const signature = await suite.sign(device.sign, ...signed(state.vault, body));
  return joinBytes(signature, bytesFromBase64url(device.id)!, body);
}

const signed = (vault: RosterOwner["vault"], body: Uint8Array): readonly Uint8Array[] => [
  bytesFromText("tidetable/v1 snapshot\n"),
  vaultBytes(vault),
  body,
];

/** Why a snapshot is not taken (rules 60–64). */
export type SnapshotBreach = "unopenable" | "forged" | "foreign" | "roster" | "newer";
export type OpenedState =
  | {
      readonly ok: true;
      readonly value: { readonly state: SnapshotState; readonly roster: Roster; readonly by: DeviceId };
    }
  | { readonly ok: false; readonly error: { readonly kind: SnapshotBreach } };

const breach = (kind: SnapshotBreach): OpenedState => ({ ok: false, error: { kind } });

/** The state in what `signState` made, if a device on its own roster signed it and that roster begins with the root. */
export async function openState(
  suite: Suite,
  compression: Compression,
  owner: RosterOwner,
  signedState: Uint8Array,
): Promise<OpenedState> {
  const body = signedState.subarray(signatureLength + deviceLength);
  const by = base64urlFromBytes(
    signedState.subarray(signatureLength, signatureLength + deviceLength),
  ) as DeviceId;
  const json = await compression.gunzip(body, maxStateBytes);
  const state = json && stateFromJson(jsonFromBytes(json));
  if (!state) return breach("newer");
  if (state.vault !== owner.vault) return breach("foreign");
  let roster = emptyRoster;
  for (const statement of state.statements) {
    const taken = await takeStatement(suite, owner, roster, statement);
    if (taken === null) return breach("roster");
    roster = taken.roster;
  }
  const member = roster.members.get(by);
  if (!member) return breach("foreign");
  const signature = signedState.subarray(0, signatureLength);
  const isGenuine = await suite.verify(
    bytesFromBase64url(member.sign)!,
    signature,
    ...signed(owner.vault, body),
  );
  return isGenuine ? { ok: true, value: { state, roster, by } } : breach("forged");
}

/** The envelopes of a signed state: the largest that are filled, then the fewest small ones. */
export async function sealParts(
  suite: Suite,
  { vault, epoch, epochKey }: { vault: RosterOwner["vault"]; epoch: number; epochKey: Uint8Array },
  signedState: Uint8Array,
): Promise<readonly Bytes[]> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < signedState.length; ) {
    const length = Math.min(partLength(signedState.length - at), signedState.length - at);
    chunks.push(signedState.subarray(at, at + length));
    at += length;
  }
  if (chunks.length > limits.snapshotParts)
    throw new RangeError(
      `sealParts expects a state of at most ${limits.snapshotParts} parts, got ${chunks.length}`,
    );
  return Promise.all(
    chunks.map((chunk, part) =>
      suite.sealEnvelope("snapshot", epoch, epochKey, vault, joinBytes(u16(part), u16(chunks.length), chunk)),
    ),
  );
}

/** How much of `rest` bytes goes into the next part: as much as fills the largest size that can be filled. */
function partLength(rest: number): number {
  const rooms = envelopeSizes.map((size) => contentLengthOf(size) - partHeadLength);
  // The smallest size is for a rest that fits it alone: more small parts would say more of the length than they save.
  const [, ...useful] = rooms;
  return useful.filter((room) => room <= rest).at(-1) ?? useful[0]!;
}

/** The signed state in a snapshot's envelopes; null where one does not open or is not where it should be. */
export async function openParts(
  suite: Suite,
  vault: RosterOwner["vault"],
  epochKeys: ReadonlyMap<number, Uint8Array>,
  parts: readonly Uint8Array[],
): Promise<Bytes | null> {
  const chunks = await Promise.all(
    parts.map(async (envelope, at) => {
      const head = readEnvelopeHead(envelope);
      const epochKey = head?.kind === "snapshot" ? epochKeys.get(head.epoch) : undefined;
      const content = epochKey ? await suite.openEnvelope(envelope, epochKey, vault) : null;
      const isInPlace =
        content !== null &&
        content.length >= partHeadLength &&
        readU16(content, 0) === at &&
        readU16(content, 2) === parts.length;
      return isInPlace ? content.subarray(partHeadLength) : null;
    }),
  );
  return chunks.length > 0 && chunks.every((chunk) => chunk !== null) ? joinBytes(...chunks) : null;
}
