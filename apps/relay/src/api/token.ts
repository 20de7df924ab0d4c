import type { ProofKey } from "@tidetable/sync/protocol";
import type { Session } from "../store/store.ts";
import type { Clock } from "./parts.ts";
import { readSignedText, writeSignedText } from "./signed-text.ts";

/** What a token says: whose session, and until when, in milliseconds since 1970. */
export interface Token {
  readonly session: Session;
  readonly by: ProofKey;
  readonly until: number;
}

// Vault 16 B, generation u64, until u64, by 1 B.
const payloadLength = 33;

export function writeToken(secret: Uint8Array, { session, by, until }: Token): string {
  const payload = Buffer.alloc(payloadLength);
  payload.set(session.vault);
  payload.writeBigUInt64BE(BigInt(session.generation), 16);
  payload.writeBigUInt64BE(BigInt(until), 24);
  payload.writeUInt8(by === "root" ? 1 : 0, 32);
  return writeSignedText(secret, "session", payload);
}

/** The token of an `Authorization` header; null where there is none of ours, or its hour has passed (rule 42). */
export function readToken(secret: Uint8Array, clock: Clock, authorization: string | undefined): Token | null {
  const text = /^tidetable ([\w-]+)$/i.exec(authorization ?? "")?.[1];
  const bytes = text === undefined ? null : readSignedText(secret, "session", text, payloadLength);
  if (bytes === null) return null;
  const payload = Buffer.from(bytes);
  const until = Number(payload.readBigUInt64BE(24));
  if (clock() >= until) return null;
  return {
    session: { vault: bytes.slice(0, 16), generation: Number(payload.readBigUInt64BE(16)) },
    by: payload.readUInt8(32) === 1 ? "root" : "access",
    until,
  };
}
