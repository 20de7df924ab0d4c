import { describe, expect, test } from "vitest";
import { boxes, deviceOf, entry, keyNamed, snapshotParts, type TestDevice } from "./test-device.ts";
import { openTestRelay, type TestRelay } from "./test-relay.ts";

const ask = async (relay: TestRelay, vault: unknown): Promise<Response> =>
  relay.ask("POST", "/v1/boxes", new TextEncoder().encode(JSON.stringify({ vault })));
const boxesOf = async (relay: TestRelay, device: TestDevice): Promise<Buffer> =>
  Buffer.from(await (await ask(relay, device.vault)).arrayBuffer());

describe("rule 57: boxes", () => {
  test("are those of the last rotation, without anything to show for it", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("anna");
    await device.rotate(0, keyNamed("anna 2"), [boxes("first"), entry("1")]);
    expect(await boxesOf(relay, device)).toEqual(boxes("first"));
    device.access = keyNamed("anna 2");
    await device.rotate(2, keyNamed("anna 3"), [boxes("second"), entry("2")]);
    expect(await boxesOf(relay, device)).toEqual(boxes("second"));
  });

  test("are a snapshot's own where none came after it", async () => {
    const relay = await openTestRelay();
    const device = await relay.entered("berta");
    await device.restart(0, 7, snapshotParts("carried", 2));
    expect(await boxesOf(relay, device)).toEqual(boxes("boxes of carried"));
  });

  test("of an unknown and of a deleted vault look like any, and are always the same", async () => {
    const relay = await openTestRelay();
    const nobody = deviceOf(relay, "nobody");
    const gone = await relay.entered("carla");
    await gone.rotate(0, keyNamed("carla 2"), [boxes("carla's")]);
    expect(await boxesOf(relay, gone)).toEqual(boxes("carla's"));
    gone.access = keyNamed("carla 2");
    expect((await gone.remove()).status).toBe(200);
    const seen = [await boxesOf(relay, nobody), await boxesOf(relay, gone)];
    for (const bytes of seen) {
      expect(bytes.subarray(0, 12)).toEqual(boxes().subarray(0, 12));
      expect(bytes).toHaveLength(1_024);
      expect(new Set(bytes.subarray(12)).size).toBeGreaterThan(200);
    }
    expect(seen[0]).not.toEqual(seen[1]);
    expect(await boxesOf(relay, nobody)).toEqual(seen[0]);
    expect(await boxesOf(relay, gone)).toEqual(seen[1]);
  });

  test("are refused to what is no id", async () => {
    const relay = await openTestRelay();
    for (const vault of [undefined, 4, "", "short", "!".repeat(22)]) {
      expect((await ask(relay, vault)).status).toBe(400);
    }
  });
});
