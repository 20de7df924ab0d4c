import { join } from "node:path";
import { expect, test } from "vitest";
import type { ApiParts } from "../../src/api/parts.ts";
import { openSqliteFile } from "../../src/store/sqlite-driver.ts";
import { type Store, StoreFailure } from "../../src/store/store.ts";
import { boxes, type deviceOf, entry, keyNamed, snapshotParts } from "./test-device.ts";
import { letter, letterboxOf, noticeFor, queueOf } from "./test-letterbox.ts";
import { openTestRelay, openTestStore, said, settled, type TestRelay } from "./test-relay.ts";

const storage = [503, { refused: "storage" }] as const;

/** A real store of which one call meets a failure of the world. */
async function failing(call: keyof Store, trouble: StoreFailure["trouble"], options: Partial<ApiParts> = {}) {
  const { store } = await openTestStore();
  const world = { fails: false };
  const fragile: Store = new Proxy(store, {
    get(target, name: keyof Store) {
      if (name !== call || !world.fails) return target[name];
      return () => Promise.reject(new StoreFailure(trouble));
    },
  });
  const relay = await openTestRelay({ ...options, store: fragile });
  return { relay, store, world };
}

test.each(["full", "read-only", "unreachable", "refused"] as const)(
  "a store that says %j is answered with storage, logged by that word, and asked again",
  async (trouble) => {
    const { relay, world } = await failing("append", trouble);
    const device = await relay.entered("anna");
    world.fails = true;
    expect(await said(device.append(0, entry("1")))).toEqual(storage);
    expect(relay.logged).toEqual([{ event: "storage", trouble }]);
    world.fails = false;
    expect(await said(device.append(0, entry("1")))).toEqual([200, { head: 1 }]);
  },
);

test("every route of a store that cannot be reached answers with storage", async () => {
  const calls = {
    createVault: (device) => device.create(),
    readVault: (device) => device.openSession(),
    claimChallenge: (device) => device.openSession(),
    append: (device) => device.append(0, entry("1")),
    readLog: (device) => device.send("GET", "/v1/log?after=0"),
    readSnapshot: (device) => device.send("GET", "/v1/snapshot"),
    rotate: (device) => device.rotate(0, keyNamed("next"), [boxes()]),
    restart: (device) => device.restart(0, 0, snapshotParts("s")),
    deleteVault: (device) => device.remove(),
    readMail: (device) => device.send("GET", "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0"),
    deleteMail: (device) => device.send("DELETE", "/v1/mail/AAAAAAAAAAAAAAAAAAAAAA"),
    createLetterbox: (device, relay) => letterboxOf(relay, "new").make(device),
    createQueue: (device, relay) => queueOf(relay, "new").make(device),
    readWriter: (_device, relay) => letterboxOf(relay, "there").put(1, letter("1")),
    putLetter: (_device, relay) => letterboxOf(relay, "there").put(1, letter("1")),
    readLetter: (_device, relay) => letterboxOf(relay, "there").read(),
    deleteLetterbox: (_device, relay) => letterboxOf(relay, "there").remove(),
    putQueue: (_device, relay) => queueOf(relay, "there").put(1, [noticeFor("1")]),
    readQueue: (_device, relay) => queueOf(relay, "there").read(),
    deleteQueue: (_device, relay) => queueOf(relay, "there").remove(),
  } satisfies Partial<
    Record<keyof Store, (device: ReturnType<typeof deviceOf>, relay: TestRelay) => Promise<Response>>
  >;
  for (const [call, ask] of Object.entries(calls)) {
    const { relay, world } = await failing(call as keyof Store, "unreachable");
    const device = await relay.entered("anna");
    await letterboxOf(relay, "there").make(device);
    await queueOf(relay, "there").make(device);
    world.fails = true;
    expect([call, ...(await said(ask(device, relay)))]).toEqual([call, ...storage]);
    expect(relay.logged).toEqual([{ event: "storage", trouble: "unreachable" }]);
  }
});

test("a secret that could not be had is asked for again", async () => {
  const { relay, world } = await failing("secret", "unreachable");
  world.fails = true;
  expect(await said(relay.ask("GET", "/v1/challenge"))).toEqual(storage);
  world.fails = false;
  expect((await relay.ask("GET", "/v1/challenge")).status).toBe(200);
});

test("rule 53: after a sync that failed nothing is acknowledged, and the process is told to end, once", async () => {
  let fatal = 0;
  const { relay, world } = await failing("append", "sync-failed", { onFatal: () => (fatal += 1) });
  const device = await relay.entered("anna");
  const events = await device.send("GET", "/v1/events");
  world.fails = true;
  expect(await said(device.append(0, entry("1")))).toEqual(storage);
  world.fails = false;
  for (const answer of [
    device.append(0, entry("1")),
    device.send("GET", "/v1/log?after=0"),
    device.send("GET", "/v1/events"),
    relay.ask("GET", "/v1/challenge"),
  ]) {
    expect(await said(answer)).toEqual(storage);
  }
  expect(fatal).toBe(1);
  expect(relay.logged).toEqual([{ event: "storage", trouble: "sync-failed" }]);
  // The stream has ended: its text can be read to the end.
  expect(await events.text()).toBe("event: head\ndata: 0\n\n");
  expect((await relay.ask("GET", "/healthz")).status).toBe(200);
});

test("rule 53: what was under way when the sync failed is not acknowledged either", async () => {
  const { store } = await openTestStore();
  const waiting: (() => void)[] = [];
  const slow: Store = new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === "rotate") return () => Promise.reject(new StoreFailure("sync-failed"));
      if (name !== "append") return target[name];
      return async (...args: Parameters<Store["append"]>) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return store.append(...args);
      };
    },
  });
  const relay = await openTestRelay({ store: slow });
  const device = await relay.entered("anna");
  const underWay = device.append(0, entry("1"));
  await settled();
  expect(await said(device.rotate(0, keyNamed("next"), [boxes()]))).toEqual(storage);
  for (const go of waiting) go();
  expect(await said(underWay)).toEqual(storage);
});

test("rule 48: bytes on disk that do not match their hash are never handed out", async () => {
  const { store, folder } = await openTestStore();
  const relay = await openTestRelay({ store });
  const device = await relay.entered("anna");
  await device.append(0, entry("1"));
  const damaged = entry("1");
  damaged[500]! ^= 1;
  const file = await openSqliteFile(join(folder, "tidetable.db"), { timeout: 1_000 });
  file.prepare("UPDATE entry SET envelope = ?").run(damaged);
  file.close();
  expect(await said(device.send("GET", "/v1/log?after=0"))).toEqual(storage);
  expect(relay.logged).toEqual([{ event: "storage", trouble: "corrupt" }]);
});
