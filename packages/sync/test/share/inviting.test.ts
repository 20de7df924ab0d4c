import { describe, expect, test } from "vitest";
import { newPairingSecret } from "../../src/pairing.ts";
import { limits } from "../../src/protocol.ts";
import { isSignedScope, makeGrantKeys, signScope } from "../../src/share/grant.ts";
import { hostSharing, isShareSecret, joinSharing, newShareSecret } from "../../src/share/inviting.ts";
import { writeKeyPublic } from "../../src/share/write-key.ts";
import { founded, household, pair, realSuite } from "../household.ts";
import { accepted, met, opened, someScope } from "./invitation.ts";

const suite = realSuite(321);
const home = household(suite);
const waiting = { ok: false, error: { kind: "waiting" } };
const notThis = { ok: false, error: { kind: "not-this-pairing" } };

describe("rule 99: inviting", () => {
  test("both see the same four words, and the reader then has what it needs and nothing else", async () => {
    const { seen, here, accepted: got, keys, offer } = await accepted(home);
    expect(seen.words).toEqual(here.words);
    expect(seen.words.length).toBe(4);
    const box = await suite.boxKeyFromSeed(Buffer.from(keys.box, "base64url"));
    expect(got).toEqual({
      id: keys.id,
      grantKey: await writeKeyPublic(suite, keys),
      scope: someScope,
      signature: offer.signature,
      relay: "r",
      device: { sign: expect.any(String), box: expect.any(String) },
      reply: { seed: keys.reply.seed, box: Buffer.from(box.publicKey).toString("base64url") },
    });
    expect(await isSignedScope(suite, got.grantKey, got.id, got.scope, got.signature)).toBe(true);
    // The keys of the grant itself stay where they were made.
    for (const secret of [keys.seed, keys.box]) expect(JSON.stringify(got)).not.toContain(secret);
    expect(JSON.parse(JSON.stringify(got))).toEqual(got);
  });

  test("the reader's keys are the ones the host met, and new for each grant", async () => {
    const [one, other] = [await accepted(home), await accepted(home)];
    for (const { accepted: got, here } of [one, other]) {
      expect(await writeKeyPublic(suite, { seed: got.device.sign })).toBe(here.reader.sign);
      const box = await suite.boxKeyFromSeed(Buffer.from(got.device.box, "base64url"));
      expect(Buffer.from(box.publicKey).toString("base64url")).toBe(here.reader.box);
    }
    expect(one.here.reader.sign).not.toBe(other.here.reader.sign);
    expect(one.here.reader.box).not.toBe(other.here.reader.box);
  });

  test("each side waits for the other, however often it asks, and asking again changes nothing", async () => {
    const { hosting, joining } = await opened(home);
    expect(await hosting.meet()).toEqual(waiting);
    expect(await joining.meet()).toEqual(waiting);
    expect(await joining.enter()).toEqual(waiting);
    await joining.knock();
    expect(await joining.knock()).toMatchObject({ ok: true });
    expect(await hosting.meet()).toEqual(waiting);
    const seen = [await joining.meet(), await joining.meet()];
    const here = [await hosting.meet(), await hosting.meet()];
    expect(seen[1]).toEqual(seen[0]);
    expect(here[1]).toEqual(here[0]);
    expect(await joining.enter()).toEqual(waiting);
  });

  test("before the words were compared nothing of the grant is told but its id and key", async () => {
    const { man, keys, joining } = await met(home);
    const said = [await man.read(0), await man.read(1), await man.read(2), await man.read(3)];
    expect(said.map((message) => message && Object.keys(message))).toEqual([
      ["promise"],
      ["grant", "key", "nonce"],
      ["sign", "box", "nonce"],
      null,
    ]);
    const all = JSON.stringify(said);
    for (const untold of ["called", "Ana", "quiet", keys.seed, keys.box, keys.reply.seed, keys.reply.id])
      expect(all).not.toContain(untold);
    expect(await joining.enter()).toEqual(waiting);
  });

  test("all messages have one length, whatever the scope, and nothing in them can be read", async () => {
    const { hosting, here, man } = await met(home);
    await hosting.admit(here.reader);
    for (let slot = 0; slot < 4; slot++) {
      const body = await man.mail.read(slot);
      if (!body.ok || body.value === null) throw new Error("a message should lie here");
      expect(body.value.length).toBe(3_996);
      expect(body.value.length).toBeLessThanOrEqual(limits.mailBytes);
      for (const told of ["promise", "called", "Ana"])
        expect(Buffer.from(body.value).includes(told)).toBe(false);
    }
  });

  test("what the link's mailbox held is gone when the reader has entered", async () => {
    const { man } = await accepted(home);
    for (let slot = 0; slot < 4; slot++) expect(await man.read(slot)).toBeNull();
  });

  test("rule 79: a link that was closed tells nobody anything, and what was in its mailbox is gone", async () => {
    const { hosting, joining, man } = await met(home);
    await hosting.close();
    for (let slot = 0; slot < 4; slot++) expect(await man.read(slot)).toBeNull();
    expect(await joining.meet()).toEqual(waiting);
    expect(await joining.enter()).toEqual(waiting);
  });

  test("rule 79: a second opener of the link sees other words, and is told nothing", async () => {
    const { secret, hosting, joining } = await opened(home);
    const second = await joinSharing(home.newWorld(), "r", secret);
    await joining.knock();
    await second.knock();
    await hosting.meet();
    const seen = await joining.meet();
    const alsoSeen = await second.meet();
    const here = await hosting.meet();
    if (!here.ok || !seen.ok || !alsoSeen.ok) throw new Error("they should meet");
    expect(seen.value.words).toEqual(here.value.words);
    expect(alsoSeen.value.words).not.toEqual(here.value.words);
    expect(await second.enter()).toEqual(waiting);
    await hosting.admit(here.value.reader);
    expect(await second.enter()).toEqual(notThis);
    expect(await joining.enter()).toMatchObject({ ok: true });
    const third = await joinSharing(home.newWorld(), "r", secret);
    await third.knock();
    expect(await third.meet()).toEqual(waiting);
  });

  test("a link for a diary's device opens no invitation, and the other way round", async () => {
    const { joining } = await opened(home);
    const other = household(suite);
    const { vault, world, newWorld } = await founded(realSuite(322));
    await pair(vault, world, newWorld());
    expect(await joining.meet()).toEqual(waiting);
    expect(other.relay.mail.size).toBe(0);
    const [secret, pairing] = [newShareSecret(suite), newPairingSecret(suite)];
    const ids = await Promise.all(
      [
        [secret, "tidetable/v1 share id"],
        [secret, "tidetable/v1 mail id"],
      ].map(([text, info]) => suite.derive(Buffer.from(text!, "base64url"), info!, 16)),
    );
    expect(ids[0]).not.toEqual(ids[1]);
    expect([isShareSecret(secret), isShareSecret(pairing)]).toEqual([true, true]);
  });

  test("a secret is 16 bytes; other texts, a scope too long, and a reader that was not met are our own mistakes", async () => {
    for (const text of ["", "AAAA", `${newShareSecret(suite)}A`, "not a secret"]) {
      expect(isShareSecret(text)).toBe(false);
      await expect(joinSharing(home.newWorld(), "r", text)).rejects.toThrow(/secretText/);
    }
    const keys = await makeGrantKeys(suite);
    const scope = "x".repeat(2_559);
    const offer = { keys, scope, signature: await signScope(suite, keys, scope) };
    await expect(hostSharing(home.newWorld(), "r", newShareSecret(suite), offer)).rejects.toThrow(/scope/);
    const { hosting, here } = await met(home);
    const other = await met(home);
    await expect(hosting.admit(other.here.reader)).rejects.toThrow(/reader/);
    await expect((await opened(home)).hosting.admit(here.reader)).rejects.toThrow(/reader/);
  });

  test("a scope of 2,560 bytes, as JSON writes it, comes through in a message of the one length", async () => {
    const keys = await makeGrantKeys(suite);
    const scope = `{"${"x".repeat(100)}":"${"☂".repeat(700)}${"y".repeat(347)}"}`;
    expect(JSON.stringify(scope).length + 2 * 700).toBe(2_560);
    const offer = { keys, scope, signature: await signScope(suite, keys, scope) };
    const secret = newShareSecret(suite);
    const hosting = await hostSharing(home.newWorld(), "r", secret, offer);
    const joining = await joinSharing(home.newWorld(), "r", secret);
    await joining.knock();
    await hosting.meet();
    await joining.meet();
    const here = await hosting.meet();
    if (!here.ok) throw new Error(here.error.kind);
    expect(await hosting.admit(here.value.reader)).toMatchObject({ ok: true });
    expect(await joining.enter()).toMatchObject({ ok: true, value: { scope } });
  });

  test("admitting again after an answer was lost is admitting once", async () => {
    const { hosting, joining, here } = await met(home);
    expect(await hosting.admit(here.reader)).toEqual({ ok: true, value: null });
    expect(await hosting.admit(here.reader)).toEqual({ ok: true, value: null });
    expect(await joining.enter()).toMatchObject({ ok: true });
  });
});
