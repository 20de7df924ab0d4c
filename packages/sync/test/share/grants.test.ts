import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { isSignedScope, makeGrantKeys, signScope } from "../../src/share/grant.ts";
import { makeWriteKey, writeKeyPublic } from "../../src/share/write-key.ts";
import { realSuite } from "../household.ts";

const suite = realSuite(303);
const text = '{"v":1,"called":"Ana","headsUp":{"days":3,"words":"☂"}}';

test("rule 91: a grant's id is the hash of its write key's public half, and each key is drawn anew", async () => {
  const [one, other] = [await makeGrantKeys(suite), await makeGrantKeys(suite)];
  const key = Buffer.from(await writeKeyPublic(suite, one), "base64url");
  const digest = hash("sha256", Buffer.concat([Buffer.from("tidetable/v1 letterbox\n"), key]), "buffer");
  expect(one.id).toBe(digest.toString("base64url", 0, 16));
  const secrets = [one, other].flatMap(({ seed, box, reply }) => [seed, box, reply.seed]);
  expect(new Set(secrets).size).toBe(6);
  expect(new Set([one.id, one.reply.id, other.id, other.reply.id]).size).toBe(4);
});

test("rule 90: a scope's signature holds for exactly that text, grant and key", async () => {
  const keys = await makeGrantKeys(suite);
  const grantKey = await writeKeyPublic(suite, keys);
  const signature = await signScope(suite, keys, text);
  expect(await isSignedScope(suite, grantKey, keys.id, text, signature)).toBe(true);
  const other = await makeGrantKeys(suite);
  const wrong: readonly (readonly [string, string, string, string])[] = [
    [grantKey, keys.id, `${text} `, signature],
    [grantKey, keys.id, text.replace("3", "4"), signature],
    [grantKey, keys.id, text, await signScope(suite, other, text)],
    [grantKey, keys.id, text, ""],
    [grantKey, keys.id, text, "not base64url"],
    [grantKey, other.id, text, await signScope(suite, { id: other.id, seed: keys.seed }, text)],
    [grantKey, "", text, signature],
    [await writeKeyPublic(suite, other), keys.id, text, signature],
    ["", keys.id, text, signature],
  ];
  for (const given of wrong) expect(await isSignedScope(suite, ...given), given.join(" ")).toBe(false);
});

test("rule 91: a seed that is none is our own mistake, and is named", async () => {
  const { id } = await makeWriteKey(suite);
  await expect(signScope(suite, { id, seed: "AAAA" }, text)).rejects.toThrow(/seed/);
  await expect(signScope(suite, { ...(await makeWriteKey(suite)), id: "x" }, text)).rejects.toThrow(/id/);
});
