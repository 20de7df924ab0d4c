import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../../src/bytes.ts";
import { mailAt } from "../../src/relay-client.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { makeGrantKeys, signScope } from "../../src/share/grant.ts";
import { hostSharing, joinSharing, newShareSecret } from "../../src/share/inviting.ts";
import type { Household } from "../household.ts";

export const someScope = '{"v":1,"called":"Ana","headsUp":{"days":3,"words":"a quiet week, please"}}';

/** Both sides of an invitation, and what is offered. */
export async function opened(home: Household, secret = newShareSecret(home.suite)) {
  const keys = await makeGrantKeys(home.suite);
  const offer = { keys, scope: someScope, signature: await signScope(home.suite, keys, someScope) };
  const hosting = await hostSharing(home.newWorld(), "r", secret, offer);
  const joining = await joinSharing(home.newWorld(), "r", secret);
  return { secret, offer, keys, hosting, joining, man: await between(home, secret) };
}

/** Up to the words. */
export async function met(home: Household) {
  const all = await opened(home);
  await all.joining.knock();
  await all.hosting.meet();
  const seen = await all.joining.meet();
  const here = await all.hosting.meet();
  if (!seen.ok || !here.ok) throw new Error("the two should meet");
  return { ...all, seen: seen.value, here: here.value };
}

/** To the end. */
export async function accepted(home: Household) {
  const all = await met(home);
  const admitted = await all.hosting.admit(all.here.reader);
  const entered = await all.joining.enter();
  if (!admitted.ok || !entered.ok) throw new Error("the reader should enter");
  return { ...all, accepted: entered.value };
}

/** Somebody who has the link, and with it the mailbox and its key. */
async function between({ suite, newWorld }: Household, secret: string) {
  const bytes = Buffer.from(secret, "base64url");
  const key = await suite.derive(bytes, "tidetable/v1 share key", 32);
  const mailbox = await suite.derive(bytes, "tidetable/v1 share id", 16);
  const mail = mailAt(newWorld().transport("r"), mailbox);
  const data = (slot: number) => joinBytes(bytesFromText("tidetable/v1 share\n"), Uint8Array.of(slot));
  const put = async (slot: number, json: unknown): Promise<void> => {
    const padded = new Uint8Array(3_968).fill(0x20);
    padded.set(bytesFromJson(json));
    await mail.put(slot, await suite.sealBytes(key, data(slot), padded));
  };
  const read = async (slot: number): Promise<Record<string, string> | null> => {
    const found = await mail.read(slot);
    if (!found.ok || found.value === null) return null;
    return jsonFromBytes((await suite.openBytes(key, data(slot), found.value))!) as Record<string, string>;
  };
  return {
    mail,
    put,
    read,
    /** Empties the mailbox and writes these messages in its place; undefined leaves a slot empty. */
    async rewrite(...messages: readonly unknown[]): Promise<void> {
      await mail.empty();
      for (const [slot, message] of messages.entries()) if (message !== undefined) await put(slot, message);
    },
    /** Keys of a reader that is none, what it promises, and what keeps the promise. */
    async reader() {
      const sign = await suite.signingKeyFromSeed(suite.randomBytes(32));
      const box = await suite.boxKeyFromSeed(suite.randomBytes(32));
      const nonce = suite.randomBytes(16);
      const hash = await suite.hash(
        bytesFromText("tidetable/v1 share promise\n"),
        sign.publicKey,
        box.publicKey,
        nonce,
      );
      const [signText, boxText] = [sign, box].map(({ publicKey }) => base64urlFromBytes(publicKey));
      const come = { sign: signText, box: boxText, nonce: base64urlFromBytes(nonce) };
      return { sign, box, promise: { promise: base64urlFromBytes(hash) }, come };
    },
  };
}
