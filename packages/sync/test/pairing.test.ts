import { beforeAll, describe, expect, test } from "vitest";
import { bytesFromJson, bytesFromText, joinBytes, jsonFromBytes } from "../src/bytes.ts";
import { hostPairing, isPairingSecret, joinPairing, newPairingSecret } from "../src/pairing.ts";
import { limits } from "../src/protocol.ts";
import { type Mail, mailAt } from "../src/relay-client.ts";
import { maxMembers } from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { Device } from "../src/vault-core.ts";
import { founded, type Household, pair, realSuite, stateText } from "./household.ts";
import { newDevice } from "./log-writer.ts";

const suite = realSuite(58);
type Home = Awaited<ReturnType<typeof founded>>;
let home: Home;
beforeAll(async () => {
  home = await founded(suite);
});

/** Somebody who has the link, and with it the mailbox and its key. */
async function between({ newWorld }: Household, secret: string) {
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
/** Both sides of a pairing, and what each shows. */
async function opened(secret = newPairingSecret(suite)) {
  const hosting = await hostPairing(home.world, home.vault, "r", secret);
  const joining = await joinPairing(home.newWorld(), "r", secret, "Laptop");
  return { secret, hosting, joining, man: await between(home, secret) };
}
const waiting = { ok: false, error: { kind: "waiting" } };
const notThis = { ok: false, error: { kind: "not-this-pairing" } };

describe("rules 75 to 78: letting a device in", () => {
  test("both see the same four words, and the newcomer then has everything", async () => {
    const other = await founded(realSuite(59));
    const laptop = await pair(other.vault, other.world, other.newWorld());
    expect(stateText(laptop)).toBe(stateText(other.vault));
    expect(laptop.devices().map(({ name, isThis }) => [name, isThis])).toEqual([
      ["Phone", false],
      ["Laptop", true],
    ]);
    expect(laptop.id).toBe(other.vault.id);
    expect(other.relay.mail.size).toBe(0);
  });

  test("each side waits for the other, however often it asks, and asking again changes nothing", async () => {
    const { hosting, joining } = await opened();
    expect(await hosting.meet()).toEqual(waiting);
    expect(await joining.meet()).toEqual(waiting);
    expect(await joining.enter()).toEqual(waiting);
    await joining.knock();
    expect(await joining.knock()).toMatchObject({ ok: true });
    expect(await hosting.meet()).toEqual(waiting);
    expect(await hosting.meet()).toEqual(waiting);
    const seen = [await joining.meet(), await joining.meet()];
    const met = [await hosting.meet(), await hosting.meet()];
    expect(seen[1]).toEqual(seen[0]);
    expect(met[1]).toEqual(met[0]);
    expect(met[0]).toMatchObject({ ok: true, value: seen[0]!.ok ? seen[0]!.value : null });
    expect(await joining.enter()).toEqual(waiting);
  });

  test("rule 76: every message has one length, below what a relay takes, and nothing in it can be read", async () => {
    const { hosting, joining } = await opened();
    const before = new Set(home.relay.mail.keys());
    await joining.knock();
    await hosting.meet();
    await joining.meet();
    const sent = [...home.relay.mail].filter(([path]) => !before.has(path)).map(([, body]) => body);
    expect(sent.map(({ length }) => length)).toEqual([3_996, 3_996, 3_996]);
    expect(3_996).toBeLessThanOrEqual(limits.mailBytes);
    for (const body of sent) expect(Buffer.from(body).includes("Laptop")).toBe(false);
  });

  test("rule 75: a secret is 16 bytes; nobody meets by another one", async () => {
    const { hosting, joining } = await opened();
    const other = await joinPairing(home.newWorld(), "r", newPairingSecret(suite), "Other");
    await other.knock();
    expect(await hosting.meet()).toEqual(waiting);
    await joining.knock();
    await hosting.meet();
    expect(await other.meet()).toEqual(waiting);
    for (const text of ["", "AAAA", `${newPairingSecret(suite)}A`, "not a secret"]) {
      expect(isPairingSecret(text)).toBe(false);
      await expect(joinPairing(home.newWorld(), "r", text, "X")).rejects.toThrow(RangeError);
    }
  });

  test("rule 79: a link that was closed lets nobody in, and what was in its mailbox is gone", async () => {
    const { hosting, joining, man } = await opened();
    await joining.knock();
    await hosting.meet();
    await hosting.close();
    expect(await man.read(0)).toBeNull();
    expect(await joining.meet()).toEqual(waiting);
  });

  test("rule 79: a second opener of the link does not get in beside the first", async () => {
    const { secret, hosting, joining } = await opened();
    const second = await joinPairing(home.newWorld(), "r", secret, "Second");
    await joining.knock();
    await second.knock();
    await hosting.meet();
    const seen = await joining.meet();
    const alsoSeen = await second.meet();
    const met = await hosting.meet();
    if (!met.ok || !seen.ok || !alsoSeen.ok) throw new Error("they should meet");
    expect(met.value.newcomer.name).toBe("Laptop");
    expect(alsoSeen.value.words).not.toEqual(met.value.words);
    await hosting.admit(met.value.newcomer);
    expect(await second.enter()).toEqual(notThis);
    expect(await joining.enter()).toMatchObject({ ok: true });
  });

  test("rule 7: a ninth device is not admitted, and the mailbox holds no welcome for it", async () => {
    const full = await founded(realSuite(60));
    for (let at = 1; at < maxMembers; at++) await full.vault.admit(await memberNamed(`Device ${at}`));
    const secret = newPairingSecret(suite);
    const hosting = await hostPairing(full.world, full.vault, "r", secret);
    const member = await memberNamed("Ninth");
    const refused = { ok: false, error: { kind: "not-admitted", because: "too-many-devices" } };
    expect(await hosting.admit(member)).toEqual(refused);
    expect(await (await between(full, secret)).read(3)).toBeNull();
  });
});

async function memberNamed(name: string) {
  const { id, sign, box } = await newDevice(suite, name);
  return { id, name, sign: base64urlFromBytes(sign.publicKey), box: base64urlFromBytes(box.publicKey) };
}

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
    const { hosting, joining, man } = await opened();
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
    await man.put(3, { box: base64urlFromBytes(box) });
    expect(await joining.enter()).toEqual(notThis);
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
