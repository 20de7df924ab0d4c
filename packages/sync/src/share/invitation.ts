import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../bytes.ts";
import { type Channel, isLinkSecret } from "../mail-channel.ts";
import { canBeSealedTo } from "../roster.ts";
import { base64urlFromBytes, bytesFromBase64url } from "../seal/base64url.ts";
import type { BoxKey, Bytes, Suite } from "../seal/suite.ts";
import { fourWords } from "../seal/words.ts";
import { isHash, isObject } from "../shapes.ts";
import { type GrantKeys, isSignedScope, type ReaderKey, replyBoxPublic } from "./grant.ts";
import { idBytes, letterboxId, signingKeyOf } from "./write-key.ts";

// What the two sides of an invitation say (rule 99), each made and read in one place.

/** The host as the compared words vouch for it. */
export interface MetGrant {
  readonly grant: string;
  readonly key: string;
  readonly nonce: string;
}

/** What a welcome tells; all keys base64url. */
export interface Told {
  readonly scope: string;
  /** The grant's, over the scope. */
  readonly signature: string;
  /** The seed of the letterbox for replies, and the X25519 public key that they are sealed to. */
  readonly reply: { readonly seed: string; readonly box: string };
}

const bytesOf = (text: string): Bytes => bytesFromBase64url(text)!;

/** What a reader promises to be, before it knows whom it talks to. */
export async function promiseOf(suite: Suite, { sign, box }: ReaderKey, nonce: string): Promise<string> {
  const pieces = [sign, box, nonce].map(bytesOf);
  return base64urlFromBytes(await suite.hash(bytesFromText("tidetable/v1 share promise\n"), ...pieces));
}

/** The words both screens show. */
export async function wordsOf(
  suite: Suite,
  { secret }: Channel,
  { sign, box }: ReaderKey,
  { grant, key, nonce }: MetGrant,
): Promise<readonly string[]> {
  const pieces = [sign, box, key, grant, nonce].map(bytesOf);
  return fourWords(await suite.hash(bytesFromText("tidetable/v1 share words\n"), secret, ...pieces));
}

/** The reader, if it is who it promised to be, and a letter can be sealed to it. */
export async function readReader(
  suite: Suite,
  { sign, box, nonce }: Readonly<Record<string, unknown>>,
  promise: string,
): Promise<ReaderKey | null> {
  if (!isHash(sign) || !isHash(box) || !isLinkSecret(nonce)) return null;
  if ((await promiseOf(suite, { sign, box }, nonce)) !== promise) return null;
  return (await canBeSealedTo(suite, bytesOf(box))) ? { sign, box } : null;
}

/** The host, if its letterbox is that of its key. */
export async function readHost(
  suite: Suite,
  { grant, key, nonce }: Readonly<Record<string, unknown>>,
): Promise<MetGrant | null> {
  if (typeof grant !== "string" || !isHash(key) || !isLinkSecret(nonce)) return null;
  return (await letterboxId(suite, bytesOf(key))) === grant ? { grant, key, nonce } : null;
}

const welcomeInfo = (grant: string): Bytes =>
  joinBytes(bytesFromText("tidetable/v1 share welcome\n"), idBytes(grant));

export interface Welcome {
  /** HPKE to the reader; base64url, as the signature. */
  readonly box: string;
  /** By the grant's key. */
  readonly signature: string;
}

/** Everything the reader is told; nothing of it was in the mailbox before. */
export async function welcomeFor(
  suite: Suite,
  { secret }: Channel,
  keys: GrantKeys,
  reader: ReaderKey,
  agreed: Pick<Told, "scope" | "signature">,
): Promise<Welcome> {
  const reply = { box: await replyBoxPublic(suite, keys), seed: keys.reply.seed };
  const info = welcomeInfo(keys.id);
  const { scope, signature } = agreed;
  const box = await suite.sealBox(bytesOf(reader.box), info, bytesFromJson({ scope, signature, reply }));
  const signed = await suite.sign(await signingKeyOf(suite, keys.seed), info, secret, box);
  return { box: base64urlFromBytes(box), signature: base64urlFromBytes(signed) };
}

/** What the welcome says; null where anybody but the host wrote it whose words were compared. */
export async function readWelcome(
  suite: Suite,
  { secret }: Channel,
  { grant, key }: MetGrant,
  boxKey: BoxKey,
  { box, signature }: Readonly<Record<string, unknown>>,
): Promise<Told | null> {
  const sealed = typeof box === "string" ? bytesFromBase64url(box) : null;
  const signed = typeof signature === "string" ? bytesFromBase64url(signature) : null;
  if (!sealed || !signed) return null;
  const info = welcomeInfo(grant);
  if (!(await suite.verify(bytesOf(key), signed, info, secret, sealed))) return null;
  const content = await suite.openBox(boxKey, info, sealed);
  const json = content && jsonFromBytes(content);
  if (!isObject(json) || !isObject(json.reply)) return null;
  const { scope, signature: agreed, reply } = json;
  if (typeof scope !== "string" || typeof agreed !== "string") return null;
  if (!(await isSignedScope(suite, key, grant, scope, agreed))) return null;
  if (!isHash(reply.box) || !isHash(reply.seed)) return null;
  if (!(await canBeSealedTo(suite, bytesOf(reply.box)))) return null;
  return { scope, signature: agreed, reply: { seed: reply.seed, box: reply.box } };
}
