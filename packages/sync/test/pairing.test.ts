import { beforeAll, describe, expect, test } from "vitest";
import { hostPairing, isPairingSecret, joinPairing, newPairingSecret } from "../src/pairing.ts";
import { limits } from "../src/protocol.ts";
import { maxMembers } from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import { founded, pair, realSuite, stateText } from "./household.ts";
import { newDevice } from "./log-writer.ts";
import { between } from "./mailbox.ts";

const suite = realSuite(58);
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

  test("rule 75: a device that has a vault is refused, and nothing is written over it", async () => {
    const other = await founded(realSuite(66));
    const before = JSON.stringify([...other.world.store.values].sort());
    const secret = newPairingSecret(suite);
    const hosting = await hostPairing(home.world, home.vault, "r", secret);
    const pairing = async () => {
      const joining = await joinPairing(
        { ...other.world, transport: home.world.transport },
        "r",
        secret,
        "Second",
      );
      await joining.knock();
      await hosting.meet();
      await joining.meet();
      const met = await hosting.meet();
      if (met.ok) await hosting.admit(met.value.newcomer);
      return joining.enter();
    };
    await expect(pairing()).rejects.toThrow(/expects a store without a vault/);
    expect(JSON.stringify([...other.world.store.values].sort())).toBe(before);
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
