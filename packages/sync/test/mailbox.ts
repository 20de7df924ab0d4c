import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../src/bytes.ts";
import { type Mail, mailAt } from "../src/relay-client.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { Device } from "../src/vault-core.ts";
import type { Household } from "./household.ts";

/** Somebody who has the link, and with it the mailbox and its key. */
export async function between({ suite, newWorld }: Household, secret: string) {
  const bytes = Buffer.from(secret, "base64url");
  const key = await suite.derive(bytes, "tidetable/v1 mail key", 32);
  const mailbox = await suite.derive(bytes, "tidetable/v1 mail id", 16);
  const mail: Mail = mailAt(newWorld().transport("r"), mailbox);
  const data = (slot: number) => joinBytes(bytesFromText("tidetable/v1 mail\n"), Uint8Array.of(slot));
  return {
    mail,
    async read(slot: number): Promise<Record<string, string> | null> {
      const found = await mail.read(slot);
      if (!found.ok || found.value === null) return null;
      return jsonFromBytes((await suite.openBytes(key, data(slot), found.value))!) as Record<string, string>;
    },
    async put(slot: number, json: unknown): Promise<void> {
      const padded = new Uint8Array(3_968).fill(0x20);
      padded.set(bytesFromJson(json));
      await mail.put(slot, await suite.sealBytes(key, data(slot), padded));
    },
    /** What a device promises, and what keeps the promise. */
    async promiseFor(device: Device) {
      const nonce = suite.randomBytes(16);
      const ids = [Buffer.from(device.id, "base64url"), device.sign.publicKey, device.box.publicKey];
      const promise = base64urlFromBytes(
        await suite.hash(bytesFromText("tidetable/v1 promise\n"), ...ids, nonce),
      );
      const [sign, box] = [device.sign, device.box].map(({ publicKey }) => base64urlFromBytes(publicKey));
      return {
        promise: { promise },
        keys: { id: device.id, sign, box, name: device.name, nonce: base64urlFromBytes(nonce) },
      };
    },
  };
}
