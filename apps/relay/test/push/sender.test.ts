import { createHash, createPublicKey, verify } from "node:crypto";
import type { Notice } from "@tidetable/sync/protocol";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startPostgres, type TestPostgres } from "../../../../test/postgres.ts";
import type { LogEntry } from "../../src/index.ts";
import { createPushServices } from "../../src/push/push-services.ts";
import { createPushSender } from "../../src/push/sender.ts";
import { pushKeyOf } from "../../src/push/vapid.ts";
import { openPostgresStore } from "../../src/store/postgres-store.ts";
import { type Store, StoreFailure } from "../../src/store/store.ts";
import { noticeFor, queueOf } from "../api/test-letterbox.ts";
import { host, openTestRelay, openTestStore } from "../api/test-relay.ts";
import { postgresPlace } from "../store/postgres-place.ts";
import { sampleId, sampleKey, someDay } from "../store/sample.ts";
import { type PushEndpoint, startPushEndpoint } from "./push-endpoint.ts";

const quarterMs = 900_000;
const hourMs = 3_600_000;
const noon = someDay * 24 + 12;

/** Timers that run when the test moves the clock, and numbers that come from a name. */
function worldAt(hour: number, name = "dice") {
  const time = { now: hour * hourMs };
  const waiting = new Map<object, { readonly at: number; readonly act: () => void }>();
  let drawn = 0;
  return {
    time,
    clock: () => time.now,
    randomBytes(count: number) {
      drawn += 1;
      return new Uint8Array(createHash("sha256").update(`${name} ${drawn}`).digest()).slice(0, count);
    },
    later(ms: number, act: () => void) {
      const key = {};
      waiting.set(key, { at: time.now + ms, act });
      return () => void waiting.delete(key);
    },
    waiting,
    /** Moves the clock on, from timer to timer, and waits after each for `settled`. */
    async pass(ms: number, settled: () => Promise<void>) {
      const end = time.now + ms;
      for (;;) {
        const [next] = [...waiting].filter(([, { at }]) => at <= end).toSorted((a, b) => a[1].at - b[1].at);
        if (next === undefined) break;
        waiting.delete(next[0]);
        time.now = Math.max(time.now, next[1].at);
        next[1].act();
        await settled();
      }
      time.now = end;
    },
  };
}

async function senderOn(
  store: Store,
  endpoint: PushEndpoint,
  { hour = noon, timeoutMs = 5_000, name = "dice", services = [endpoint.origin] } = {},
) {
  const world = worldAt(hour, name);
  const logged: LogEntry[] = [];
  const key = pushKeyOf(await store.secret("push", sampleKey("push")));
  const sender = createPushSender({
    store,
    ...world,
    log: (entry) => logged.push(entry),
    key,
    isPushService: createPushServices(services),
    contact: `https://${host}`,
    timeoutMs,
  });
  onTestFinished(() => sender.stop());
  return { ...world, sender, logged, key };
}

/** Notices in a queue of this name. */
async function fill(store: Store, name: string, notices: readonly Notice[], number = 1): Promise<void> {
  await store.createQueue(sampleId(name), sampleKey(name), someDay);
  await store.putQueue(sampleId(name), number, notices, someDay);
}

async function furnished(options?: Parameters<typeof senderOn>[2]) {
  const { store } = await openTestStore();
  const endpoint = await startPushEndpoint();
  const notice = (name: string, due = noon) => noticeFor(name, due, `${endpoint.origin}/${name}`);
  const stateOf = (name: string) => store.readQueue(sampleId(name));
  return { store, endpoint, notice, stateOf, ...(await senderOn(store, endpoint, options)) };
}

