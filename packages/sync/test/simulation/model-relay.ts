import { createHash } from "node:crypto";
import {
  envelopeKinds,
  joinLogStretch,
  joinSnapshotParts,
  type Proof,
  type ProofPurpose,
  proofText,
  type Refusal,
  relayPaths,
  splitFrames,
  statusOfRefusal,
} from "../../src/protocol.ts";
import type { RelayRequest, Transport } from "../../src/relay-client.ts";
import { ModelLetterboxes } from "./model-letterboxes.ts";

/** Whether a key, base64url, made a signature over a text. */
export type Prover = (publicKey: string, signature: string, text: string) => boolean;

type Answer = { readonly status: number; readonly body: Uint8Array };

const json = (value: unknown, status = 200): Answer => ({
  status,
  body: new TextEncoder().encode(JSON.stringify(value)),
});
const refuse = (refused: Refusal, more: object = {}): Answer =>
  json({ refused, ...more }, statusOfRefusal[refused]);

/** What asks for a proof in place of a session. */
const proved: Readonly<Record<string, ProofPurpose>> = {
  [relayPaths.session]: "session",
  [relayPaths.rotate]: "rotate",
  [relayPaths.restart]: "restart",
  [relayPaths.delete]: "delete",
};

const u64 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
};
const sha256 = (...pieces: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};
const jsonOf = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

/**
 * A relay's rules 40–57 in one vault, and 92–94, 101 and 103, in memory and in one turn: the slow and obvious thing that simulations run
 * against, and that liars are made of. The relay itself is tested for real in apps/relay; what it must do is the same.
 *
 * It lets in whom its prover lets in: without one, everybody who names the vault.
 */
export class ModelRelay {
  envelopes: Uint8Array[] = [];
  /** Index before the first envelope that is still there. */
  pruned = 0;
  snapshots: { readonly at: number; readonly frames: readonly Uint8Array[] }[] = [];
  exists = false;
  /** Everything it ever accepted, by index: what was pruned, too. Nothing here reads it but the judges of a simulation. */
  readonly history = new Map<number, Uint8Array>();
  /** Tokens carry this number; a restart of the relay, or a rotation, raises it. */
  sessions = 1;
  readonly mail = new Map<string, Uint8Array>();
  readonly letterboxes = new ModelLetterboxes("relay.test");
  /** The newest envelope of kind 3 (rule 57). */
  boxes: Uint8Array = new Uint8Array(1_024);
  /** The present epoch's access key, base64url. */
  access = "";
  readonly #prover: Prover;

  constructor(prover: Prover = () => true) {
    this.#prover = prover;
  }

  get head(): number {
    return this.pruned + this.envelopes.length;
  }

  transport(): Transport {
    return { host: "relay.test", send: async (request) => this.answer(request) };
  }

  /** Becomes what another relay is. */
  become(other: ModelRelay): void {
    this.envelopes = [...other.envelopes];
    this.pruned = other.pruned;
    this.snapshots = [...other.snapshots];
    this.exists = other.exists;
    this.sessions = other.sessions;
    this.boxes = other.boxes;
    this.access = other.access;
    for (const [index, envelope] of other.history) this.history.set(index, envelope);
  }

