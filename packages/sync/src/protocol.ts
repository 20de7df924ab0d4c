// What a device and a relay say to each other: addresses, sizes, the bytes of a log, the shape of each answer. The
// rules stand, numbered, in docs/protocol.md. This file imports nothing, so that a relay which may import only this
// file cannot reach a cipher or a diary.

/** Where anybody may ask whether a relay is alive; it asks nothing of its storage. */
export const healthPath = "/healthz";

/** Version of what is said between a device and a relay. */
export const protocolVersion = 1;

/** A living relay's answer at `healthPath`, as JSON. */
export interface Health {
  readonly app: "tidetable";
  readonly protocol: typeof protocolVersion;
  readonly status: "ok";
}

/** Addresses of the relay; all but `events` answer once. */
export const relayPaths = {
  challenge: "/v1/challenge",
  vaults: "/v1/vaults",
  session: "/v1/session",
  log: "/v1/log",
  events: "/v1/events",
  snapshot: "/v1/snapshot",
  rotate: "/v1/rotate",
  restart: "/v1/restart",
  delete: "/v1/delete",
  boxes: "/v1/boxes",
  /** Followed by `/ID/SLOT`. */
  mail: "/v1/mail",
  /** `POST` makes one; followed by `/ID` it is one (rules 92–94). */
  letterboxes: "/v1/letterboxes",
  letterbox: "/v1/letterbox",
  /** The same for queues of notices (rules 101–103). */
  queues: "/v1/queues",
  queue: "/v1/queue",
  /** The same for calendar feeds (rules 109, 110); what calendar programs ask for stands at `feedPath`. */
  feeds: "/v1/feeds",
  feed: "/v1/feed",
  /** The relay's public key for push messages (RFC 8292), 65 bytes. */
  pushKey: "/v1/push-key",
} as const;

/** The only lengths an envelope may have, in bytes. Source: research on padding, security.md 4; rule 12. */
export const envelopeSizes = [1_024, 4_096, 16_384, 65_536] as const;

/** The only lengths a sealed feed may have, in bytes (rule 108). */
export const feedSizes = [4_096, 16_384, 65_536] as const;

/** What is accepted; each is our choice (security.md 4 proposes most) and is held by the relay's contract tests. */
export const limits = {
  /** Bytes of one request's body, except a snapshot's. */
  requestBytes: 1_048_576,
  /** Envelopes of one append. */
  envelopesAtOnce: 64,
  /** Bytes of one vault, log and snapshots together: ten years of two batches a day are about 7.5 MB. */
  vaultBytes: 33_554_432,
  /** Bytes of one answer of the log. */
  answerBytes: 1_048_576,
  /** Parts of one snapshot: 4 MiB. */
  snapshotParts: 64,
  mailBytes: 4_096,
  mailSlots: 4,
  jsonBytes: 4_096,
  /** Seconds for which a challenge can be answered. */
  challengeSeconds: 300,
  /** Seconds for which a session lasts. */
  sessionSeconds: 3_600,
  /** Bytes of a letter, always (rule 92). */
  letterBytes: 4_096,
  /** Bytes of a notice's message, always (rule 101). Push services take at least 4,096 (RFC 8030, section 7.2). */
  noticeBytes: 1_024,
  /** Notices that wait in one queue, at most. */
  noticesAtOnce: 8,
  /** Bytes of a push service's address, at most. */
  endpointBytes: 1_024,
  /** Days after which a letterbox or queue that nobody wrote is deleted (rule 104): the longest grant and ten more. */
  letterboxDays: 190,
  /**
   * Days ahead of a relay's own that a feed's last day may lie (rule 110): 90, and one for whoever lives where the next
   * day has begun. Source: security.md 6.
   */
  feedDays: 91,
} as const;

/** Why a relay refuses. Unknown, removed, deleted and foreign are one answer: `unknown` (rule 43). */
export type Refusal =
  /** What was sent is not a request of this protocol: a size, a field or a number that cannot be. */
  | "malformed"
  | "too-large"
  /** No vault and no access that this request could mean. */
  | "unknown"
  /** The session ended or never was; open another. */
  | "session"
  /** The log has moved on; the answer says where its head is. */
  | "behind"
  /** What was asked for was deleted after a snapshot; the answer says where that stands. */
  | "pruned"
  | "no-snapshot"
  /** A vault of this name is there, or was deleted here. */
  | "taken"
  /** This relay makes new vaults for holders of its invite only. */
  | "invite"
  | "too-many"
  /** This vault has all the room it may have. */
  | "full"
  /** The relay's own storage fails. Nothing of the request was kept. */
  | "storage";

