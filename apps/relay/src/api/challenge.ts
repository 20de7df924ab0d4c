import { createHash } from "node:crypto";
import { limits } from "@tidetable/sync/protocol";
import type { Store } from "../store/store.ts";
import { type Clock, dayOf, type RandomBytes } from "./parts.ts";
import { readSignedText, writeSignedText } from "./signed-text.ts";

// A challenge is its own record: until when it can be answered, u64 in milliseconds, and 16 random bytes.
const payloadLength = 24;

export function writeChallenge(secret: Uint8Array, clock: Clock, randomBytes: RandomBytes): string {
  const payload = Buffer.alloc(payloadLength);
  payload.writeBigUInt64BE(BigInt(clock() + limits.challengeSeconds * 1_000));
  payload.set(randomBytes(16), 8);
  return writeSignedText(secret, "challenge", payload);
}

/** Until when the challenge can be answered; null where it is none of ours, or that time has passed. */
export function readChallenge(secret: Uint8Array, clock: Clock, challenge: string): number | null {
  const payload = readSignedText(secret, "challenge", challenge, payloadLength);
  if (payload === null) return null;
  const until = Number(Buffer.from(payload).readBigUInt64BE());
  return clock() <= until ? until : null;
}

/**
 * True the first time (rule 41). It is kept under the day on which it runs out, not today, so that one answered before
 * midnight is not forgotten while it could be answered again.
 */
export const claimChallenge = (store: Store, challenge: string, until: number): Promise<boolean> =>
  store.claimChallenge(createHash("sha256").update(challenge).digest(), dayOf(until));
