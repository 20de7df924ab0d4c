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
function readToken(secret: Uint8Array, clock: Clock, authorization: string | undefined): Token | null {
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

export type TokenReader = (secret: Uint8Array, authorization: string | undefined) => Token | null;

/** Tokens remembered at once. Our choice: at about 500 bytes each, 5 MB. */
const maxTokens = 10_000;

/**
 * `readToken` that knows a token again until its hour has passed, so that an open session is not checked anew at each
 * request. Only what held once is remembered, by its whole text; anything else is checked as ever.
 */
export function createTokenReader(clock: Clock, most = maxTokens): TokenReader {
  const known = new Map<string, { readonly token: Token; readonly secret: Uint8Array }>();
  return (secret, authorization) => {
    const before = known.get(authorization ?? "");
    if (before?.secret === secret && clock() < before.token.until) return before.token;
    const token = readToken(secret, clock, authorization);
    known.delete(authorization ?? "");
    if (token !== null && authorization !== undefined) {
      // Whoever was remembered first is checked again; a session lasts an hour.
      for (const text of known.keys()) {
        if (known.size < most) break;
        known.delete(text);
      }
      known.set(authorization, { token, secret });
    }
    return token;
  };
}