export const statusOfRefusal: Readonly<Record<Refusal, number>> = {
  malformed: 400,
  "too-large": 413,
  unknown: 404,
  session: 401,
  behind: 409,
  pruned: 410,
  "no-snapshot": 404,
  taken: 409,
  invite: 403,
  "too-many": 429,
  full: 507,
  storage: 503,
};

/** The body of every refusal, as JSON. */
export interface Refused {
  readonly refused: Refusal;
  /** With `behind`: where the log is, or the number that a letterbox or queue has. */
  readonly head?: number;
  /** With `pruned`: the index that the newest snapshot covers; with `behind` of a snapshot likewise. */
  readonly snapshot?: number;
}

/** Who signs a proof: the key of the present epoch, which every device of the vault has, or the key of the words. */
export type ProofKey = "access" | "root";

/** Body of `boxes`: the answer is the newest envelope of kind epoch, as it is (rule 57). */
export interface AskBoxes {
  readonly vault: string;
}

export interface ChallengeAnswer {
  readonly challenge: string;
}

/** Body of `vaults`. All bytes as unpadded base64url. */
export interface CreateVault {
  readonly vault: string;
  /** Ed25519 public key of the recovery words; the vault's id is its hash (rule 2). */
  readonly root: string;
  /** The root key's signature over `charterBytes`. */
  readonly charter: string;
  /** Ed25519 public key of the present epoch. */
  readonly access: string;
  /** Index at which the log begins: 0 for a new one, the index of the carried snapshot for one that moves. */
  readonly head: number;
  readonly challenge: string;
  /** The access key's, over `proofBytes("create", …)`. */
  readonly signature: string;
  readonly invite?: string;
}

/** Body of `session` and `delete`, and the first frame of `rotate` and `restart`. */
export interface Proof {
  readonly vault: string;
  readonly by: ProofKey;
  /** With `by: "root"`. */
  readonly root?: string;
  readonly challenge: string;
  readonly signature: string;
  /** In `rotate`: the access key from now on. */
  readonly access?: string;
}

export interface SessionAnswer {
  readonly token: string;
  readonly head: number;
  /** Index covered by the newest snapshot; 0 where there is none. */
  readonly snapshot: number;
}

export interface HeadAnswer {
  readonly head: number;
}

export type ProofPurpose = "create" | "session" | "rotate" | "restart" | "delete";

/**
 * The UTF-8 bytes a proof signs, as text: seven lines with the purpose, whom it is meant for, which question it
 * answers, and a hash of what it asks for, so that it serves nobody else and nothing else (rule 41).
 *
 * `host` is the relay's host and port as the device addresses it; `detail` the unpadded base64url SHA-256 that the
 * purpose names in rule 41, empty for `session` and `delete`.
 */
export const proofText = (
  purpose: ProofPurpose,
  host: string,
  challenge: string,
  vault: string,
  detail: string,
): string => ["tidetable/v1 proof", purpose, host, challenge, vault, detail, ""].join("\n");

/** What the root key signs once, so that whoever has the charter may bring this vault to a relay (rule 3). */
export const charterText = (vault: string): string => `tidetable/v1 charter\n${vault}\n`;

/** What is hashed, before the root key's 32 bytes, to give the vault's id: the first 16 bytes of SHA-256. */
export const vaultIdText = "tidetable/v1 vault\n";

// --- Letterboxes and queues --------------------------------------------------------------------------------------

/** What is hashed, before the write key's 32 public bytes, to give a letterbox's or queue's id: the first 16 bytes (rule 91). */
export const letterboxIdText = "tidetable/v1 letterbox\n";

/** Body of `letterboxes` and `queues`: the Ed25519 public key that may write there, base64url. */
export interface CreateLetterbox {
  readonly key: string;
}

export type LetterboxPurpose =
  | "letterbox put"
  | "letterbox delete"
  | "queue put"
  | "queue delete"
  | "queue read"
  | "feed put"
  | "feed delete";

