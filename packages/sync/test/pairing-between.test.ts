import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes } from "../src/bytes.ts";
import { hostPairing, joinPairing, newPairingSecret } from "../src/pairing.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { founded, realSuite } from "./household.ts";
import { newDevice } from "./log-writer.ts";
import { between } from "./mailbox.ts";

const suite = realSuite(67);
type Home = Awaited<ReturnType<typeof founded>>;
let home: Home;
beforeAll(async () => {
  home = await founded(suite);
});

/** Both sides of a pairing, and what each shows. */
async function opened(secret = newPairingSecret(suite)) {
  const hosting = await hostPairing(home.world, home.vault, "r", secret);
  const joining = await joinPairing(home.newWorld(), "r", secret, "Laptop");
  return { secret, hosting, joining, man: await between(home, secret) };
}
const notThis = { ok: false, error: { kind: "not-this-pairing" } };

describe("rule 77: whoever has the link and stands between", () => {
  test("cannot show both the words of the other: towards the newcomer it is another host", async () => {
    const { hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    const real = await man.read(1);
    const theirs = await newDevice(suite, "Man");
    const promise = await man.read(0);
    await man.mail.empty();
    await man.put(0, promise);
    await man.put(1, { ...real, sign: base64urlFromBytes(theirs.sign.publicKey) });
    const seen = await joining.meet();
    const met = await hosting.meet();
    if (!met.ok || !seen.ok) throw new Error("they should meet");
    expect(seen.value.words).not.toEqual(met.value.words);
  });

  test("cannot come in the newcomer's place: keys that were not promised are refused", async () => {
    const { hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    const { keys } = await man.promiseFor(await newDevice(suite, "Man"));
    await man.put(2, keys);
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("cannot promise anew once it knows what the host's words depend on", async () => {
    const { hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    const host = await man.read(1);
    const { promise, keys } = await man.promiseFor(await newDevice(suite, "Man"));
    await man.mail.empty();
    await man.put(0, promise);
    await man.put(1, host);
    await man.put(2, keys);
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("is told nothing of the host before it has promised, whatever else lies there", async () => {
    for (const first of [{}, { promise: null }, { promise: 7 }, { promise: "short" }]) {
      const { hosting, man } = await opened();
      await man.put(0, first);
      expect(await hosting.meet()).toEqual(notThis);
      expect(await man.read(1)).toBeNull();
    }
  });

  test("cannot try out words before it promises: in every pairing they depend on what the host says only then", async () => {
    const secret = newPairingSecret(suite);
    const man = await between(home, secret);
    const { promise, keys } = await man.promiseFor(await newDevice(suite, "Man"));
    const words: string[] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      const hosting = await hostPairing(home.world, home.vault, "r", secret);
      await man.mail.empty();
      await man.put(0, promise);
      await hosting.meet();
      await man.put(2, keys);
      const met = await hosting.meet();
      if (!met.ok) throw new Error(met.error.kind);
      words.push(met.value.words.join(" "));
    }
    expect(words[0]).not.toBe(words[1]);
  });

  test("cannot become another host once it knows what the newcomer's words depend on", async () => {
    const { hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    const seen = await joining.meet();
    expect(seen.ok).toBe(true);
    const [promise, host, keys] = [await man.read(0), await man.read(1), await man.read(2)];
    const other = await newDevice(suite, "Man");
    await man.mail.empty();
    await man.put(0, promise);
    await man.put(1, { ...host, sign: base64urlFromBytes(other.sign.publicKey) });
    await man.put(2, keys);
    expect(await joining.meet()).toEqual(notThis);
  });

  test("cannot write the welcome: only the host whose key is in the words can", async () => {
    const { secret, hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    await joining.meet();
    const met = await hosting.meet();
    if (!met.ok) throw new Error("they should meet");
    const { identity, replica } = home.vault.core();
    const lie = bytesFromJson({
      rootSign: base64urlFromBytes(identity.rootSign),
      rootBox: base64urlFromBytes(identity.rootBox),
      charter: base64urlFromBytes(identity.charter),
      epoch: replica.epoch,
      epochKey: base64urlFromBytes(suite.randomBytes(32)),
      index: 1,
      chain: base64urlFromBytes(suite.randomBytes(32)),
    });
    const info = joinBytes(bytesFromText("tidetable/v1 welcome\n"), Buffer.from(home.vault.id, "base64url"));
    const box = await suite.sealBox(Buffer.from(met.value.newcomer.box, "base64url"), info, lie);
    const own = await suite.sign(
      (await newDevice(suite, "Man")).sign,
      info,
      Buffer.from(secret, "base64url"),
      box,
    );
    for (const signature of [
      undefined,
      "",
      base64urlFromBytes(new Uint8Array(64)),
      base64urlFromBytes(own),
    ]) {
      const [promise, host, keys] = [await man.read(0), await man.read(1), await man.read(2)];
      await man.mail.empty();
      for (const [slot, message] of [promise, host, keys].entries()) await man.put(slot, message);
      await man.put(3, { box: base64urlFromBytes(box), signature });
      expect(await joining.enter()).toEqual(notThis);
    }
  });

  test("cannot come in under the id of another device", async () => {
    const { hosting, man } = await opened();
    const device = await newDevice(suite, "Man");
    const { promise, keys } = await man.promiseFor({ ...device, id: home.vault.device().id });
    await man.put(0, promise);
    await hosting.meet();
    await man.put(2, keys);
    expect(await hosting.meet()).toEqual(notThis);
  });

  test("rule 3: a host without the root's charter lets nobody in", async () => {
    const other = await founded(realSuite(70));
    const core = other.vault.core();
    core.identity = { ...core.identity, charter: suite.randomBytes(64) };
    const secret = newPairingSecret(suite);
    const hosting = await hostPairing(other.world, other.vault, "r", secret);
    const world = other.newWorld();
    const joining = await joinPairing(world, "r", secret, "Laptop");
    await joining.knock();
    await hosting.meet();
    await joining.meet();
    const met = await hosting.meet();
    if (!met.ok) throw new Error(met.error.kind);
    await hosting.admit(met.value.newcomer);
    expect(await joining.enter()).toEqual(notThis);
    expect(world.store.values.size).toBe(0);
  });

  test("cannot take part with what is none of a pairing's messages", async () => {
    const wrong: readonly unknown[] = [
      null,
      [],
      {},
      { promise: 7 },
      { vault: "x", sign: "y" },
      { id: "a", sign: "b", box: "c", name: "d" },
    ];
    for (const json of wrong) {
      const { hosting, joining, man } = await opened();
      await joining.knock();
      await man.put(1, json);
      expect((await joining.meet()).ok).toBe(false);
      await man.put(2, json);
      expect((await hosting.meet()).ok).toBe(false);
    }
    const { hosting, man } = await opened();
    await man.mail.put(0, suite.randomBytes(3_996));
    expect(await hosting.meet()).toEqual(notThis);
  });
});
