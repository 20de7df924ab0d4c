import type { Rhythm } from "@tidetable/diary";
import {
  base64urlFromBytes,
  bytesFromBase64url,
  leaveReply,
  type NoticeSubscription,
  openLetter,
  type ReaderKey,
  readLetterbox,
  type Transport,
  type Vault,
  writeKeyPublic,
} from "@tidetable/sync";
import { grantNames } from "../../src/sharing/names.ts";
import { storedKeysFrom, valuesOf } from "../../src/sharing/stored.ts";
import { suite } from "./owner-in-node.ts";

/** Somebody's device with keys of its own, before and after it was let in. */
export interface ReaderInNode {
  readonly key: ReaderKey;
  /** What the letter holds that lies there now; null where it does not open. */
  reads(vault: Vault, id: string, transport: Transport): Promise<unknown>;
  accepts(
    vault: Vault,
    id: string,
    transport: Transport,
    wants?: { readonly push: NoticeSubscription; readonly rhythm: Rhythm },
  ): Promise<void>;
  leaves(vault: Vault, id: string, transport: Transport): Promise<void>;
}

export async function newReader(): Promise<ReaderInNode> {
  const device = {
    sign: base64urlFromBytes(suite.randomBytes(32)),
    box: base64urlFromBytes(suite.randomBytes(32)),
  };
  const seed = (text: string) => bytesFromBase64url(text)!;
  const sign = await suite.signingKeyFromSeed(seed(device.sign));
  const box = await suite.boxKeyFromSeed(seed(device.box));
  let number = 0;
  const acceptedOf = async (vault: Vault, id: string) => {
    const { keys } = secretsOf(vault, id);
    const replyBox = await suite.boxKeyFromSeed(seed(keys.box));
    const reply = { seed: keys.reply.seed, box: base64urlFromBytes(replyBox.publicKey) };
    return { id, grantKey: await writeKeyPublic(suite, keys), device, reply };
  };
  const say = async (
    vault: Vault,
    id: string,
    transport: Transport,
    reply: Parameters<typeof leaveReply>[0]["reply"],
  ) => {
    const left = await leaveReply({ suite, transport, accepted: await acceptedOf(vault, id), number, reply });
    if (left.outcome !== "left") throw new Error(`the reply should be left, got ${left.outcome}`);
    number = left.number;
  };
  return {
    key: { sign: base64urlFromBytes(sign.publicKey), box: base64urlFromBytes(box.publicKey) },
    async reads(vault, id, transport) {
      const answer = await readLetterbox(transport, id);
      if (!answer.ok) throw new Error(`the letterbox should answer, got ${answer.error.kind}`);
      const letter = await openLetter(suite, await acceptedOf(vault, id), answer.value.letter);
      return letter?.projection ?? null;
    },
    accepts: (vault, id, transport, wants) =>
      say(vault, id, transport, {
        kind: "accepted",
        push: wants?.push ?? null,
        rhythm: wants?.rhythm ?? null,
      }),
    leaves: (vault, id, transport) => say(vault, id, transport, { kind: "left" }),
  };
}

/** A grant's secrets as the vault has them. @throws Error where they are gone */
export function secretsOf(vault: Vault, id: string) {
  const secrets = storedKeysFrom(id, valuesOf(vault, grantNames(id).keys));
  if (secrets === null) throw new Error("the grant's keys should be in the vault");
  return secrets;
}
