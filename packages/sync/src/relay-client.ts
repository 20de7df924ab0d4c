import { bytesFromJson, bytesFromText, jsonFromBytes, u64 } from "./bytes.ts";
import {
  type CreateFeed,
  type CreateLetterbox,
  joinFrames,
  type LogStretch,
  type Proof,
  type ProofKey,
  type ProofPurpose,
  proofText,
  type Refusal,
  relayPaths,
  type SnapshotParts,
  splitLogStretch,
  splitSnapshotParts,
  statusOfRefusal,
} from "./protocol.ts";
import { base64urlFromBytes } from "./seal/base64url.ts";
import type { Bytes, SigningKey, Suite, VaultId } from "./seal/suite.ts";
import { isCount, isObject } from "./shapes.ts";

export interface RelayRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** From `/v1/` on, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes | null;
}

/** One relay as the platform reaches it. `send` answers null when nothing came back, for whatever reason. */
export interface Transport {
  /** Host and port as the device addresses the relay; signed into proofs (rule 41). */
  readonly host: string;
  send(request: RelayRequest): Promise<{ readonly status: number; readonly body: Uint8Array } | null>;
}

/** Why a relay did not do what it was asked: its refusal, silence, or an answer that is none of this protocol. */
export type RelayTrouble =
  | { readonly kind: Exclude<Refusal, "behind" | "pruned"> | "unreachable" | "not-a-relay" }
  | { readonly kind: "behind"; readonly head: number }
  | { readonly kind: "pruned"; readonly snapshot: number };

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: RelayTrouble };

/** With what a device or the words show a relay that they may (rules 41, 42). */
export interface Credentials {
  readonly vault: VaultId;
  readonly by: ProofKey;
  readonly key: SigningKey;
}

/** What a relay does for one vault. Opens sessions by itself, and another when one ends. */
export interface RelayClient {
  session(): Promise<Answer<{ readonly token: string; readonly head: number; readonly snapshot: number }>>;
  append(expect: number, envelopes: readonly Uint8Array[]): Promise<Answer<number>>;
  log(after: number): Promise<Answer<LogStretch>>;
  putSnapshot(at: number, frames: readonly Uint8Array[]): Promise<Answer<null>>;
  snapshot(): Promise<Answer<SnapshotParts>>;
  rotate(expect: number, envelopes: readonly Uint8Array[], access: Uint8Array): Promise<Answer<number>>;
  restart(expect: number, at: number, frames: readonly Uint8Array[]): Promise<Answer<number>>;
  deleteVault(): Promise<Answer<null>>;
  /** Makes a letterbox or queue for an Ed25519 public key, base64url; again does nothing (rules 92, 101). */
  makeLetterbox(kind: "letterboxes" | "queues", publicKey: string): Promise<Answer<null>>;
  /** Makes a feed of this id for an Ed25519 public key, both base64url; again does nothing (rule 109). */
  makeFeed(feed: string, publicKey: string): Promise<Answer<null>>;
}

const failed = (kind: "unreachable" | "not-a-relay"): Answer<never> => ({ ok: false, error: { kind } });

