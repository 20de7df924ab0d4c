import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { openRelay } from "@tidetable/relay";
import {
  blankLetter,
  createSuite,
  leaveNotices,
  makeGrantKeys,
  makeWriteKey,
  publishLetters,
  queueAt,
  readLetterbox,
  readPushKey,
  sealNotice,
} from "@tidetable/sync";
import type { Notice } from "@tidetable/sync/protocol";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startPushEndpoint } from "../../apps/relay/test/push/push-endpoint.ts";
import { builtApp } from "./browser.ts";
import { tidetable } from "./cli-process.ts";
import { nodeWorld, vaultAt } from "./node-transport.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { serveRelay } from "./served-relay.ts";

beforeAll(async () => {
  await builtApp();
});

const environment = {
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
const suite = createSuite(environment);
const hourMs = 3_600_000;

/** A browser that subscribed: its keys, and what it reads of a message, by node's own ciphers (RFC 8291, section 3). */
function subscriber() {
  const pair = createECDH("prime256v1");
  const publicKey = pair.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") },
    read(message: Buffer): string {
      const salt = message.subarray(0, 16);
      const sender = message.subarray(21, 21 + message[20]!);
      const derive = (from: Uint8Array, by: Uint8Array, info: Uint8Array, length: number) =>
        Buffer.from(hkdfSync("sha256", from, by, info, length));
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
      const input = derive(pair.computeSecret(sender), auth, info, 32);
      const key = derive(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
      const nonce = derive(input, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
      const opened = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(message.subarray(-16));
      const plain = Buffer.concat([opened.update(message.subarray(86, -16)), opened.final()]);
      return plain.subarray(0, plain.lastIndexOf(2)).toString();
    },
  };
}

/** The claims of a message's token, signed by the key that the relay hands out (RFC 8292). */
function claimsOf(authorization: string, pushKey: Uint8Array) {
  const [, head, claims, signature, k] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
    authorization,
  )!;
  expect(Buffer.from(k!, "base64url")).toEqual(Buffer.from(pushKey));
  const [x, y] = [pushKey.subarray(1, 33), pushKey.subarray(33)].map((part) =>
    Buffer.from(part).toString("base64url"),
  );
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x!, y: y! }, format: "jwk" });
  const signed = Buffer.from(`${head}.${claims}`);
  const given = Buffer.from(signature!, "base64url");
  expect(verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, given)).toBe(true);
  return JSON.parse(Buffer.from(claims!, "base64url").toString());
}

