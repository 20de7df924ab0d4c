import { createHash, createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { isPushContact, isPushServiceOrigin } from "../../src/push/push-services.ts";
import { pushKeyOf, vapidAuthorization } from "../../src/push/vapid.ts";

const secret = createHash("sha256").update("a relay's secret").digest();

/** The parts of an `Authorization: vapid …`, with its signature checked against the key that it names itself. */
function partsOf(authorization: string) {
  const [, head, claims, signature, k] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
    authorization,
  )!;
  const point = Buffer.from(k!, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x!, y: y! }, format: "jwk" });
  const signed = Buffer.from(`${head}.${claims}`);
  const json = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  return {
    point,
    head: json(head!),
    claims: json(claims!),
    holds: verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature!, "base64url")),
  };
}

test("RFC 8292: a token names the push service, ends in 12 hours, and is signed by the relay's key", () => {
  const key = pushKeyOf(secret);
  const contact = "https://relay.example";
  const parts = partsOf(vapidAuthorization(key, "https://push.example", { hour: 500_000, contact }));
  expect(parts).toEqual({
    point: Buffer.from(key.publicKey),
    head: { typ: "JWT", alg: "ES256" },
    claims: { aud: "https://push.example", exp: 500_012 * 3_600, sub: contact },
    holds: true,
  });
  const silent = partsOf(vapidAuthorization(key, "https://push.example", { hour: 500_000, contact: null }));
  expect(Object.keys(silent.claims)).toEqual(["aud", "exp"]);
});

test("the key of one secret is one key, and of another secret another", () => {
  expect(pushKeyOf(secret).publicKey).toEqual(pushKeyOf(secret).publicKey);
  expect(pushKeyOf(secret).publicKey).not.toEqual(pushKeyOf(createHash("sha256").digest()).publicKey);
});

test.each([
  ["https://push.example", true],
  ["https://push.example:8443", true],
  ["http://localhost:8123", true],
  ["http://127.0.0.1:1", true],
  ["http://[::1]:1", true],
  ["http://push.example", false],
  ["http://localhost.example:1", false],
  ["https://push.example/", false],
  ["https://push.example/path", false],
  ["ftp://push.example", false],
  ["push.example", false],
  ["", false],
])("%j may be named as a push service: %s", (text, may) => {
  expect(isPushServiceOrigin(text)).toBe(may);
});

test.each([
  ["mailto:me@host.example", true],
  ["https://relay.example/contact", true],
  ["http://relay.example", false],
  ["mailto:", false],
  ["mailto:me", false],
  ["mailto:me@host.example\n", false],
  ["me@host.example", false],
])("%j may be what push services are told to write to: %s", (text, may) => {
  expect(isPushContact(text)).toBe(may);
});
