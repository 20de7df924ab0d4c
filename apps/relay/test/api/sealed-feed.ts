import { createCipheriv, hkdfSync } from "node:crypto";
import { feedBoundText, feedIdText, feedKeyText } from "@tidetable/sync/protocol";
import { hash } from "./test-device.ts";

/** Rule 108 written once more, for tests of a relay, which has nothing to seal with. */
export function sealedFeed(token: string, text: string, size = 4_096): Buffer {
  const secret = Buffer.from(token, "base64url");
  const id = hash(Buffer.from(feedIdText), secret).subarray(0, 16);
  const head = Buffer.from("544401050100000000000000", "hex");
  const salt = hash(Buffer.from(text));
  const key = Buffer.from(hkdfSync("sha256", secret, "", feedKeyText, 32));
  const keys = Buffer.from(hkdfSync("sha256", key, salt, "tidetable/v1 envelope", 76));
  const content = Buffer.from(text);
  const plain = Buffer.alloc(size - 12 - 64 - 16);
  plain.writeUInt32BE(content.length);
  content.copy(plain, 4);
  const cipher = createCipheriv("aes-256-gcm", keys.subarray(0, 32), keys.subarray(32, 44));
  cipher.setAAD(Buffer.concat([Buffer.from(feedBoundText), id, head]));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([head, salt, keys.subarray(44), sealed]);
}

/** A calendar as short as they come, with this title on 4 March 2027. */
export const calendar = (title: string): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tidetable//EN",
    "BEGIN:VEVENT",
    "UID:1@tidetable",
    "DTSTAMP:20270301T000000Z",
    "DTSTART;VALUE=DATE:20270304",
    `SUMMARY:${title}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