export function createRelayClient(suite: Suite, transport: Transport, credentials: Credentials): RelayClient {
  const { vault, by, key } = credentials;
  let token: string | null = null;

  const proof = async (purpose: ProofPurpose, detail: string): Promise<Answer<Proof>> => {
    const asked = await askChallenge(transport);
    if (!asked.ok) return asked;
    const text = proofText(purpose, transport.host, asked.value, vault, detail);
    const signature = base64urlFromBytes(await suite.sign(key, bytesFromText(text)));
    const root = by === "root" ? { root: base64urlFromBytes(key.publicKey) } : {};
    return { ok: true, value: { vault, by, ...root, challenge: asked.value, signature } };
  };

  const session: RelayClient["session"] = async () => {
    const proved = await proof("session", "");
    if (!proved.ok) return proved;
    const answer = await sendJson(transport, relayPaths.session, proved.value);
    if (!answer.ok) return answer;
    const { token: given, head, snapshot } = answer.value;
    if (typeof given !== "string" || !isCount(head) || !isCount(snapshot)) return failed("not-a-relay");
    token = given;
    return { ok: true, value: { token: given, head, snapshot } };
  };

  /** Sends within a session; opens one first, and once more where the relay no longer knows it. */
  const send = async (
    method: RelayRequest["method"],
    path: string,
    body: Bytes | null,
    type = "application/octet-stream",
  ): Promise<Answer<Uint8Array>> => {
    for (let attempt = 0; ; attempt++) {
      if (token === null) {
        const opened = await session();
        if (!opened.ok) return opened;
      }
      const headers = { authorization: `Tidetable ${token}`, ...typeOf(body, type) };
      const answer = await sendPlain(transport, { method, path, headers, body });
      if (answer.ok || answer.error.kind !== "session" || attempt > 0) return answer;
      token = null;
    }
  };

  const headOf = (answer: Answer<Uint8Array>): Answer<number> => {
    if (!answer.ok) return answer;
    const json = jsonFromBytes(answer.value);
    return isObject(json) && isCount(json.head) ? { ok: true, value: json.head } : failed("not-a-relay");
  };

  const hashes = async (pieces: readonly Uint8Array[]): Promise<readonly Bytes[]> =>
    Promise.all(pieces.map((piece) => suite.hash(piece)));

  return {
    session,
    append: async (expect, envelopes) =>
      headOf(await send("POST", `${relayPaths.log}?expect=${expect}`, joinFrames(envelopes))),
    log: async (after) => read(await send("GET", `${relayPaths.log}?after=${after}`, null), splitLogStretch),
    putSnapshot: async (at, frames) => {
      const answer = await send("PUT", `${relayPaths.snapshot}?at=${at}`, joinFrames(frames));
      return answer.ok ? { ok: true, value: null } : answer;
    },
    snapshot: async () => read(await send("GET", relayPaths.snapshot, null), splitSnapshotParts),
    async rotate(expect, envelopes, access) {
      const detail = base64urlFromBytes(await suite.hash(access, u64(expect), ...(await hashes(envelopes))));
      const proved = await proof("rotate", detail);
      if (!proved.ok) return proved;
      const first = bytesFromJson({ ...proved.value, access: base64urlFromBytes(access) });
      const body = joinFrames([first, ...envelopes]);
      return headOf(await send("POST", `${relayPaths.rotate}?expect=${expect}`, body));
    },
    async restart(expect, at, frames) {
      const detail = base64urlFromBytes(await suite.hash(u64(expect), u64(at), ...(await hashes(frames))));
      const proved = await proof("restart", detail);
      if (!proved.ok) return proved;
      const body = joinFrames([bytesFromJson(proved.value), ...frames]);
      return headOf(await send("POST", `${relayPaths.restart}?expect=${expect}&at=${at}`, body));
    },
    async deleteVault() {
      const proved = await proof("delete", "");
      if (!proved.ok) return proved;
      const answer = await sendJson(transport, relayPaths.delete, proved.value);
      return answer.ok ? { ok: true, value: null } : answer;
    },
    async makeLetterbox(kind, publicKey) {
      const made: CreateLetterbox = { key: publicKey };
      const answer = await send("POST", relayPaths[kind], bytesFromJson(made), "application/json");
      return answer.ok ? { ok: true, value: null } : answer;
    },
    async makeFeed(feed, publicKey) {
      const made: CreateFeed = { key: publicKey, feed };
      const answer = await send("POST", relayPaths.feeds, bytesFromJson(made), "application/json");
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}

/** Brings a vault to a relay (rule 44). `head` is 0 for a new one, or the index of the snapshot that follows. */
export async function createVaultAtRelay(
  suite: Suite,
  transport: Transport,
  credentials: Credentials,
  born: {
    readonly root: Uint8Array;
    readonly charter: Uint8Array;
    readonly head: number;
    readonly invite: string | null;
  },
): Promise<Answer<null>> {
  const asked = await askChallenge(transport);
  if (!asked.ok) return asked;
  const { vault, key } = credentials;
  const detail = base64urlFromBytes(await suite.hash(key.publicKey, u64(born.head)));
  const text = proofText("create", transport.host, asked.value, vault, detail);
  const answer = await sendJson(transport, relayPaths.vaults, {
    vault,
    root: base64urlFromBytes(born.root),
    charter: base64urlFromBytes(born.charter),
    access: base64urlFromBytes(key.publicKey),
    head: born.head,
    challenge: asked.value,
    signature: base64urlFromBytes(await suite.sign(key, bytesFromText(text))),
    ...(born.invite !== null && { invite: born.invite }),
  });
  return answer.ok ? { ok: true, value: null } : answer;
}

/** The newest boxes of a vault's epochs, which ask for no session (rule 57). */
export async function askBoxes(transport: Transport, vault: VaultId): Promise<Answer<Uint8Array>> {
  const body = bytesFromJson({ vault });
  const headers = typeOf(body, "application/json");
  return sendPlain(transport, { method: "POST", path: relayPaths.boxes, headers, body });
}

/** A relay's mailboxes, which ask for no session (rule 55). */
export interface Mail {
  put(slot: number, body: Bytes): Promise<Answer<null>>;
  /** Null where the slot is empty. */
  read(slot: number): Promise<Answer<Uint8Array | null>>;
  empty(): Promise<Answer<null>>;
}

export function mailAt(transport: Transport, mailbox: Uint8Array): Mail {
  const path = `${relayPaths.mail}/${base64urlFromBytes(mailbox)}`;
  const done = (answer: Answer<unknown>): Answer<null> => (answer.ok ? { ok: true, value: null } : answer);
  return {
    put: async (slot, body) => {
      const headers = typeOf(body, "application/octet-stream");
      return done(await sendPlain(transport, { method: "PUT", path: `${path}/${slot}`, headers, body }));
    },
    async read(slot) {
      const answer = await sendPlain(transport, {
        method: "GET",
        path: `${path}/${slot}`,
        headers: {},
        body: null,
      });
      return !answer.ok && answer.error.kind === "unknown" ? { ok: true, value: null } : answer;
    },
    empty: async () => done(await sendPlain(transport, { method: "DELETE", path, headers: {}, body: null })),
  };
}

async function askChallenge(transport: Transport): Promise<Answer<string>> {
  const request: RelayRequest = { method: "GET", path: relayPaths.challenge, headers: {}, body: null };
  const answer = await sendPlain(transport, request);
  if (!answer.ok) return answer;
  const json = jsonFromBytes(answer.value);
  return isObject(json) && typeof json.challenge === "string"
    ? { ok: true, value: json.challenge }
    : failed("not-a-relay");
}

async function sendJson(
  transport: Transport,
  path: string,
  json: unknown,
): Promise<Answer<Readonly<Record<string, unknown>>>> {
  const body = bytesFromJson(json);
  const headers = typeOf(body, "application/json");
  const answer = await sendPlain(transport, { method: "POST", path, headers, body });
  if (!answer.ok) return answer;
  const read = jsonFromBytes(answer.value);
  return isObject(read) ? { ok: true, value: read } : failed("not-a-relay");
}

/** One request and what came of it: the answer's bytes, or why there are none. */
export async function sendPlain(transport: Transport, request: RelayRequest): Promise<Answer<Uint8Array>> {
  const answer = await transport.send(request);
  if (answer === null) return failed("unreachable");
  if (answer.status >= 200 && answer.status < 300) return { ok: true, value: answer.body };
  const json = jsonFromBytes(answer.body);
  if (!isObject(json) || !isRefusal(json.refused)) return failed("not-a-relay");
  const { refused, head, snapshot } = json;
  if (refused === "behind") {
    const at = isCount(head) ? head : snapshot;
    return isCount(at) ? { ok: false, error: { kind: "behind", head: at } } : failed("not-a-relay");
  }
  if (refused === "pruned") {
    return isCount(snapshot) ? { ok: false, error: { kind: "pruned", snapshot } } : failed("not-a-relay");
  }
  return { ok: false, error: { kind: refused } };
}

const isRefusal = (json: unknown): json is Refusal =>
  typeof json === "string" && Object.hasOwn(statusOfRefusal, json);

const typeOf = (body: Bytes | null, type: string): Readonly<Record<string, string>> =>
  body ? { "content-type": type } : {};

function read<Value>(answer: Answer<Uint8Array>, split: (body: Uint8Array) => Value | null): Answer<Value> {
  if (!answer.ok) return answer;
  const value = split(answer.value);
  return value === null ? failed("not-a-relay") : { ok: true, value };
}

/** What goes up with a snapshot: the boxes of the epoch it is sealed under, then its parts (rule 61). */
export const framesOfSnapshot = (boxes: Uint8Array, parts: readonly Uint8Array[]): readonly Uint8Array[] => [
  boxes,
  ...parts,
];
