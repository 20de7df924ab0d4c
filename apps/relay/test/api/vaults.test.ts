import { describe, expect, test } from "vitest";
import { inviteText } from "../../src/index.ts";
import { deviceOf, json, keyNamed } from "./test-device.ts";
import { openTestRelay, openTestStore, said } from "./test-relay.ts";

const unknown = [404, { refused: "unknown" }] as const;
const session = [401, { refused: "session" }] as const;
const malformed = [400, { refused: "malformed" }] as const;

describe("rule 41: a challenge", () => {
  test("can be answered once", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const proof = json(await device.proof("session"));
    expect((await relay.ask("POST", "/v1/session", proof)).status).toBe(200);
    expect(await said(relay.ask("POST", "/v1/session", proof))).toEqual(session);
  });

  test("can be answered once when both answers come together", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const proof = json(await device.proof("session"));
    const both = await Promise.all([0, 1].map(() => relay.ask("POST", "/v1/session", proof)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test("can be answered for 300 s", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const [inTime, tooOld] = [await device.proof("session"), await device.proof("session")];
    relay.time.now += 300_000;
    expect((await relay.ask("POST", "/v1/session", json(inTime))).status).toBe(200);
    relay.time.now += 1;
    expect(await said(relay.ask("POST", "/v1/session", json(tooOld)))).toEqual(session);
  });

  test("answered before midnight is not forgotten by the sweep of the next day", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    relay.time.now = Date.UTC(2027, 2, 1, 23, 59);
    const proof = json(await device.proof("session"));
    expect((await relay.ask("POST", "/v1/session", proof)).status).toBe(200);
    relay.time.now = Date.UTC(2027, 2, 2, 0, 1);
    await relay.store.sweep(Math.floor(relay.time.now / 86_400_000));
    expect(await said(relay.ask("POST", "/v1/session", proof))).toEqual(session);
  });

  test("of another relay, or changed in any bit, is none of ours", async () => {
    const [relay, other] = [await openTestRelay(), await openTestRelay()];
    const device = await relay.entered("anna");
    const foreign = await deviceOf(other, "anna").challenge();
    expect(await said(device.openSession({ challenge: foreign }))).toEqual(session);
    const own = await device.challenge();
    for (const at of [0, 12, 40, own.length - 1]) {
      const changed = `${own.slice(0, at)}${own[at] === "A" ? "B" : "A"}${own.slice(at + 1)}`;
      expect(await said(device.openSession({ challenge: changed }))).toEqual(session);
    }
    expect(await said(device.openSession({ challenge: `${own}=` }))).toEqual(session);
    expect(await said(device.openSession({ challenge: "" }))).toEqual(session);
  });

  test("is answered by any process of the relay", async () => {
    const { store } = await openTestStore();
    const [one, two] = [await openTestRelay({ store }), await openTestRelay({ store })];
    const device = await one.entered("anna");
    const proof = json(await device.proof("session"));
    expect((await two.ask("POST", "/v1/session", proof)).status).toBe(200);
    expect(await said(one.ask("POST", "/v1/session", proof))).toEqual(session);
  });
});

describe("rule 41: a proof", () => {
  test.each([
    ["for another relay", { host: "other.example" }],
    ["for another port", { host: "relay.example" }],
    ["of another purpose", { purpose: "delete" as const }],
    ["with a detail where none belongs", { detail: "AAAA" }],
    ["by another key", { key: keyNamed("somebody") }],
  ])("%s proves nothing", async (_name, options) => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    expect(await said(device.openSession(options))).toEqual(unknown);
  });

  test("for one vault does not serve another", async () => {
    const relay = await openTestRelay();
    const [anna, berta] = [await relay.entered("anna"), await relay.entered("berta")];
    expect(await said(anna.openSession({ vault: berta.vault }))).toEqual(unknown);
    const proof = await anna.proof("session");
    expect(await said(relay.ask("POST", "/v1/session", json({ ...proof, vault: berta.vault })))).toEqual(
      unknown,
    );
  });

  test("that did not hold leaves the challenge to whoever can answer it", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const challenge = await device.challenge();
    expect(await said(device.openSession({ challenge, key: keyNamed("somebody") }))).toEqual(unknown);
    expect((await device.openSession({ challenge })).status).toBe(200);
  });

  test("counts for the host of the request where no other is configured", async () => {
    const relay = await openTestRelay({ publicHost: undefined });
    const device = await relay.entered("anna");
    expect((await device.openSession()).status).toBe(200);
    expect(await said(device.openSession({ host: "other.example" }))).toEqual(unknown);
  });
});