  /** Another relay with the same vault in it. */
  copy(): ModelRelay {
    const copy = new ModelRelay(this.#prover);
    copy.become(this);
    return copy;
  }

  /** A restart: sessions are gone, everything acknowledged is there. */
  restart(): void {
    this.sessions++;
  }

  answer(request: RelayRequest): Answer {
    const { method, path, headers, body } = request;
    const { pathname, searchParams } = new URL(path, "http://relay.test");
    const number = (name: string): number => Number(searchParams.get(name));
    if (pathname === relayPaths.challenge) return json({ challenge: "challenge" });
    if (pathname.startsWith(relayPaths.mail)) return this.answerMail(method, pathname, body);
    const letters = this.letterboxes.answer(request);
    if (letters !== null) return letters;
    if (pathname === relayPaths.vaults) {
      if (this.exists) return refuse("taken");
      const born = jsonOf(body!) as { head: number; access: string };
      this.exists = true;
      this.pruned = born.head;
      this.access = born.access;
      return json({}, 201);
    }
    if (pathname === relayPaths.boxes) return { status: 200, body: this.boxes };
    if (!this.exists) return refuse("unknown");
    const purpose = proved[pathname];
    if (purpose === undefined && headers.authorization !== `Tidetable token-${this.sessions}`)
      return refuse("session");
    const made = this.letterboxes.make(request);
    if (made !== null) return made;
    const isJson = purpose === "session" || purpose === "delete";
    const frames = body && !isJson ? (splitFrames(body) ?? []).map((frame) => frame.slice()) : [];
    const proof = purpose && (jsonOf(isJson ? body! : frames[0]!) as Proof);
    if (proof && !this.isProven(purpose, proof, frames.slice(1), number("expect"), number("at")))
      return refuse("unknown");
    switch (pathname) {
      case relayPaths.session:
        return json({
          token: `token-${this.sessions}`,
          head: this.head,
          snapshot: this.snapshots.at(-1)?.at ?? 0,
        });
      case relayPaths.log:
        return method === "GET" ? this.read(number("after")) : this.append(number("expect"), frames);
      case relayPaths.rotate:
        return this.rotate(number("expect"), frames.slice(1), proof!.access!);
      case relayPaths.snapshot:
        return method === "GET" ? this.readSnapshot() : this.putSnapshot(number("at"), frames);
      case relayPaths.restart:
        if (number("expect") !== this.head) return refuse("behind", { head: this.head });
        this.envelopes = [];
        this.pruned = number("at");
        this.snapshots = [{ at: number("at"), frames: frames.slice(1) }];
        this.keepBoxes(frames.slice(1));
        return json({ head: this.head });
      case relayPaths.delete:
        this.exists = false;
        this.envelopes = [];
        this.snapshots = [];
        return json({});
      default:
        return refuse("malformed");
    }
  }

  read(after: number): Answer {
    if (after < this.pruned) return refuse("pruned", { snapshot: this.snapshots.at(-1)?.at ?? 0 });
    const envelopes = this.envelopes.slice(after - this.pruned, after - this.pruned + 100);
    return { status: 200, body: joinLogStretch({ head: this.head, first: after + 1, envelopes }) };
  }

  append(expect: number, envelopes: readonly Uint8Array[]): Answer {
    if (expect !== this.head) {
      const there = this.envelopes.slice(expect - this.pruned, expect - this.pruned + envelopes.length);
      const isSame =
        expect >= this.pruned &&
        there.length === envelopes.length &&
        there.every((envelope, at) => Buffer.compare(envelope, envelopes[at]!) === 0);
      return isSame ? json({ head: expect + envelopes.length }) : refuse("behind", { head: this.head });
    }
    for (const envelope of envelopes) {
      this.envelopes.push(envelope);
      this.history.set(this.head, envelope);
    }
    this.keepBoxes(envelopes);
    return json({ head: this.head });
  }

  rotate(expect: number, envelopes: readonly Uint8Array[], access: string): Answer {
    const answer = this.append(expect, envelopes);
    if (answer.status === 200) {
      this.sessions++;
      this.access = access;
    }
    return answer;
  }

  private keepBoxes(envelopes: readonly Uint8Array[]): void {
    for (const envelope of envelopes) if (envelope[3] === envelopeKinds.epoch) this.boxes = envelope;
  }

  /** Rule 41. */
  private isProven(
    purpose: ProofPurpose,
    { by, root, access, vault, challenge, signature }: Proof,
    envelopes: readonly Uint8Array[],
    expect: number,
    at: number,
  ): boolean {
    const hashes = envelopes.map((envelope) => sha256(envelope));
    const detail =
      purpose === "rotate"
        ? sha256(Buffer.from(access!, "base64url"), u64(expect), ...hashes).toString("base64url")
        : purpose === "restart"
          ? sha256(u64(expect), u64(at), ...hashes).toString("base64url")
          : "";
    const key = by === "root" ? root! : this.access;
    return this.#prover(key, signature, proofText(purpose, "relay.test", challenge, vault, detail));
  }

  putSnapshot(at: number, frames: readonly Uint8Array[]): Answer {
    const newest = this.snapshots.at(-1)?.at ?? 0;
    if (at <= newest || at > this.head) return refuse("behind", { snapshot: newest });
    this.snapshots = [...this.snapshots, { at, frames }].slice(-3);
    if (this.boxes.every((byte) => byte === 0)) this.keepBoxes(frames);
    return json({});
  }

  readSnapshot(): Answer {
    const newest = this.snapshots.at(-1);
    if (!newest) return refuse("no-snapshot");
    return { status: 200, body: joinSnapshotParts({ at: newest.at, parts: newest.frames }) };
  }

  /** Deletes what the newest snapshot covers, as a relay does once entries are old. */
  prune(): void {
    const at = this.snapshots.at(-1)?.at ?? this.pruned;
    if (at <= this.pruned) return;
    this.envelopes = this.envelopes.slice(at - this.pruned);
    this.pruned = at;
  }

  private answerMail(method: RelayRequest["method"], path: string, body: Uint8Array | null): Answer {
    if (method === "GET") {
      const found = this.mail.get(path);
      return found ? { status: 200, body: found } : refuse("unknown");
    }
    if (method === "DELETE") {
      for (const key of [...this.mail.keys()]) if (key.startsWith(`${path}/`)) this.mail.delete(key);
      return json({});
    }
    const there = this.mail.get(path);
    if (there && Buffer.compare(there, body!) !== 0) return refuse("taken");
    this.mail.set(path, body!.slice());
    return json({}, 201);
  }
}
