import { bytesFromText, joinBytes, u32 } from "../bytes.ts";
import { envelopeHeadLength, envelopeKinds, readEnvelopeHead } from "../protocol.ts";
import { envelopeHead } from "./envelope-head.ts";
import { bytesOfVaultId } from "./ids.ts";
import { shuffled } from "./shuffled.ts";
import type { BoxKey, Bytes, SigningKey, Suite, VaultId } from "./suite.ts";

/** Places for boxes in an epoch's envelope: the root's and one for each of 8 devices (rules 7 and 16). */
export const epochPlaces = 9;
/** Bytes of an epoch's envelope. */
const epochEnvelopeLength = 1_024;

const keyLength = 32;
const boxLength = 80;

/** A new epoch, ready for the log. */
export interface NewEpoch {
  /** 32 random bytes. */
  readonly key: Bytes;
  readonly envelope: Bytes;
}

/** What somebody for whom there is a box reads out of an epoch's envelope. */
export interface OpenedEpoch {
  readonly epoch: number;
  readonly key: Bytes;
}

/**
 * Draws the key of an epoch and boxes it for every given X25519 public key, in an order drawn anew (rules 5 and 16).
 *
 * Nothing of an earlier epoch is enclosed: whoever gets one key must not get everything that a relay ever kept.
 *
 * @throws RangeError for no place or more than 9, or an epoch that is no u32 above 0
 */
export async function makeEpoch(
  suite: Suite,
  {
    vault,
    epoch,
    places,
  }: {
    readonly vault: VaultId;
    readonly epoch: number;
    readonly places: readonly Uint8Array[];
  },
): Promise<NewEpoch> {
  if (places.length < 1 || places.length > epochPlaces) {
    throw new RangeError(`makeEpoch expects places for 1 to ${epochPlaces}, got ${places.length}`);
  }
  if (!Number.isInteger(epoch) || epoch < 1 || epoch > 0xffff_ffff) {
    throw new RangeError(`makeEpoch expects epoch from 1 to 2^32 - 1, got ${epoch}`);
  }

  const key = suite.randomBytes(keyLength);
  const boxes = await Promise.all(places.map((place) => suite.sealBox(place, boxInfo(vault, epoch), key)));
  // Random bytes would not do: half of them are no point of the curve, and whoever keeps the log could count the devices.
  while (boxes.length < epochPlaces) {
    const nobody = await suite.boxKeyFromSeed(suite.randomBytes(keyLength));
    const nothing = suite.randomBytes(keyLength);
    boxes.push(await suite.sealBox(nobody.publicKey, boxInfo(vault, epoch), nothing));
  }
  const body = joinBytes(...shuffled(boxes, suite.randomBytes));
  const rest = suite.randomBytes(epochEnvelopeLength - envelopeHeadLength - body.length);
  return { key, envelope: joinBytes(envelopeHead(envelopeKinds.epoch, epoch), body, rest) };
}

/** Reads an epoch's envelope with the private key of a device or of the root; null where there is no box for it. */
export async function openEpoch(
  suite: Suite,
  {
    vault,
    envelope,
    boxKey,
  }: { readonly vault: VaultId; readonly envelope: Uint8Array; readonly boxKey: BoxKey },
): Promise<OpenedEpoch | null> {
  const epoch = epochOf(envelope);
  if (epoch === null) return null;
  for (let place = 0; place < epochPlaces; place++) {
    const at = envelopeHeadLength + place * boxLength;
    const key = await suite.openBox(boxKey, boxInfo(vault, epoch), envelope.subarray(at, at + boxLength));
    if (key?.length === keyLength) return { epoch, key };
  }
  return null;
}

/** The Ed25519 key that opens sessions at a relay during an epoch (rule 5). */
export const accessKey = async (suite: Suite, epochKey: Uint8Array): Promise<SigningKey> =>
  suite.signingKeyFromSeed(await suite.derive(epochKey, "tidetable/v1 access", keyLength));

/** The number of an epoch's envelope; null for anything else. */
function epochOf(envelope: Uint8Array): number | null {
  if (envelope.length !== epochEnvelopeLength) return null;
  const head = readEnvelopeHead(envelope);
  return head?.kind === "epoch" ? head.epoch : null;
}

const boxInfo = (vault: VaultId, epoch: number): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 epoch\n"), bytesOfVaultId(vault), u32(epoch));