describe("rule 101: a notice", () => {
  test("is posted as it was left, with a token that the relay's key for push messages signed", async () => {
    const { store, endpoint, notice, sender, logged, stateOf } = await furnished();
    await fill(store, "anna", [notice("a"), notice("b"), notice("tomorrow", noon + 24)]);
    await sender.dispatch(0);
    expect(endpoint.delivered.map(({ path }) => path).toSorted()).toEqual(["/a", "/b"]);
    const relay = await openTestRelay({ store });
    const answer = await relay.ask("GET", "/v1/push-key");
    const pushKey = Buffer.from(await answer.arrayBuffer());
    const [x, y] = [pushKey.subarray(1, 33), pushKey.subarray(33)].map((part) => part.toString("base64url"));
    const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x!, y: y! }, format: "jwk" });
    for (const { method, path, headers, body } of endpoint.delivered) {
      expect(body).toEqual(Buffer.from(notice(path.slice(1)).message));
      expect([method, body.length]).toEqual(["POST", 1_024]);
      expect(headers).toMatchObject({
        "content-encoding": "aes128gcm",
        "content-length": "1024",
        ttl: "86400",
        urgency: "normal",
      });
      const [, head, claims, signature, k] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
        String(headers.authorization),
      )!;
      expect(Buffer.from(k!, "base64url")).toEqual(pushKey);
      const signed = Buffer.from(`${head}.${claims}`);
      const given = Buffer.from(signature!, "base64url");
      expect(verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, given)).toBe(true);
      expect(JSON.parse(Buffer.from(claims!, "base64url").toString())).toEqual({
        aud: endpoint.origin,
        exp: (noon + 12) * 3_600,
        sub: `https://${host}`,
      });
    }
    expect(await stateOf("anna")).toEqual({ number: 1, waiting: 1, isGone: false });
    expect(logged).toEqual([]);
  });

  test("is posted once, however often it is looked for", async () => {
    const { store, endpoint, notice, sender } = await furnished();
    await fill(store, "anna", [notice("a")]);
    await Promise.all([sender.dispatch(0), sender.dispatch(0)]);
    await sender.dispatch(0);
    expect(endpoint.delivered).toHaveLength(1);
  });

  test("says nothing by its size, its headers or its place: all are alike but for address and words", async () => {
    const { store, endpoint, notice, sender } = await furnished();
    const names = Array.from({ length: 12 }, (_, at) => `n${String(at).padStart(2, "0")}`);
    for (const name of names) await fill(store, name, [notice(name)]);
    await sender.dispatch(0);
    const shapes = endpoint.delivered.map(({ headers, body }) =>
      JSON.stringify([Object.entries({ ...headers, connection: "" }), body.length]),
    );
    expect(new Set(shapes).size).toBe(1);
    const order = endpoint.delivered.map(({ path }) => path.slice(1));
    expect(order.toSorted()).toEqual(names);
    const stored = names.toSorted((a, b) => Buffer.compare(sampleId(a), sampleId(b)));
    expect(order).not.toEqual(stored);
    expect(order).not.toEqual(names);
  });

  test("that its owner replaced in the meantime goes out as she left it last", async () => {
    const { store, endpoint, notice, sender, pass, waiting } = await furnished();
    await fill(store, "anna", [notice("old")]);
    const dispatched = sender.dispatch(quarterMs);
    await until(() => waiting.size === 1);
    await fill(store, "anna", [notice("new")], 2);
    await pass(quarterMs, () => until(() => endpoint.delivered.length === 1));
    await dispatched;
    expect(endpoint.delivered.map(({ path }) => path)).toEqual(["/new"]);
  });
});

const settledFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Waits for what real disks and sockets take; at most some seconds, and then the test says what is missing. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !holds(); turn += 1) await settledFor(5);
}

describe("rule 101: within the quarter of an hour after its due hour begins", () => {
  test("each is posted at a time of its own, drawn anew, and none after the quarter", async () => {
    const { store, endpoint, notice } = await furnished();
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const name of names) await fill(store, name, [notice(name, noon + 1)]);
    const times: number[] = [];
    const watched: Store = new Proxy(store, {
      get(target, name: keyof Store) {
        if (name === "takeNotice") times.push(time.now - (noon + 1) * hourMs);
        return target[name];
      },
    });
    const { sender, time, pass, waiting } = await senderOn(watched, endpoint);
    sender.start();
    await pass(hourMs - 1, () => settledFor(5));
    expect(times).toEqual([]);
    // The next quarter's timer, and the next notice's while there is one.
    const isSettled = () => waiting.size === (times.length < names.length ? 2 : 1);
    await pass(quarterMs, () => until(isSettled));
    expect(times).toHaveLength(6);
    for (const at of times) expect(at).toBeLessThan(quarterMs);
    expect(Math.min(...times)).toBeGreaterThan(0);
    expect(new Set(times).size).toBe(6);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(quarterMs / 4);
    await until(() => endpoint.delivered.length === 6);
    expect(endpoint.delivered.map(({ path }) => path.slice(1)).toSorted()).toEqual(names);
  });

  test("three hours late at the most: a relay that was away tells nobody of yesterday", async () => {
    const { store, endpoint, notice, sender, stateOf } = await furnished();
    await fill(store, "anna", [notice("3", noon - 3), notice("4", noon - 4), notice("24", noon - 24)]);
    await sender.dispatch(0);
    expect(endpoint.delivered.map(({ path }) => path)).toEqual(["/3"]);
    expect(await stateOf("anna")).toMatchObject({ waiting: 0 });
  });
});

