import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import {
  type ChallengeAnswer,
  type CreateVault,
  charterText,
  type EnvelopeKind,
  envelopeKinds,
  type HeadAnswer,
  joinFrames,
  type Proof,
  type ProofPurpose,
  proofText,
  relayPaths,
  type SessionAnswer,
  splitLogStretch,
  vaultIdText,
} from "@tidetable/sync/protocol";
import { type Answer, requestBytes, type Wire } from "./relay-wire.ts";

// What a proof says to a relay in a device's place, from the text of docs/protocol.md and the platform's own keys alone:
// a mistake in packages/sync does not hide one in the relay.

/** A vault whose keys follow from a text, so that a run can be repeated. */
export interface TestVault {
  readonly id: string;
  readonly root: KeyObject;
  readonly access: KeyObject;
}

/** Bytes that follow from a text: SHAKE-256 of it. */
export const seededBytes = (text: string, length: number): Buffer =>
  createHash("shake256", { outputLength: length }).update(text).digest();

/** From 0 to just below 1, from a text. */
export const seededFraction = (text: string): number => seededBytes(text, 4).readUInt32BE() / 2 ** 32;

export const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8. Source: RFC 8410, section 7. */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

const keyOfSeed = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });

const publicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

export function vaultOfSeed(text: string): TestVault {
  const root = keyOfSeed(seededBytes(`${text} root`, 32));
  const access = keyOfSeed(seededBytes(`${text} access`, 32));
  return {
    id: base64url(sha256(vaultIdText, publicBytes(root)).subarray(0, 16)),
    root,
    access,
  };
}

/** An envelope of epoch 1 as a relay sees it; what it seals is bytes from the text. */
export function envelopeOfSeed(text: string, size = 1_024, kind: EnvelopeKind = "entry"): Buffer {
  const head = Buffer.from([0x54, 0x44, 1, envelopeKinds[kind], 1, 0, 0, 0, 0, 0, 0, 1]);
  return Buffer.concat([head, seededBytes(text, size - head.length)]);
}

const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

async function proofBy(wire: Wire, vault: TestVault, purpose: ProofPurpose, detail: string): Promise<Proof> {
  const { challenge } = json<ChallengeAnswer>(await wire.request("GET", relayPaths.challenge));
  const text = proofText(purpose, wire.host, challenge, vault.id, detail);
  return {
    vault: vault.id,
    by: "access",
    challenge,
    signature: base64url(sign(null, Buffer.from(text), vault.access)),
  };
}

/** Asks the relay to make the vault; `taken` where it was there before. */
export async function createVault(wire: Wire, vault: TestVault, invite?: string): Promise<Answer> {
  const access = publicBytes(vault.access);
  const detail = base64url(sha256(access, u64(0)));
  const { challenge, signature } = await proofBy(wire, vault, "create", detail);
  const body: CreateVault = {
    vault: vault.id,
    root: base64url(publicBytes(vault.root)),
    charter: base64url(sign(null, Buffer.from(charterText(vault.id)), vault.root)),
    access: base64url(access),
    head: 0,
    challenge,
    signature,
    ...(invite === undefined ? {} : { invite }),
  };
  return wire.request("POST", relayPaths.vaults, JSON.stringify(body));
}

/** What the relay answers to an attempt at a session. */
export const askForSession = async (wire: Wire, vault: TestVault): Promise<Answer> =>
  wire.request("POST", relayPaths.session, JSON.stringify(await proofBy(wire, vault, "session", "")));

export const openSession = async (wire: Wire, vault: TestVault): Promise<SessionAnswer> =>
  json<SessionAnswer>(await askForSession(wire, vault));

export const deleteVault = async (wire: Wire, vault: TestVault): Promise<Answer> =>
  wire.request("POST", relayPaths.delete, JSON.stringify(await proofBy(wire, vault, "delete", "")));

export const appendBytes = (
  wire: Wire,
  token: string,
  expect: number,
  envelopes: readonly Uint8Array[],
): Buffer =>
  requestBytes(wire.host, "POST", `${relayPaths.log}?expect=${expect}`, joinFrames(envelopes), token);

/** All envelopes of a log from `after` on; in order. */
export async function readLog(wire: Wire, token: string, after = 0): Promise<readonly Buffer[]> {
  const envelopes: Buffer[] = [];
  while (true) {
    const answer = await wire.request(
      "GET",
      `${relayPaths.log}?after=${after + envelopes.length}`,
      "",
      token,
    );
    const stretch = answer.status === 200 ? splitLogStretch(answer.body) : null;
    if (stretch === null) throw new Error(`the log was refused: ${answer.status} ${answer.body.toString()}`);
    for (const envelope of stretch.envelopes) envelopes.push(Buffer.from(envelope));
    if (after + envelopes.length >= stretch.head || stretch.envelopes.length === 0) return envelopes;
  }
}

/** The head an answer states; null where it is none of an append that was taken. */
export const headOf = (answer: Answer): number | null =>
  answer.status === 200 ? json<HeadAnswer>(answer).head : null;

/** An answer of 2xx as JSON. @throws where the relay refused, with what it said */
export function json<T>({ status, body }: Answer): T {
  if (status < 200 || status > 299) throw new Error(`the relay refused: ${status} ${body.toString()}`);
  return JSON.parse(body.toString());
}