describe("rules 101 to 103: notices that were left at a served relay", () => {
  test("come one by one when they are due, sealed for one reader, though their owner's devices are off for good", async () => {
    const folder = await scratchFolder();
    const push = await startPushEndpoint();
    const words = ["--data-dir", folder, "--push-service", push.origin];
    const served = await serveRelay([...words, "--push-contact", "mailto:me@host.example"]);
    const { vault } = await vaultAt(served.origin);
    const transport = nodeWorld().transport(served.origin);
    const make = vault.makeLetterbox;
    const pushKey = await readPushKey(transport);
    if (!pushKey.ok) throw new Error(`no key: ${pushKey.error.kind}`);

    const reader = subscriber();
    const hour = Math.floor(Date.now() / hourMs) + 2;
    const texts = ["Nothing new", "Nothing new", "Anna asks for quiet from Thursday on", "Nothing new"];
    const notices: Notice[] = [];
    for (const [day, text] of texts.entries()) {
      const message = await sealNotice(environment, reader.keys, text);
      notices.push({ due: hour + 24 * day, endpoint: `${push.origin}/reader`, message: message! });
    }
    const key = await makeWriteKey(suite);
    const leave = { suite, transport, make, key };
    const before = await sealNotice(environment, reader.keys, "What she meant to say at first");
    const first = [{ ...notices[0]!, message: before! }];
    // Sent twice is sent once; and another of her devices, which knows of nothing, goes above it.
    for (const _ of [1, 2])
      expect(await leaveNotices({ ...leave, number: 0, notices: first })).toEqual({
        outcome: "left",
        number: 1,
      });
    expect(await leaveNotices({ ...leave, number: 0, notices })).toEqual({ outcome: "left", number: 2 });
    const grant = await makeGrantKeys(suite);
    const letter = { keys: grant, number: 0, readers: [], content: null };
    const [left] = await publishLetters({ suite, transport, make, letters: [letter] });
    expect(left).toMatchObject({ outcome: "left", number: 1 });
    const read = await readLetterbox(transport, grant.id);
    expect(read).toMatchObject({ ok: true, value: { number: 1 } });
    const unknown = await readLetterbox(transport, (await makeGrantKeys(suite)).id);
    expect(unknown.ok && unknown.value.letter.length).toBe((await blankLetter(suite, grant, 1)).length);
    await served.stop();

    // Another process on the same data, by a clock that the test moves; nobody who could seal anything is there.
    const time = { now: Date.now() };
    const relay = await openRelay({
      files: new Map(),
      dataFolder: folder,
      pushServices: [push.origin],
      pushContact: "mailto:me@host.example",
      clock: () => time.now,
      log: ({ event }) => {
        throw new Error(event);
      },
    });
    const counts: number[] = [];
    for (let at = hour - 1; at <= hour + 24 * 3; at += 1) {
      time.now = at * hourMs;
      await relay.dispatch();
      if (push.delivered.length !== counts.length) counts.push(at - hour);
    }
    await relay.close();
    expect(counts).toEqual([0, 24, 48, 72]);
    expect(push.delivered.map(({ body }) => reader.read(body))).toEqual(texts);
    expect(new Set(push.delivered.map(({ body }) => body.length))).toEqual(new Set([1_024]));
    for (const [day, { headers }] of push.delivered.entries()) {
      expect(claimsOf(String(headers.authorization), pushKey.value)).toEqual({
        aud: push.origin,
        exp: (hour + 24 * day + 12) * 3_600,
        sub: "mailto:me@host.example",
      });
    }

    const { out } = await tidetable(["doctor", "--data-dir", folder, "--port", "0"]);
    expect(out).toContain("fine  One letterbox, one queue of notices and no calendar feed.\n");
    for (const secret of [grant.id, key.id, push.origin, vault.id]) expect(out).not.toContain(secret);
  });

  test("to services that it does not know are not taken, and what waited stays", async () => {
    const push = await startPushEndpoint();
    const served = await serveRelay(["--data-dir", await scratchFolder()]);
    onTestFinished(async () => void (await served.stop()));
    const { vault } = await vaultAt(served.origin);
    const transport = nodeWorld().transport(served.origin);
    const key = await makeWriteKey(suite);
    const leave = { suite, transport, make: vault.makeLetterbox, key };
    const due = Math.floor(Date.now() / hourMs) + 2;
    const message = (await sealNotice(environment, subscriber().keys, "Nothing new"))!;
    const known = { due, endpoint: "https://updates.push.services.mozilla.com/wpush/v2/a", message };
    expect(await leaveNotices({ ...leave, number: 0, notices: [known] })).toMatchObject({ outcome: "left" });
    const strange = { due, endpoint: `${push.origin}/reader`, message };
    const refused = await leaveNotices({ ...leave, number: 1, notices: [known, strange] });
    expect(refused.outcome).not.toBe("left");
    const state = await (await queueAt(suite, transport, key.seed)).read();
    expect(state).toEqual({ ok: true, value: { number: 1, waiting: 1, gone: false } });
    expect(push.delivered).toEqual([]);
  });

  test.each([
    ["--push-service", "http://push.example"],
    ["--push-service", "https://push.example/path"],
    ["--push-contact", "me"],
  ])("serve %s %s says what is wrong with it", async (option, value) => {
    const { code, err } = await tidetable(["serve", "--port", "0", option, value]);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^${option} needs .*\\.\n`));
    expect(err).not.toContain(value);
  });
});