describe("rule 42: a session", () => {
  test("is opened by the access key, or by the root key, whose hash is the vault's id", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    for (const by of ["access", "root"] as const) {
      expect(await device.enter({ by })).toMatchObject({ head: 0, snapshot: 0 });
      expect((await device.send("GET", "/v1/log?after=0")).status).toBe(200);
    }
    const other = keyNamed("berta root");
    const proof = await device.proof("session", { by: "root", key: other });
    const named = { ...proof, root: other.publicKey.toString("base64url") };
    expect(await said(relay.ask("POST", "/v1/session", json(named)))).toEqual(unknown);
  });

  test("lasts an hour, in any process of the relay", async () => {
    const { store } = await openTestStore();
    const [one, two] = [await openTestRelay({ store }), await openTestRelay({ store })];
    const device = await one.entered("anna");
    const there = deviceOf(two, "anna");
    there.token = device.token;
    two.time.now += 3_599_999;
    expect((await there.send("GET", "/v1/log?after=0")).status).toBe(200);
    two.time.now += 1;
    expect(await said(there.send("GET", "/v1/log?after=0"))).toEqual(session);
  });

  test.each([
    ["none", {}],
    ["another scheme", { authorization: "Bearer AAAA" }],
    ["an invented one", { authorization: `Tidetable ${"A".repeat(87)}` }],
    ["half of one", { authorization: "Tidetable " }],
  ])("with %s is none", async (_name, headers) => {
    const relay = await openTestRelay();
    for (const [method, path] of [
      ["GET", "/v1/log?after=0"],
      ["POST", "/v1/log?expect=0"],
      ["GET", "/v1/events"],
      ["GET", "/v1/snapshot"],
      ["PUT", "/v1/snapshot?at=1"],
    ] as const) {
      expect(await said(relay.ask(method, path, undefined, headers))).toEqual(session);
    }
  });

  test("whose token was changed in any bit is none", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const { token } = device;
    for (let at = 0; at < token.length; at += 7) {
      device.token = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual(session);
    }
    // A challenge is signed with the same secret, and is no token.
    device.token = await device.challenge();
    expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual(session);
  });

  test("ends with every rotation; the next needs the new key, or the root's", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const old = device.token;
    const next = keyNamed("anna access 2");
    expect(await said(device.rotate(0, next, [boxesOf()]))).toEqual([200, { head: 1 }]);
    expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual(unknown);
    expect(await said(device.openSession())).toEqual(unknown);
    expect(await device.enter({ by: "root" })).toMatchObject({ head: 1 });
    device.access = next;
    await device.enter();
    expect((await device.send("GET", "/v1/log?after=0")).status).toBe(200);
    device.token = old;
    for (const [method, path] of [
      ["GET", "/v1/events"],
      ["GET", "/v1/snapshot"],
    ] as const) {
      expect(await said(device.send(method, path))).toEqual(unknown);
    }
    expect(await said(device.append(1, boxesOf()))).toEqual(unknown);
  });
});

describe("rule 44: making a vault", () => {
  test("answers with the head, which may be above 0 for one that moves here", async () => {
    const relay = await openTestRelay();
    const device = deviceOf(relay, "anna");
    expect(await said(device.create({ head: 41 }))).toEqual([200, { head: 41 }]);
    expect(await device.enter()).toMatchObject({ head: 41, snapshot: 0 });
  });

  test("a name that is there, or was deleted here, is taken", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    expect(await said(device.create())).toEqual([409, { refused: "taken" }]);
    expect((await device.remove()).status).toBe(200);
    expect(await said(device.create())).toEqual([409, { refused: "taken" }]);
    expect(await relay.store.totals()).toMatchObject({ vaults: 0 });
  });

  test("needs a root key whose hash the name is (rule 2), and its charter (rule 3)", async () => {
    const relay = await openTestRelay();
    const [anna, berta] = [deviceOf(relay, "anna"), deviceOf(relay, "berta")];
    expect(await said(anna.create({ vault: berta.vault }))).toEqual(malformed);
    expect(await said(anna.create({ root: berta.root.publicKey.toString("base64url") }))).toEqual(malformed);
    expect(await said(anna.create({ charter: (await berta.creation()).charter }))).toEqual(unknown);
    expect(await relay.store.countVaults()).toBe(0);
  });

  test.each([
    ["for another relay", { host: "other.example" }],
    ["of another purpose", { purpose: "session" as const }],
    ["of another head", { detail: "AAAA" }],
    ["by another key", { key: keyNamed("somebody") }],
  ])("a proof %s makes none", async (_name, options) => {
    const relay = await openTestRelay();
    expect(await said(deviceOf(relay, "anna").create({}, options))).toEqual(unknown);
    expect(await relay.store.countVaults()).toBe(0);
  });

  test("a creation that is sent twice makes one vault, and says so", async () => {
    const relay = await openTestRelay();
    const creation = json(await deviceOf(relay, "anna").creation());
    expect((await relay.ask("POST", "/v1/vaults", creation)).status).toBe(200);
    expect(await said(relay.ask("POST", "/v1/vaults", creation))).toEqual(session);
  });

  test("anybody may make the first; the others need the invite, however it is typed", async () => {
    const { store } = await openTestStore();
    const relay = await openTestRelay({ store, invite: undefined });
    const firsts = await Promise.all(["anna", "berta"].map((name) => deviceOf(relay, name).create()));
    expect(firsts.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    const carla = deviceOf(relay, "carla");
    expect(await said(carla.create({ invite: "0000-0000-0000-0000" }))).toEqual([403, { refused: "invite" }]);
    const invite = inviteText(await store.secret("invite", new Uint8Array(32)));
    expect(invite).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect((await carla.create({ invite: ` ${invite.toLowerCase().replaceAll("-", " ")}` })).status).toBe(
      200,
    );
  });

  test("where the relay says so, the first needs the invite too", async () => {
    const { store } = await openTestStore();
    const relay = await openTestRelay({ store, invite: "always" });
    const device = deviceOf(relay, "anna");
    expect(await said(device.create())).toEqual([403, { refused: "invite" }]);
    const invite = inviteText(await store.secret("invite", new Uint8Array(32)));
    expect((await device.create({ invite })).status).toBe(200);
  });
});

const boxesOf = () =>
  Buffer.concat([Buffer.from([0x54, 0x44, 1, 3, 1, 0, 0, 0, 0, 0, 0, 2]), Buffer.alloc(1_012)]);
