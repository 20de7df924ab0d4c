import { joinFrames } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";
import { boxes, deviceOf, entry, keyNamed, snapshotParts, type TestDevice } from "./test-device.ts";
import { feedOf, letterboxOf, queueOf } from "./test-letterbox.ts";
import { openTestRelay, type TestRelay } from "./test-relay.ts";

/** Everything of an answer that arrives. */
async function bytesOf(answer: Response): Promise<string> {
  return JSON.stringify([answer.status, [...answer.headers].toSorted(), await answer.text()]);
}

/** Somebody who knows the name of a vault that is there, and has another key. */
async function withAnotherKey(relay: TestRelay): Promise<TestDevice> {
  const device = deviceOf(relay, "anna");
  device.access = keyNamed("somebody");
  return device;
}

async function removedDevice(relay: TestRelay): Promise<TestDevice> {
  const device = await relay.entered("berta");
  await device.rotate(0, keyNamed("berta access 2"), [boxes()]);
  return device;
}

async function deletedVault(relay: TestRelay): Promise<TestDevice> {
  const device = await relay.entered("carla");
  await device.remove();
  return device;
}

describe("rule 43: an unknown vault, a deleted one, a removed device and a wrong key", () => {
  test("get the same bytes under the same headers, whatever they ask for", async () => {
    const relay = await openTestRelay();
    await relay.entered("anna");
    const askers = [
      deviceOf(relay, "nobody"),
      await withAnotherKey(relay),
      await removedDevice(relay),
      await deletedVault(relay),
    ];
    const answers = new Set<string>();
    for (const device of askers) {
      answers.add(await bytesOf(await device.openSession()));
      answers.add(await bytesOf(await device.rotate(0, keyNamed("x"), [boxes()])));
      answers.add(await bytesOf(await device.restart(0, 0, snapshotParts("x"))));
      answers.add(await bytesOf(await device.remove()));
      const root = keyNamed("another root");
      answers.add(await bytesOf(await device.openSession({ by: "root", key: root })));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('"unknown');
  });

  test("get them for the sessions they had, too", async () => {
    const relay = await openTestRelay();
    const answers = new Set<string>();
    for (const device of [await removedDevice(relay), await deletedVault(relay)]) {
      answers.add(await bytesOf(await device.send("GET", "/v1/log?after=0")));
      answers.add(await bytesOf(await device.append(0, entry("1"))));
      answers.add(await bytesOf(await device.append(1, entry("1"))));
      answers.add(await bytesOf(await device.send("GET", "/v1/events")));
      answers.add(await bytesOf(await device.send("GET", "/v1/snapshot")));
      answers.add(await bytesOf(await letterboxOf(relay, "grant").make(device)));
      answers.add(await bytesOf(await queueOf(relay, "grant").make(device)));
      answers.add(await bytesOf(await feedOf(relay, "subscriber").make(device)));
      answers.add(
        await bytesOf(await device.send("PUT", "/v1/snapshot?at=1", joinFrames(snapshotParts("x")))),
      );
    }
    expect(answers.size).toBe(1);
    // And these are the bytes that an unknown vault gets.
    expect(answers).toEqual(new Set([await bytesOf(await deviceOf(relay, "nobody").openSession())]));
  });

  test("take about as long: a key is checked where there is none", async () => {
    const relay = await openTestRelay();
    await relay.entered("anna");
    const askers = [await withAnotherKey(relay), deviceOf(relay, "nobody")];
    const times: [number[], number[]] = [[], []];
    const challenge = await askers[0]!.challenge();
    // In turns, so that a machine that is busy for a while is busy for both; the first rounds are slower for everybody.
    for (let turn = 0; turn < 120; turn += 1) {
      for (const [who, device] of askers.entries()) {
        const start = performance.now();
        await device.openSession({ challenge });
        if (turn >= 20) times[who]!.push(performance.now() - start);
      }
    }
    const [known, nobody] = times.map((all) => all.toSorted((x, y) => x - y)[50]!) as [number, number];
    // Coarse on purpose, because machines are busy; without the check it is about half.
    expect(nobody).toBeGreaterThan(known * 0.7);
    expect(known).toBeGreaterThan(nobody * 0.7);
  });
});

describe("what every answer of the API carries", () => {
  test.each([
    ["GET", "/v1/challenge"],
    ["GET", "/v1/log?after=0"],
    ["GET", "/v1/nothing"],
    ["POST", "/v1/vaults"],
    ["PATCH", "/v1/log"],
    ["HEAD", "/v1/challenge"],
    ["OPTIONS", "/v1/log"],
    ["GET", "/v1/letterbox/AAAAAAAAAAAAAAAAAAAAAA"],
    ["PUT", "/v1/queue/AAAAAAAAAAAAAAAAAAAAAA"],
    ["POST", "/v1/letterboxes"],
    ["POST", "/v1/feeds"],
    ["PUT", "/v1/feed/AAAAAAAAAAAAAAAAAAAAAA"],
    ["GET", "/v1/push-key"],
    ["GET", "/v1/"],
  ])("%s %s: any origin may read it, no cookie goes along, nobody keeps it", async (method, path) => {
    const { ask } = await openTestRelay();
    const { headers } = await ask(method, path, undefined, { origin: "https://app.example", cookie: "a=b" });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; /);
    expect(headers.has("access-control-allow-credentials")).toBe(false);
    expect(headers.has("set-cookie")).toBe(false);
    if (method !== "OPTIONS") expect(headers.get("cache-control")).toBe("no-store");
  });

  test("a browser that asks first is told what it may send", async () => {
    const { ask } = await openTestRelay();
    const answer = await ask("OPTIONS", "/v1/log?expect=0", undefined, {
      origin: "https://app.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-methods": "GET, POST, PUT, DELETE",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": "7200",
    });
  });

  test("what is not of the API keeps to its own origin", async () => {
    const { ask } = await openTestRelay();
    const { headers } = await ask("GET", "/healthz");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.has("access-control-allow-origin")).toBe(false);
    expect((await ask("OPTIONS", "/healthz")).status).toBe(405);
  });
});