describe("what a push service says", () => {
  test.each([401, 403, 404, 410])(
    "rule 103: %i is that nobody listens any more, which its owner can read",
    async (status) => {
      const { store, endpoint, notice, sender, stateOf } = await furnished();
      endpoint.answer = status;
      await fill(store, "anna", [notice("a"), notice("a", noon + 24)]);
      await fill(store, "berta", [notice("b", noon + 24)]);
      await sender.dispatch(0);
      expect(await stateOf("anna")).toEqual({ number: 1, waiting: 1, isGone: true });
      expect(await stateOf("berta")).toEqual({ number: 1, waiting: 1, isGone: false });
    },
  );

  test.each<[string, PushEndpoint["answer"]]>([
    ["500", 500],
    ["503", 503],
    ["429", 429],
    ["nothing in time", "silence"],
  ])("%s puts it back, for each of the three hours that follow, and then no more", async (_name, answer) => {
    const { store, endpoint, notice, sender, time, stateOf } = await furnished({ timeoutMs: 60 });
    endpoint.answer = answer;
    await fill(store, "anna", [notice("a")]);
    for (let tries = 1; tries <= 4; tries += 1) {
      await sender.dispatch(0);
      await sender.dispatch(0);
      expect(endpoint.delivered).toHaveLength(tries);
      expect(await stateOf("anna")).toMatchObject({ waiting: tries < 4 ? 1 : 0, isGone: false });
      time.now += hourMs;
    }
    await sender.dispatch(0);
    expect(endpoint.delivered).toHaveLength(4);
  });

  test("a service that cannot be reached puts it back, and what comes of it later is posted", async () => {
    const { store, endpoint, notice, sender, time, stateOf } = await furnished();
    const nobody = { ...endpoint, origin: "http://127.0.0.1:9" };
    const other = await senderOn(store, endpoint, { services: [nobody.origin, endpoint.origin] });
    await fill(store, "anna", [noticeFor("a", noon, `${nobody.origin}/a`), notice("b")]);
    endpoint.answer = 502;
    await other.sender.dispatch(0);
    expect(await stateOf("anna")).toMatchObject({ waiting: 2 });
    endpoint.answer = 201;
    time.now += hourMs;
    other.time.now += hourMs;
    await other.sender.dispatch(0);
    expect(await stateOf("anna")).toMatchObject({ waiting: 1 });
    expect(endpoint.delivered.map(({ path }) => path)).toEqual(["/b", "/b"]);
    await sender.dispatch(0);
  });

  test.each([400, 413])("%i is the end of that one notice", async (status) => {
    const { store, endpoint, notice, sender, stateOf } = await furnished();
    endpoint.answer = status;
    await fill(store, "anna", [notice("a")]);
    await sender.dispatch(0);
    expect(await stateOf("anna")).toEqual({ number: 1, waiting: 0, isGone: false });
  });

  test("whoever sends the relay elsewhere is not followed", async () => {
    const { store, endpoint, notice, sender, stateOf } = await furnished();
    const elsewhere = await startPushEndpoint();
    for (const status of [301, 302, 307, 308]) {
      endpoint.answer = { status, location: `${elsewhere.origin}/stolen` };
      await fill(store, "anna", [notice("a")], status);
      await sender.dispatch(0);
    }
    expect(endpoint.delivered).toHaveLength(4);
    expect(elsewhere.delivered).toEqual([]);
    expect(await stateOf("anna")).toMatchObject({ waiting: 0, isGone: false });
  });

  test("an answer that never ends is not listened to", async () => {
    const { store, endpoint, notice, sender } = await furnished();
    endpoint.answer = "flood";
    await fill(store, "anna", [notice("a")]);
    await sender.dispatch(0);
    const flooded = endpoint.flooded();
    await settledFor(100);
    expect(endpoint.flooded() - flooded).toBeLessThan(2 ** 20);
    expect(endpoint.delivered).toHaveLength(1);
  });

  test("a service that was struck off in the meantime is not called any more", async () => {
    const { store, endpoint, notice } = await furnished();
    await fill(store, "anna", [notice("a")]);
    const { sender } = await senderOn(store, endpoint, { services: [] });
    await sender.dispatch(0);
    expect(endpoint.delivered).toEqual([]);
  });
});

