import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/protocol.ts";
import { base64urlFromBytes, bytesFromBase64url } from "../../src/seal/base64url.ts";
import { sealNotice, sealPush } from "../../src/seal/push.ts";
import { countingBytes } from "./suite-contract.ts";

const { subtle } = crypto;
const environment = { subtle, randomBytes: countingBytes(311) };
const curve = { name: "ECDH", namedCurve: "P-256" } as const;

/** A browser's side of a subscription. */
function subscribed() {
  const receiver = createECDH("prime256v1");
  receiver.generateKeys();
  const auth = Buffer.from(environment.randomBytes(16));
  const keys = { p256dh: base64urlFromBytes(receiver.getPublicKey()), auth: base64urlFromBytes(auth) };
  return { keys, open: (message: Uint8Array) => openSlowly(receiver, auth, message) };
}

/** What a message says, by RFC 8291 and RFC 8188 on another implementation; padding included. */
function openSlowly(receiver: ReturnType<typeof createECDH>, auth: Buffer, message: Uint8Array): Buffer {
  const bytes = Buffer.from(message);
  const [salt, size, length] = [bytes.subarray(0, 16), bytes.readUInt32BE(16), bytes[20]!];
  const sender = bytes.subarray(21, 21 + length);
  const record = bytes.subarray(21 + length);
  if (record.length > size) throw new Error("more than one record");
  const hkdf = (secret: Buffer, by: Buffer, info: Buffer, count: number) =>
    Buffer.from(hkdfSync("sha256", secret, by, info, count));
  const about = Buffer.concat([Buffer.from("WebPush: info\0"), receiver.getPublicKey(), sender]);
  const input = hkdf(receiver.computeSecret(sender), auth, about, 32);
  const key = hkdf(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(input, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const opening = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(record.subarray(-16));
  return Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()]);
}

describe("rule 101: a notice", () => {
  test("is RFC 8291: with the key and the salt of its section 5 the message is the published one", async () => {
    const [d, as] = [
      "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
      "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
    ] as const;
    const publicKey = bytesFromBase64url(as)!;
    const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33)].map(base64urlFromBytes);
    const jwk = { kty: "EC", crv: "P-256", x: x!, y: y!, d };
    const privateKey = await subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
    const subscription = {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg",
    };
    const plain = Buffer.from("When I grow up, I want to be a watermelon");
    const draw = { privateKey, publicKey, salt: bytesFromBase64url("DGv6ra1nlYgDCS1FRnbzlw")! };
    const message = await sealPush(subtle, subscription, draw, plain, plain.length);
    expect(base64urlFromBytes(message!)).toBe(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    );
  });

  test("always has 1,024 bytes in one record, and opens to its text for the browser that subscribed", async () => {
    for (const text of ["", "Reminder", "ä☂".repeat(100), "x".repeat(921)]) {
      const { keys, open } = subscribed();
      const message = await sealNotice(environment, keys, text);
      expect(message?.length).toBe(limits.noticeBytes);
      const plain = open(message!);
      const end = Buffer.byteLength(text);
      expect(plain.toString("utf8", 0, end)).toBe(text);
      expect(plain.subarray(end)).toEqual(Buffer.concat([Buffer.of(2), Buffer.alloc(921 - end)]));
    }
  });

  test("is sealed under a key of its own each time, and opens for no other subscription", async () => {
    const [one, other] = [subscribed(), subscribed()];
    const first = (await sealNotice(environment, one.keys, "Reminder"))!;
    const second = (await sealNotice(environment, one.keys, "Reminder"))!;
    expect(Buffer.compare(first.subarray(21, 86), second.subarray(21, 86))).not.toBe(0);
    expect(Buffer.compare(first.subarray(0, 16), second.subarray(0, 16))).not.toBe(0);
    expect(() => other.open(first)).toThrow();
    expect(Buffer.from(first).includes("Reminder")).toBe(false);
  });

  test("is null for keys that are none: another length, no point of the curve, no base64url", async () => {
    const { keys } = subscribed();
    const offCurve = bytesFromBase64url(keys.p256dh)!;
    offCurve[64] = offCurve[64]! ^ 1;
    const wrong = [
      { ...keys, p256dh: "" },
      { ...keys, p256dh: "not a key" },
      { ...keys, p256dh: base64urlFromBytes(offCurve) },
      { ...keys, p256dh: base64urlFromBytes(new Uint8Array(65)) },
      { ...keys, auth: "" },
      { ...keys, auth: `${keys.auth}AA` },
    ];
    for (const broken of wrong) expect(await sealNotice(environment, broken, "Reminder")).toBeNull();
  });

  test("a text longer than 921 bytes is our own mistake", async () => {
    await expect(sealNotice(environment, subscribed().keys, "x".repeat(922))).rejects.toThrow(/921/);
    await expect(sealNotice(environment, subscribed().keys, "☂".repeat(308))).rejects.toThrow(/924/);
  });
});
