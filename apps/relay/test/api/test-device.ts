import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import {
  type ChallengeAnswer,
  type CreateVault,
  charterText,
  joinFrames,
  type Proof,
  type ProofKey,
  type ProofPurpose,
  proofText,
  type SessionAnswer,
  vaultIdText,
} from "@tidetable/sync/protocol";
import { host, type TestRelay } from "./test-relay.ts";

/** What begins the PKCS #8 form of an Ed25519 key, before its 32 bytes of seed (RFC 8410, section 7). */
const pkcs8Beginning = Buffer.from("302e020100300506032b657004220420", "hex");

export interface TestKey {
  readonly publicKey: Buffer;
  sign(signed: string | Uint8Array): string;
}

/** The Ed25519 key whose seed is the hash of this text. */
export function keyNamed(name: string): TestKey {
  const seed = createHash("sha256").update(name).digest();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Beginning, seed]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: spki.subarray(-32),
    sign: (signed) => sign(null, Buffer.from(signed), key).toString("base64url"),
  };
}

export const hash = (...parts: readonly Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** An envelope that nobody sealed: a true head, and a body that is the hash of its name, repeated. */
export function envelope(kind: 1 | 2 | 3, name: string, size = 1_024): Buffer {
  const head = Buffer.from([0x54, 0x44, 1, kind, 1, 0, 0, 0, 0, 0, 0, 1]);
  const body = Buffer.alloc(size - head.length, createHash("sha256").update(name).digest());
  return Buffer.concat([head, body]);
}
export const entry = (name: string, size?: number): Buffer => envelope(1, name, size);
export const boxes = (name = "boxes"): Buffer => envelope(3, name);
export const snapshotParts = (name: string, count = 1): readonly Buffer[] => [
  boxes(`boxes of ${name}`),
  ...Array.from({ length: count }, (_, part) => envelope(2, `${name} ${part}`)),
];

/** What may be made wrong about a proof. */
export interface ProofOptions {
  readonly by?: ProofKey;
  readonly key?: TestKey;
  readonly host?: string;
  readonly purpose?: ProofPurpose;
  readonly challenge?: string;
  readonly detail?: string;
  readonly vault?: string;
}

/** A device as far as a relay can tell: somebody with the keys of a vault. */
export interface TestDevice {
  readonly root: TestKey;
  access: TestKey;
  /** The vault's id. */
  readonly vault: string;
  token: string;
  challenge(): Promise<string>;
  creation(changes?: Partial<CreateVault>, options?: ProofOptions): Promise<CreateVault>;
  create(changes?: Partial<CreateVault>, options?: ProofOptions): Promise<Response>;
  proof(purpose: ProofPurpose, options?: ProofOptions): Promise<Proof>;
  openSession(options?: ProofOptions): Promise<Response>;
  /** Opens a session, which must succeed, and keeps its token. */
  enter(options?: ProofOptions): Promise<SessionAnswer>;
  send(method: string, path: string, body?: Uint8Array): Promise<Response>;
  append(expect: number, ...envelopes: readonly Uint8Array[]): Promise<Response>;
  rotate(
    expect: number,
    access: TestKey,
    envelopes: readonly Uint8Array[],
    options?: ProofOptions,
  ): Promise<Response>;
  restart(
    expect: number,
    at: number,
    parts: readonly Uint8Array[],
    options?: ProofOptions,
  ): Promise<Response>;
  remove(options?: ProofOptions): Promise<Response>;
}

export const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** A device of the vault of this name, with all keys made from it. */
export function deviceOf(relay: Pick<TestRelay, "ask">, name: string): TestDevice {
  const root = keyNamed(`${name} root`);
  const vault = createHash("sha256")
    .update(vaultIdText)
    .update(root.publicKey)
    .digest()
    .subarray(0, 16)
    .toString("base64url");

  const device: TestDevice = {
    root,
    vault,
    access: keyNamed(`${name} access 1`),
    token: "",
    async challenge() {
      const answer = await relay.ask("GET", "/v1/challenge");
      return ((await answer.json()) as ChallengeAnswer).challenge;
    },
    async creation(changes = {}, options = {}) {
      const challenge = options.challenge ?? (await device.challenge());
      const head = changes.head ?? 0;
      const detail = options.detail ?? hash(device.access.publicKey, u64(head)).toString("base64url");
      const text = proofText(options.purpose ?? "create", options.host ?? host, challenge, vault, detail);
      return {
        vault,
        root: root.publicKey.toString("base64url"),
        charter: root.sign(charterText(vault)),
        access: device.access.publicKey.toString("base64url"),
        head,
        challenge,
        signature: (options.key ?? device.access).sign(text),
        ...changes,
      };
    },
    async create(changes, options) {
      return relay.ask("POST", "/v1/vaults", json(await device.creation(changes, options)));
    },
    async proof(purpose, options = {}) {
      const { by = "access", detail = "" } = options;
      const challenge = options.challenge ?? (await device.challenge());
      const key = options.key ?? (by === "root" ? root : device.access);
      const named = options.vault ?? vault;
      const text = proofText(options.purpose ?? purpose, options.host ?? host, challenge, named, detail);
      const proof = { vault: named, by, challenge, signature: key.sign(text) };
      return by === "root" ? { ...proof, root: root.publicKey.toString("base64url") } : proof;
    },
    async openSession(options) {
      return relay.ask("POST", "/v1/session", json(await device.proof("session", options)));
    },
    async enter(options) {
      const answer = await device.openSession(options);
      if (answer.status !== 200) throw new Error(`no session: ${await answer.text()}`);
      const session = (await answer.json()) as SessionAnswer;
      device.token = session.token;
      return session;
    },
    send: (method, path, body) =>
      relay.ask(method, path, body, { authorization: `Tidetable ${device.token}` }),
    append: (expect, ...envelopes) => device.send("POST", `/v1/log?expect=${expect}`, joinFrames(envelopes)),
    async rotate(expect, access, envelopes, options = {}) {
      const parts = envelopes.map((one) => hash(one));
      const detail = hash(access.publicKey, u64(expect), ...parts).toString("base64url");
      const proof = {
        ...(await device.proof("rotate", { detail, ...options })),
        access: access.publicKey.toString("base64url"),
      };
      return relay.ask("POST", `/v1/rotate?expect=${expect}`, joinFrames([json(proof), ...envelopes]));
    },
    async restart(expect, at, parts, options = {}) {
      const detail = hash(u64(expect), u64(at), ...parts.map((one) => hash(one))).toString("base64url");
      const proof = await device.proof("restart", { detail, ...options });
      return relay.ask("POST", `/v1/restart?expect=${expect}&at=${at}`, joinFrames([json(proof), ...parts]));
    },
    async remove(options) {
      return relay.ask("POST", "/v1/delete", json(await device.proof("delete", options)));
    },
  };
  return device;
}