/**
 * The UTF-8 bytes that stand before id, number and hash in what a write key signs (rules 93, 101, 103).
 *
 * Signed is: this text ‖ id 16 B ‖ number u64 big-endian ‖ SHA-256 of the rest of the body, which is empty for `delete` and
 * `read`; for `queue put` and `feed put` the rest is the frames after the first, as they are in the body.
 */
export const letterboxText = (purpose: LetterboxPurpose, host: string): string =>
  `tidetable/v1 ${purpose}\n${host}\n`;

/** One notice as it waits: the hour it is due, counted from 1970-01-01T00Z, where it goes, and the sealed message. */
export interface Notice {
  readonly due: number;
  readonly endpoint: string;
  readonly message: Uint8Array;
}

/** A notice as one frame: due u32 ‖ endpoint length u16 ‖ endpoint ‖ message. */
export function frameFromNotice({ due, endpoint, message }: Notice): Bytes {
  const address = Uint8Array.from(endpoint, (sign) => sign.charCodeAt(0));
  const frame = new Uint8Array(6 + address.length + message.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, due);
  view.setUint16(4, address.length);
  frame.set(address, 6);
  frame.set(message, 6 + address.length);
  return frame;
}

/** Null where the bytes are no notice: another length, or an address that is none. */
export function noticeFromFrame(frame: Uint8Array): Notice | null {
  if (frame.length < 6) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const length = view.getUint16(4);
  if (length === 0 || length > limits.endpointBytes) return null;
  if (frame.length !== 6 + length + limits.noticeBytes) return null;
  const address = frame.subarray(6, 6 + length);
  // An address is written in ASCII; anything else in it has to be escaped (RFC 3986).
  if (address.some((byte) => byte < 0x21 || byte > 0x7e)) return null;
  return {
    due: view.getUint32(0),
    endpoint: String.fromCharCode(...address),
    message: frame.subarray(6 + length),
  };
}

/** A letterbox as the relay hands it out: number u64 ‖ letter (rule 94). */
export function joinLetter(number: number, letter: Uint8Array): Bytes {
  const body = new Uint8Array(8 + letter.length);
  new DataView(body.buffer).setBigUint64(0, BigInt(number));
  body.set(letter, 8);
  return body;
}

/** Null where the bytes are no letter with its number. */
export function splitLetter(
  body: Uint8Array,
): { readonly number: number; readonly letter: Uint8Array } | null {
  if (body.length !== 8 + limits.letterBytes) return null;
  const number = new DataView(body.buffer, body.byteOffset, body.byteLength).getBigUint64(0);
  return number > maxIndex ? null : { number: Number(number), letter: body.subarray(8) };
}

/** Answer of `GET queue/ID`. */
export interface QueueAnswer {
  readonly number: number;
  readonly waiting: number;
  /** The push service said that nobody listens at an address any more. */
  readonly gone: boolean;
}

// --- Calendar feeds ----------------------------------------------------------------------------------------------

/** What is hashed, before a feed's 32 secret bytes, to give its id: the first 16 bytes (rule 107). */
export const feedIdText = "tidetable/v1 feed id\n";

/** HKDF's info for the key that seals a feed, from its secret bytes (rule 108). */
export const feedKeyText = "tidetable/v1 feed key";

/** What stands before id and head in the associated data of a sealed feed (rule 108). */
export const feedBoundText = "tidetable/v1 feed\n";

/** What stands where an envelope has its kind (rule 108). */
export const feedKind = 5;

/** Body of `feeds`: the Ed25519 public key that may write there, and the feed's id; both base64url. */
export interface CreateFeed extends CreateLetterbox {
  readonly feed: string;
}

/** Where a calendar program asks, from the secret bytes as base64url (rule 111). Nothing else of a relay lies below `/feed/`. */
export const feedPath = (token: string): string => `/feed/${token}.ics`;

/** A feed's last day as the second frame of its `PUT`: days since 1970-01-01, u32. */
export function frameFromLastDay(day: number): Bytes {
  const frame = new Uint8Array(4);
  new DataView(frame.buffer).setUint32(0, day);
  return frame;
}

/** Null where the frame is none. */
export const lastDayFromFrame = (frame: Uint8Array): number | null =>
  frame.length === 4 ? new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0) : null;

// --- Frames ----------------------------------------------------------------------------------------------------

