import { describe, expect, onTestFinished, test } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { boxes, deviceOf, entry, keyNamed, snapshotParts, type TestDevice } from "./test-device.ts";
import { openTestRelay, openTestStore, said, settled } from "./test-relay.ts";

interface Heard {
  readonly text: () => string;
  readonly heads: () => readonly number[];
  readonly isOver: () => boolean;
  leave(): Promise<void>;
}

/** Listens to a stream until the test ends. */
async function listenTo(device: TestDevice): Promise<Heard> {
  const answer = await device.send("GET", "/v1/events");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const reader = answer.body!.getReader();
  let text = "";
  let isOver = false;
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    isOver = true;
  })();
  const leave = async () => {
    await reader.cancel();
    await reading;
  };
  onTestFinished(leave);
  await settled();
  return {
    text: () => text,
    heads: () => [...text.matchAll(/^event: head\ndata: (\d+)\n\n/gm)].map(([, head]) => Number(head)),
    isOver: () => isOver,
    leave,
  };
}

describe("rule 49: a stream of events", () => {
  test("says where the head is on connecting, and at once whenever it moves, and nothing else", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    await device.append(0, entry("1"));
    const heard = await listenTo(device);
    expect(heard.text()).toBe("event: head\ndata: 1\n\n");
    await device.append(1, entry("2"), entry("3"));
    await device.append(1, entry("2"), entry("3"));
    await device.append(0, entry("not 1"));
    await device.send("PUT", "/v1/snapshot?at=1");
    await device.restart(3, 7, snapshotParts("seven"));
    await settled();
    expect(heard.text()).toBe("event: head\ndata: 1\n\nevent: head\ndata: 3\n\nevent: head\ndata: 7\n\n");
  });

  test("says nothing of other vaults", async () => {
    const relay = await openTestRelay();
    const [anna, berta] = [await relay.entered("anna"), await relay.entered("berta")];
    const heard = await listenTo(anna);
    await berta.append(0, entry("berta's"));
    await relay.pass(10_000);
    expect(heard.heads()).toEqual([0]);
  });

  test("hears of what another process did within two seconds", async () => {
    const { store } = await openTestStore();
    const [one, two] = [await openTestRelay({ store }), await openTestRelay({ store })];
    const device = await one.entered("anna");
    const there = deviceOf(two, "anna");
    there.token = device.token;
    const heard = await listenTo(device);
    await there.append(0, entry("1"));
    await settled();
    expect(heard.heads()).toEqual([0]);
    await one.pass(2_000);
    expect(heard.heads()).toEqual([0, 1]);
    await there.append(1, entry("2"));
    await one.pass(2_000);
    expect(heard.heads()).toEqual([0, 1, 2]);
    await there.rotate(2, keyNamed("next"), [boxes()]);
    await one.pass(2_000);
    expect(heard.isOver()).toBe(true);
  });

  test("never goes back, although a head that was read before a move is known after it", async () => {
    const { store } = await openTestStore();
    const waiting: (() => void)[] = [];
    let isSlow = false;
    const slow: Store = new Proxy(store, {
      get(target, name: keyof Store) {
        if (name !== "readVault" || !isSlow) return target[name];
        return async (vault: Uint8Array) => {
          const row = await store.readVault(vault);
          await new Promise<void>((resolve) => waiting.push(resolve));
          return row;
        };
      },
    });
    const relay = await openTestRelay({ store: slow });
    const device = await relay.entered("anna");
    const heard = await listenTo(device);
    isSlow = true;
    await relay.pass(2_000);
    await device.append(0, entry("1"));
    for (const go of waiting) go();
    await settled();
    expect([waiting.length, heard.heads()]).toEqual([1, [0, 1]]);
  });

  test("carries a comment every 25 s, so that a quiet stream is not taken for a dead one", async () => {
    const relay = await openTestRelay();
    const heard = await listenTo(await relay.entered("anna"));
    await relay.pass(76_000);
    expect(heard.text()).toBe(`event: head\ndata: 0\n\n${":\n\n".repeat(3)}`);
  });

  test.each<[string, (device: TestDevice) => Promise<unknown>]>([
    ["the access key is replaced", (device) => device.rotate(0, keyNamed("next"), [boxes()])],
    ["the vault is deleted", (device) => device.remove()],
  ])("ends when %s", async (_name, change) => {
    const relay = await openTestRelay();
    const [device, other] = [await relay.entered("anna"), await relay.entered("berta")];
    const [heard, others] = [await listenTo(device), await listenTo(other)];
    await change(device);
    await settled();
    expect([heard.isOver(), others.isOver()]).toEqual([true, false]);
    expect(heard.heads()).toEqual([0]);
  });

  test("ends with the session's hour", async () => {
    const relay = await openTestRelay({ pollMs: 600_000 });
    const device = await relay.entered("anna");
    await relay.pass(1_800_000);
    const heard = await listenTo(device);
    await relay.pass(1_799_000);
    expect(heard.isOver()).toBe(false);
    await relay.pass(1_000);
    expect(heard.isOver()).toBe(true);
  });

  test("is one of at most 8 of a vault; whoever leaves makes room", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const [first] = await Promise.all(Array.from({ length: 8 }, () => listenTo(device)));
    expect(await said(device.send("GET", "/v1/events"))).toEqual([429, { refused: "too-many" }]);
    expect((await listenTo(await relay.entered("berta"))).heads()).toEqual([0]);
    await first!.leave();
    await listenTo(device);
  });

  test("is one of so many in all", async () => {
    const relay = await openTestRelay({ streams: { perVault: 8, inAll: 2 } });
    const devices = await Promise.all(["anna", "berta", "carla"].map((name) => relay.entered(name)));
    await listenTo(devices[0]!);
    await listenTo(devices[1]!);
    expect(await said(devices[2]!.send("GET", "/v1/events"))).toEqual([429, { refused: "too-many" }]);
  });

  test("leaves no timer behind", async () => {
    const { store } = await openTestStore();
    let running = 0;
    const relay = await openTestRelay({
      store,
      later: () => {
        running += 1;
        return () => {
          running -= 1;
        };
      },
    });
    const device = await relay.entered("anna");
    const streams = [await listenTo(device), await listenTo(device)];
    expect(running).toBeGreaterThan(0);
    for (const stream of streams) await stream.leave();
    expect(running).toBe(0);
  });

  test("that nobody reads is let go", async () => {
    const relay = await openTestRelay({ rates: { writes: { perMinute: 1, burst: 1_000 } } });
    const device = await relay.entered("anna");
    const answer = await device.send("GET", "/v1/events");
    for (let head = 0; head < 80; head += 1) await device.append(head, entry(`${head}`));
    const reader = answer.body!.getReader();
    let heads = 0;
    while (!(await reader.read()).done) heads += 1;
    expect(heads).toBeLessThan(80);
  });

  test("tells nothing that asking for the log again and again does not", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    const heard = await listenTo(device);
    const polled: number[] = [];
    for (let head = 0; head < 10; head += 1) {
      await device.append(head, entry(`${head}`));
      const answer = await device.send("GET", `/v1/log?after=${head}`);
      polled.push(Number(new DataView(await answer.arrayBuffer()).getBigUint64(0)));
    }
    await settled();
    expect(heard.heads()).toEqual([0, ...polled]);
  });

  test("is not opened by HEAD", async () => {
    const relay = await openTestRelay({ streams: { perVault: 1, inAll: 1 } });
    const device = await relay.entered("anna");
    expect((await device.send("HEAD", "/v1/events")).status).toBe(400);
    expect((await listenTo(device)).heads()).toEqual([0]);
  });
});
