import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { joinFrames } from "@tidetable/sync/protocol";
import { expect, test } from "vitest";
import { calendar, sealedFeed } from "./sealed-feed.ts";
import { boxes, deviceOf, entry, hash, keyNamed, snapshotParts } from "./test-device.ts";
import { feedOf, letter, letterboxOf, noticeFor, queueOf } from "./test-letterbox.ts";
import { openTestRelay, openTestStore } from "./test-relay.ts";

const address = "203.0.113.77";
const agent = "canary-agent/1.0";
const canaryTitle = "canary title";
const mailbox = hash(Buffer.from("canary box")).subarray(0, 16);

test("rule 52: after every request there is, the log is empty, and no caller is anywhere on disk", async () => {
  const { store, folder } = await openTestStore();
  const relay = await openTestRelay({ store });
  const plainAsk = relay.ask;
  const headers = { "user-agent": agent, "x-forwarded-for": address, referer: "https://canary.example/" };
  const watched = {
    ...relay,
    ask: (method: string, path: string, body?: Uint8Array, more = {}) =>
      plainAsk(method, path, body, { ...headers, ...more }, { address }),
  };
  const device = deviceOf(watched, "anna");
  expect((await device.create()).status).toBe(200);
  await device.enter();
  await device.append(0, entry("1"), entry("2"));
  await device.append(7, entry("3"));
  await device.send("GET", "/v1/log?after=0");
  await device.send("PUT", "/v1/snapshot?at=1", joinFrames(snapshotParts("one")));
  await device.send("GET", "/v1/snapshot");
  await (await device.send("GET", "/v1/events")).body?.cancel();
  await device.openSession({ key: keyNamed("somebody") });
  const place = `/v1/mail/${mailbox.toString("base64url")}`;
  await watched.ask("PUT", `${place}/0`, Buffer.from("sealed"));
  await watched.ask("GET", `${place}/0`);
  await watched.ask("DELETE", place);
  const [box, queue] = [letterboxOf(watched, "grant"), queueOf(watched, "grant")];
  await box.make(device);
  await box.put(1, letter("1"));
  await box.read();
  await queue.make(device);
  await queue.put(1, [noticeFor("1")]);
  await queue.read();
  await letterboxOf(watched, "nobody").read();
  const feed = feedOf(watched, "subscriber");
  await feed.make(device);
  await feed.put(1, sealedFeed(feed.token, calendar(canaryTitle)));
  expect(await (await feed.fetch()).text()).toContain(canaryTitle);
  await feed.fetch("HEAD");
  await feedOf(watched, "nobody").fetch();
  await watched.ask("GET", "/v1/push-key");
  await watched.ask("POST", "/v1/session", Buffer.from(`canary ${device.vault}`));
  await watched.ask("GET", `/v1/nothing/${device.vault}?${device.vault}`);
  await device.restart(2, 2, snapshotParts("two"));
  await device.rotate(2, keyNamed("next"), [boxes()]);
  device.access = keyNamed("next");
  await device.remove();
  await store.totals();

  expect(relay.logged).toEqual([]);
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const canary of [
      address,
      "203.0.113",
      agent,
      "canary.example",
      canaryTitle,
      "20270304",
      device.token,
      feed.token,
    ]) {
      expect([file.name, canary, bytes.includes(canary)]).toEqual([file.name, canary, false]);
    }
    expect(bytes.includes(Buffer.from(feed.token, "base64url"))).toBe(false);
    // The address as the four bytes it is.
    expect(bytes.includes(Buffer.from(address.split(".").map(Number)))).toBe(false);
  }
});

test("rule 52: whatever goes wrong, an entry of the log has only words of the closed list", async () => {
  const { store } = await openTestStore();
  const relay = await openTestRelay({ store });
  const device = await relay.entered("anna");
  await store.close();
  await device.append(0, entry("1"));
  await device.send("GET", `/v1/log?after=0`);
  await device.openSession();
  expect(relay.logged.length).toBeGreaterThan(0);
  for (const logged of relay.logged) {
    expect(["storage", "fault"]).toContain(logged.event);
    expect(JSON.stringify(logged)).not.toMatch(/canary|\d/);
    expect(JSON.stringify(logged)).not.toContain(device.vault);
  }
});
