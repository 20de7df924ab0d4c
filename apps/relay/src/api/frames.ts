import {
  type EnvelopeKind,
  envelopeSizes,
  limits,
  readEnvelopeHead,
  splitFrames,
} from "@tidetable/sync/protocol";
import { accepted, type Outcome, refused } from "./answers.ts";

/** The frames of a body; at least `least`, at most `most`, which are counted before any is made. */
export function readFrames(body: Uint8Array, least: number, most: number): Outcome<readonly Uint8Array[]> {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = 0; at + 4 <= body.length; at += 4 + view.getUint32(at)) {
    count += 1;
    if (count > most) return refused("too-large");
  }
  const frames = splitFrames(body);
  return frames === null || frames.length < least ? refused("malformed") : accepted(frames);
}

/** Whether all are envelopes of these kinds (rule 10). */
export const areEnvelopes = (frames: readonly Uint8Array[], kinds: readonly EnvelopeKind[]): boolean =>
  frames.every((frame) => {
    const head = readEnvelopeHead(frame);
    return head !== null && kinds.includes(head.kind);
  });

/** Whether these are what is kept as a snapshot: the boxes of its epoch, then one part or more (rule 61). */
export const areSnapshotParts = ([boxes, ...parts]: readonly Uint8Array[]): boolean =>
  boxes !== undefined &&
  parts.length > 0 &&
  areEnvelopes([boxes], ["epoch"]) &&
  areEnvelopes(parts, ["snapshot"]);

/** Frames of a snapshot: the boxes and the parts. */
export const maxSnapshotFrames = limits.snapshotParts + 1;
/** Bytes of a body that holds the greatest snapshot there may be, and a proof before it. */
export const maxSnapshotBytes =
  4 + limits.jsonBytes + 4 + envelopeSizes[0] + limits.snapshotParts * (4 + envelopeSizes[3]);