describe("a relay that ends, or fails", () => {
  test("takes no notice out that its time had not come for, and waits for what is under way", async () => {
    const { store, endpoint, notice, sender, waiting, stateOf } = await furnished();
    for (const name of ["a", "b", "c"]) await fill(store, name, [notice(name)]);
    const dispatched = sender.dispatch(quarterMs);
    sender.start();
    await until(() => waiting.size === 2);
    await sender.stop();
    await dispatched;
    expect(endpoint.delivered).toEqual([]);
    expect(waiting.size).toBe(0);
    for (const name of ["a", "b", "c"]) expect(await stateOf(name)).toMatchObject({ waiting: 1 });
    await sender.dispatch(0);
    sender.start();
    expect([endpoint.delivered.length, waiting.size]).toEqual([0, 0]);
  });

  test("a store that fails is logged by that word alone, and asked again the next time", async () => {
    const { store, endpoint, notice } = await furnished();
    await fill(store, "anna", [notice("a")]);
    const fails = new Set(["dueNotices"]);
    const fragile: Store = new Proxy(store, {
      get(target, name: keyof Store) {
        return fails.has(name) ? () => Promise.reject(new StoreFailure("unreachable")) : target[name];
      },
    });
    const { sender, logged } = await senderOn(fragile, endpoint);
    await sender.dispatch(0);
    fails.clear();
    fails.add("takeNotice");
    await sender.dispatch(0);
    expect(logged).toEqual(Array(2).fill({ event: "storage", trouble: "unreachable" }));
    fails.clear();
    await sender.dispatch(0);
    expect(endpoint.delivered).toHaveLength(1);
    expect(logged).toHaveLength(2);
  });
});

describe("two relays on one PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  test("rule 101: each notice goes out once, and both do their part; their key is one", async () => {
    const { address, folder } = await postgresPlace(server);
    const endpoint = await startPushEndpoint();
    const open = async () => {
      const store = await openPostgresStore({ address, folder, connections: 4 });
      onTestFinished(() => store.close());
      return store;
    };
    const stores = [await open(), await open()] as const;
    const names = Array.from({ length: 30 }, (_, at) => `n${at}`);
    for (const name of names) {
      const two = ["x", "y"].map((end) => noticeFor(name, noon, `${endpoint.origin}/${name}${end}`));
      await fill(stores[0], name, two);
    }
    const taken = [0, 0];
    const senders = await Promise.all(
      stores.map((store, at) => {
        const counting: Store = new Proxy(store, {
          get(target, name: keyof Store) {
            if (name !== "takeNotice") return target[name];
            return async (...asked: Parameters<Store["takeNotice"]>) => {
              const found = await target.takeNotice(...asked);
              if (found !== null) taken[at]! += 1;
              return found;
            };
          },
        });
        return senderOn(counting, endpoint, { name: `dice ${at}` });
      }),
    );
    await Promise.all(senders.map(({ sender }) => sender.dispatch(0)));
    const paths = endpoint.delivered.map(({ path }) => path);
    expect(paths.toSorted()).toEqual(names.flatMap((name) => [`/${name}x`, `/${name}y`]).toSorted());
    expect(taken[0]! + taken[1]!).toBe(60);
    expect(Math.min(...taken)).toBeGreaterThan(0);
    expect(senders[0]!.key.publicKey).toEqual(senders[1]!.key.publicKey);
    for (const { logged } of senders) expect(logged).toEqual([]);
  });
});

test("rule 103: what the sender learns is what the queue's writer reads", async () => {
  const { store } = await openTestStore();
  const endpoint = await startPushEndpoint();
  endpoint.answer = 410;
  const relay = await openTestRelay({ store, pushServices: [endpoint.origin] });
  const queue = queueOf(relay, "grant");
  await queue.make(await relay.entered("anna"));
  const hour = Math.floor(relay.time.now / hourMs);
  await queue.put(1, [noticeFor("a", hour, `${endpoint.origin}/a`)]);
  const { sender } = await senderOn(store, endpoint, { hour });
  await sender.dispatch(0);
  expect(await (await queue.read()).json()).toEqual({ number: 1, waiting: 0, gone: true });
});