type Bytes = Uint8Array<ArrayBuffer>;

/** Several byte strings in one body: each as its length, u32 big-endian, and its bytes. */
export function joinFrames(frames: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.length, 0));
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.length);
    joined.set(frame, at + 4);
    at += 4 + frame.length;
  }
  return joined;
}

/** The frames of a body; null where the lengths do not come out even. They share the body's memory. */
export function splitFrames(body: Uint8Array): readonly Uint8Array[] | null {
  const frames: Uint8Array[] = [];
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;
  while (at < body.length) {
    if (at + 4 > body.length) return null;
    const length = view.getUint32(at);
    if (at + 4 + length > body.length) return null;
    frames.push(body.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return frames;
}

/** A stretch of a log as the relay hands it out: head and first index, u64 big-endian each, then frames. */
export interface LogStretch {
  /** Index of the last envelope the relay has. */
  readonly head: number;
  /** Index of the first envelope here; `head` + 1 where there is none. */
  readonly first: number;
  readonly envelopes: readonly Uint8Array[];
}

export function joinLogStretch({ head, first, envelopes }: LogStretch): Bytes {
  const frames = joinFrames(envelopes);
  const body = new Uint8Array(16 + frames.length);
  const view = new DataView(body.buffer);
  view.setBigUint64(0, BigInt(head));
  view.setBigUint64(8, BigInt(first));
  body.set(frames, 16);
  return body;
}

/** Null where the bytes are no stretch of a log. */
export function splitLogStretch(body: Uint8Array): LogStretch | null {
  if (body.length < 16) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const head = view.getBigUint64(0);
  const first = view.getBigUint64(8);
  const envelopes = splitFrames(body.subarray(16));
  if (envelopes === null || head > maxIndex || first > maxIndex) return null;
  return { head: Number(head), first: Number(first), envelopes };
}

const maxIndex = BigInt(Number.MAX_SAFE_INTEGER);

/** A snapshot as the relay hands it out: the index it covers, u64 big-endian, then its parts as frames. */
export interface SnapshotParts {
  readonly at: number;
  readonly parts: readonly Uint8Array[];
}

export function joinSnapshotParts({ at, parts }: SnapshotParts): Bytes {
  const frames = joinFrames(parts);
  const body = new Uint8Array(8 + frames.length);
  new DataView(body.buffer).setBigUint64(0, BigInt(at));
  body.set(frames, 8);
  return body;
}

/** Null where the bytes are no snapshot. */
export function splitSnapshotParts(body: Uint8Array): SnapshotParts | null {
  if (body.length < 8) return null;
  const at = new DataView(body.buffer, body.byteOffset, body.byteLength).getBigUint64(0);
  const parts = splitFrames(body.subarray(8));
  return parts === null || at > maxIndex ? null : { at: Number(at), parts };
}

// --- Envelopes, as far as a relay sees them ---------------------------------------------------------------------

/** What an envelope holds: an entry of the log, a part of a snapshot, or the boxes of a new epoch's key. */
export const envelopeKinds = { entry: 1, snapshot: 2, epoch: 3 } as const;
export type EnvelopeKind = keyof typeof envelopeKinds;

/** Length of an envelope's visible head: "TD", version, kind, suite, three zeros, epoch u32 big-endian. */
export const envelopeHeadLength = 12;

/** The visible head of an envelope. */
export interface EnvelopeHead {
  readonly kind: EnvelopeKind;
  readonly epoch: number;
}

/** What can be seen of an envelope from outside; null for bytes that cannot be one. */
export function readEnvelopeHead(bytes: Uint8Array): EnvelopeHead | null {
  if (!envelopeSizes.some((size) => size === bytes.length)) return null;
  const [t, d, version, kindNumber, suite, ...zeros] = bytes.subarray(0, 8);
  if (t !== 0x54 || d !== 0x44 || version !== protocolVersion || suite !== 1) return null;
  if (zeros.some((byte) => byte !== 0)) return null;
  const epoch = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8);
  switch (kindNumber) {
    case envelopeKinds.entry:
      return { kind: "entry", epoch };
    case envelopeKinds.snapshot:
      return { kind: "snapshot", epoch };
    case envelopeKinds.epoch:
      return { kind: "epoch", epoch };
    default:
      return null;
  }
}
