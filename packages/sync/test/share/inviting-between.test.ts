import { describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes } from "../../src/bytes.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import type { SigningKey } from "../../src/seal/suite.ts";
import { makeGrantKeys, signScope } from "../../src/share/grant.ts";
import { idBytes, signingKeyOf, writeKeyPublic } from "../../src/share/write-key.ts";
import { household, realSuite } from "../household.ts";
import { met, opened, someScope } from "./invitation.ts";

const suite = realSuite(331);
const home = household(suite);
const notThis = { ok: false, error: { kind: "not-this-pairing" } };
const base64url = base64urlFromBytes;

describe("rule 99: whoever has the link and stands between", () => {
  test("cannot show both the words of the other: towards the reader it is another grant", async () => {
    const { hosting, joining, man } = await opened(home);
    await joining.knock();
    await hosting.meet();
    const theirs = await makeGrantKeys(suite);
    const promise = await man.read(0);
    const real = await man.read(1);
    const theirHost = { ...real, grant: theirs.id, key: await writeKeyPublic(suite, theirs) };
    await man.rewrite(promise, theirHost);
    const seen = await joining.meet();
    const come = await man.read(2);
    await man.rewrite(promise, real, come);
    const here = await hosting.meet();
    if (!here.ok || !seen.ok) throw new Error("they should meet");
    expect(seen.value.words).not.toEqual(here.value.words);
  });

  test("cannot come in the reader's place: keys that were not promised are refused", async () => {
    const { hosting, joining, man } = await opened(home);
    await joining.knock();
    await hosting.meet();
    await man.put(2, (await man.reader()).come);
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("cannot promise anew once it knows what the words depend on", async () => {
    const { hosting, joining, man } = await opened(home);
    await joining.knock();
    await hosting.meet();
    const { promise, come } = await man.reader();
    await man.rewrite(promise, await man.read(1), come);
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("cannot change the reader after the words were shown", async () => {
    const { hosting, man, here } = await met(home);
    const { come } = await man.reader();
    await man.rewrite(await man.read(0), await man.read(1), come);
    expect(await hosting.meet()).toEqual(notThis);
    expect(await hosting.admit(here.reader)).toEqual({ ok: true, value: null });
  });

  test("cannot become another host once the reader has met one", async () => {
    const { joining, man } = await met(home);
    const theirs = await makeGrantKeys(suite);
    const [promise, real, come] = [await man.read(0), await man.read(1), await man.read(2)];
    for (const changed of [
      { grant: theirs.id, key: await writeKeyPublic(suite, theirs) },
      { nonce: base64url(suite.randomBytes(16)) },
    ]) {
      await man.rewrite(promise, { ...real, ...changed }, come);
      expect(await joining.meet()).toEqual(notThis);
    }
  });

  test("is told nothing of the host before it has promised, whatever else lies there", async () => {
    for (const first of [{}, { promise: null }, { promise: 7 }, { promise: "short" }]) {
      const { hosting, man } = await opened(home);
      await man.put(0, first);
      expect(await hosting.meet()).toEqual(notThis);
      expect(await man.read(1)).toBeNull();
    }
  });

  test("cannot try out words before it promises: they depend on what the host draws for each invitation", async () => {
    const words: string[] = [];
    const { secret, man, offer } = await opened(home);
    const { promise, come } = await man.reader();
    for (let attempt = 0; attempt < 2; attempt++) {
      const again = await opened(home, secret);
      await man.rewrite(promise);
      await again.hosting.meet();
      await man.put(2, come);
      const here = await again.hosting.meet();
      if (!here.ok) throw new Error(here.error.kind);
      words.push(here.value.words.join(" "));
    }
    expect(words[0]).not.toBe(words[1]);
    expect(offer.keys.id).toHaveLength(22);
  });

  test("cannot write the welcome: only the grant whose key is in the words can", async () => {
    const { secret, joining, man, keys, here, offer } = await met(home);
    const theirs = await makeGrantKeys(suite);
    const reply = { box: here.reader.box, seed: theirs.reply.seed };
    const welcome = async (
      said: unknown,
      by: SigningKey,
      text = "tidetable/v1 share welcome\n",
      to = keys.id,
    ) => {
      const info = joinBytes(bytesFromText(text), idBytes(to));
      const box = await suite.sealBox(Buffer.from(here.reader.box, "base64url"), info, bytesFromJson(said));
      const signature = await suite.sign(by, info, Buffer.from(secret, "base64url"), box);
      return { box: base64url(box), signature: base64url(signature) };
    };
    const [own, their] = [await signingKeyOf(suite, keys.seed), await signingKeyOf(suite, theirs.seed)];
    const { scope, signature } = offer;
    const good = await welcome({ scope, signature, reply }, own);
    const wider = scope.replace("3", "10");
    const messages = await Promise.all([man.read(0), man.read(1), man.read(2)]);
    const wrong = [
      {},
      { box: good.box },
      { ...good, signature: base64url(new Uint8Array(64)) },
      { ...good, box: base64url(suite.randomBytes(200)) },
      await welcome({ scope, signature, reply }, their),
      await welcome({ scope, signature, reply }, own, "tidetable/v1 welcome\n"),
      await welcome({ scope, signature, reply }, own, undefined, theirs.id),
      // Signed by the right key, and yet no welcome: a scope its owner did not agree to, or none at all.
      await welcome({ scope: wider, signature, reply }, own),
      await welcome({ scope, signature: await signScope(suite, theirs, scope), reply }, own),
      await welcome({ scope, signature }, own),
      await welcome({ scope, signature, reply: { ...reply, seed: "short" } }, own),
      await welcome({ scope, signature, reply: { ...reply, box: base64url(new Uint8Array(32)) } }, own),
      await welcome({ scope: 7, signature, reply }, own),
      await welcome([], own),
    ];
    for (const said of wrong) {
      await man.rewrite(...messages, said);
      expect(await joining.enter(), JSON.stringify(said)).toEqual(notThis);
    }
    await man.rewrite(...messages, good);
    expect(await joining.enter()).toMatchObject({ ok: true, value: { scope: someScope } });
  });

  test("cannot keep the welcome out unseen: the owner is told that something else lies in its place", async () => {
    const { hosting, man, here } = await met(home);
    await man.put(3, { box: "AAAA", signature: "AAAA" });
    expect(await hosting.admit(here.reader)).toEqual(notThis);
  });

  test("cannot have a letter sealed to a key that nothing can be sealed to", async () => {
    const { hosting, man } = await opened(home);
    const { sign } = await man.reader();
    const nonce = suite.randomBytes(16);
    const zeros = new Uint8Array(32);
    const promise = await suite.hash(
      bytesFromText("tidetable/v1 share promise\n"),
      sign.publicKey,
      zeros,
      nonce,
    );
    await man.put(0, { promise: base64url(promise) });
    await hosting.meet();
    await man.put(2, { sign: base64url(sign.publicKey), box: base64url(zeros), nonce: base64url(nonce) });
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("cannot take part with what is none of an invitation's messages", async () => {
    const theirs = await makeGrantKeys(suite);
    const nonce = base64url(suite.randomBytes(16));
    const wrong: readonly unknown[] = [
      null,
      [],
      {},
      { grant: "x", key: "y", nonce },
      { grant: theirs.id, key: await writeKeyPublic(suite, theirs) },
      { grant: theirs.id, key: await writeKeyPublic(suite, await makeGrantKeys(suite)), nonce },
      { sign: "b", box: "c", nonce },
    ];
    for (const json of wrong) {
      const { hosting, joining, man } = await opened(home);
      await joining.knock();
      await man.put(1, json);
      expect((await joining.meet()).ok, JSON.stringify(json)).toBe(false);
      await man.put(2, json);
      expect((await hosting.meet()).ok).toBe(false);
    }
    const { hosting, man } = await opened(home);
    await man.mail.put(0, suite.randomBytes(3_996));
    expect(await hosting.meet()).toEqual(notThis);
  });
});
