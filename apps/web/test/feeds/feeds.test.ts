import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, calendarDate } from "@tidetable/diary";
import { openRelay } from "@tidetable/relay";
import { feedAt, feedPath, recoverVault, type Transport, type Vault } from "@tidetable/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemoryStore, worldOf } from "../../../../packages/sync/test/simulation/memory-device.ts";
import type { NewFeed } from "../../src/feeds/changing-feeds.ts";
import type { Feed } from "../../src/feeds/stored-feed.ts";
import { deleteAllShared } from "../../src/sharing/leaving.ts";
import { feedNames } from "../../src/sharing/names.ts";
import { type OwnerInNode, openOwner, suite } from "../sharing/owner-in-node.ts";

// The owner's calendar feeds over a real vault and real relays, read as a calendar program reads them.

const firstDay = calendarDate("2027-03-04");
const daySeconds = 86_400;
let now = 0;
let folders: string[] = [];
let relays: Record<string, Awaited<ReturnType<typeof openRelay>>> = {};
/** Requests about feeds, as method, address without its id, and bytes. */
let asked: string[] = [];
/** What happens, once, before a feed is put. */
let beforePut: () => Promise<void> = async () => {};

async function startRelay(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tidetable-feeds-"));
  folders.push(folder);
  relays[name] = await openRelay({
    files: new Map(),
    dataFolder: folder,
    clock: () => now * 1000,
    invite: "open",
    log: () => {},
  });
}

beforeEach(async () => {
  now = Date.parse("2027-03-04T09:00:00Z") / 1000;
  asked = [];
  await startRelay("r");
});
afterEach(async () => {
  for (const relay of Object.values(relays)) await relay.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  [relays, folders] = [{}, []];
});

const transportTo = (name: string): Transport => ({
  host: `${name}.localhost:4800`,
  async send({ method, path, headers, body }) {
    const relay = relays[name];
    if (!relay) return null;
    if (method === "PUT" && path.startsWith("/v1/feed")) {
      const act = beforePut;
      beforePut = async () => {};
      await act();
    }
    if (path.startsWith("/v1/feed"))
      asked.push(`${method} ${path.replace(/\/[\w-]{22}$/, "")} ${body?.length ?? 0}`);
    const answer = await relay.relay.request(`http://${name}.localhost:4800${path}`, {
      method,
      headers: { ...headers, host: `${name}.localhost:4800` },
      body,
    });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  },
});

/** What a calendar program gets at a feed's address: the text, or the status. */
async function read({ relay, keys }: Feed): Promise<string | number> {
  const answer = await relays[relay]!.relay.request(`http://${relay}.localhost:4800${feedPath(keys.token)}`);
  return answer.status === 200 ? answer.text() : answer.status;
}

const starts = ["2026-11-17", "2026-12-15", "2027-01-14", "2027-02-12"];
const bleeding = (date: string) => ({ record: `day/${date}`, field: "bleeding", value: "medium" });

async function ownerWithDiary(): Promise<OwnerInNode> {
  const owner = await openOwner(
    "r",
    transportTo,
    () => now,
    (seconds) => {
      now += seconds;
    },
  );
  await owner.record(starts.map(bleeding));
  return owner;
}

const wanted: NewFeed = {
  name: "Work laptop",
  what: ["forecast"],
  titles: "neutral",
  horizonDays: 60,
  days: 90,
};

/** Another device of the same vault, let in by the words. */
async function secondDevice(owner: OwnerInNode, alone = false): Promise<Vault> {
  const world = worldOf(suite, new MemoryStore(), () => Math.floor(now), transportTo);
  const recovered = await recoverVault(world, owner.entropy, { name: "New phone", relay: "r", alone });
  if (!recovered.ok) throw new Error(recovered.error.kind);
  return recovered.value;
}

async function feedOf(owner: OwnerInNode, changes: Partial<NewFeed> = {}): Promise<Feed> {
  expect(await owner.sharing.makeFeed({ ...wanted, ...changes })).toBe(null);
  const feed = owner.sharing.feeds.value.find(({ name }) => name === (changes.name ?? wanted.name));
  if (!feed) throw new Error("the feed should be there");
  return feed;
}

const linesOf = (text: string | number, name: string): readonly string[] =>
  String(text)
    .split("\r\n")
    .filter((line) => line.startsWith(name))
    .map((line) => line.slice(name.length + 1));

describe("rule 112: a feed that was made", () => {
  test("tells the next start in neutral words, from the round that follows", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    const text = await read(feed);
    expect(linesOf(text, "SUMMARY")).toEqual(["note"]);
    expect(linesOf(text, "DTSTART;VALUE=DATE")[0]).toMatch(/^202703\d\d$/);
    expect(text).not.toMatch(/Tidetable|tidetable|period|Work laptop/);
    expect((await owner.sharing.log())[0]).toMatchObject({ kind: "feed-made", who: "Work laptop" });
  });

  test("is left anew with every round that sends something and the first of a day, at one length, changed or not", async () => {
    const owner = await ownerWithDiary();
    await feedOf(owner);
    await owner.open();
    asked = [];
    await owner.open();
    expect(asked).toEqual([]);
    await owner.record([{ record: "day/2027-03-04", field: "note", value: "x" }]);
    expect(asked).toEqual(["PUT /v1/feed 4184"]);
    now += daySeconds;
    await owner.open();
    expect(asked).toEqual(["PUT /v1/feed 4184", "PUT /v1/feed 4184"]);
    await owner.record([bleeding("2027-03-09")]);
    expect(new Set(asked).size).toBe(1);
  });

  test("keeps an entry's id while the forecast moves, and for a second device too", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    const before = await read(feed);
    await owner.record([
      { record: "day/2027-02-12", field: "bleeding", value: null },
      bleeding("2027-02-09"),
    ]);
    const after = await read(feed);
    expect(linesOf(after, "UID").length).toBeGreaterThan(0);
    expect(linesOf(before, "DTSTART;VALUE=DATE")).not.toEqual(linesOf(after, "DTSTART;VALUE=DATE"));
    // Without what was remembered the ids are the same: they follow from the secret.
    await owner.vault.edit([{ record: feedNames(feed.id).memory, field: "", value: null }]);
    now += daySeconds;
    await owner.open();
    const again = await read(feed);
    const alive = linesOf(again, "UID");
    expect(alive.every((uid) => linesOf(after, "UID").includes(uid))).toBe(true);
  });

  test("tells plans and schedules only where they were chosen, and their names only in full titles", async () => {
    const owner = await ownerWithDiary();
    const plan = {
      id: "plan-1",
      name: "Lisbon",
      first: "2027-03-20",
      last: "2027-03-24",
      avoid: { bleeding: true, daysBefore: 0 },
      stakes: "fine",
      between: null,
      said: null,
    };
    await owner.record([{ record: "plan/plan-1", field: "", value: plan }]);
    const without = await feedOf(owner);
    const neutral = await feedOf(owner, { name: "b", what: ["plans"] });
    const plain = await feedOf(owner, { name: "c", what: ["plans"], titles: "plain" });
    expect(linesOf(await read(without), "DTSTART;VALUE=DATE")).not.toContain("20270320");
    expect(linesOf(await read(neutral), "DTSTART;VALUE=DATE")).toEqual(["20270320"]);
    expect(linesOf(await read(neutral), "SUMMARY")).toEqual(["note"]);
    expect(linesOf(await read(plain), "SUMMARY")).toEqual(["plan Lisbon"]);
  });

  test("does not become shorter again once it was longer", async () => {
    const owner = await ownerWithDiary();
    const plan = (at: number) => ({
      record: `plan/plan-${at}`,
      field: "",
      value: {
        id: `plan-${at}`,
        name: `Journey number ${at}`,
        first: addDays(firstDay, at),
        last: addDays(firstDay, at + 1),
        avoid: { bleeding: true, daysBefore: 0 },
        stakes: "fine",
        between: null,
        said: null,
      },
    });
    const many = Array.from({ length: 20 }, (_, at) => plan(at + 1));
    await owner.record(many);
    const feed = await feedOf(owner, { what: ["plans"], titles: "plain" });
    expect(linesOf(await read(feed), "SUMMARY")).toHaveLength(20);
    expect(asked.at(-1)).toBe("PUT /v1/feed 16472");
    await owner.record(many.map(({ record }) => ({ record, field: "", value: null })));
    now += 40 * daySeconds;
    await owner.open();
    expect(linesOf(await read(feed), "STATUS").filter((status) => status === "CONFIRMED")).toEqual([]);
    expect(asked.at(-1)).toBe("PUT /v1/feed 16472");
  });
});

describe("rule 112: the end of a feed", () => {
  test("deletes it at the relay in the round that follows, and then its keys", async () => {
    const owner = await ownerWithDiary();
    const [feed, other] = [await feedOf(owner), await feedOf(owner, { name: "Phone" })];
    expect(await owner.sharing.endFeed(feed)).toBe(null);
    expect(await read(feed)).toBe(404);
    expect(typeof (await read(other))).toBe("string");
    for (const name of Object.values(feedNames(feed.id))) expect(owner.vault.fields(name).size).toBe(0);
    expect(owner.sharing.feeds.value.map(({ name }) => name)).toEqual(["Phone"]);
    expect((await owner.sharing.log())[0]).toMatchObject({ kind: "feed-ended", who: "Work laptop" });
  });

  test("comes by itself on the day after its last; going on takes an act, and gives it 90 days", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner, { days: 30 });
    expect(feed.last).toBe(addDays(firstDay, 29));
    now += 29 * daySeconds;
    await owner.open();
    expect(typeof (await read(feed))).toBe("string");
    now += daySeconds;
    await owner.open();
    expect(await read(feed)).toBe(404);
    asked = [];
    await owner.record([bleeding("2027-03-12")]);
    expect(asked).toEqual([]);
    await relays.r!.close();
    relays.r = await openRelay({
      files: new Map(),
      dataFolder: folders[0]!,
      clock: () => now * 1000,
      invite: "open",
      log: () => {},
    });
    // The relay has swept it: this device finds it missing, and makes it again in the next round.
    await owner.sharing.renewFeed(owner.sharing.feeds.value[0]!);
    await owner.open();
    expect(owner.sharing.feeds.value[0]!.last).toBe(addDays(firstDay, 30 + 89));
    expect(typeof (await read(feed))).toBe("string");
  });

  test("I12: is part of stopping all sharing, offline or on", async () => {
    const owner = await ownerWithDiary();
    const feeds = [await feedOf(owner), await feedOf(owner, { name: "Phone" })];
    expect(await owner.sharing.stopAll()).toBe(null);
    expect(await Promise.all(feeds.map(read))).toEqual([404, 404]);
    expect(owner.sharing.feeds.value).toEqual([]);
  });

  test("I15: comes with the move to another relay, at the old one", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    await startRelay("other");
    expect(await owner.vault.connect("other", null)).toMatchObject({ ok: true });
    await owner.open();
    expect(await read(feed)).toBe(404);
    expect(owner.sharing.feeds.value).toEqual([]);
  });

  test("erasing deletes every feed that the vault knows of", async () => {
    const owner = await ownerWithDiary();
    const feeds = [await feedOf(owner), await feedOf(owner, { name: "Phone" })];
    expect(await deleteAllShared(owner.vault, null)).toBe(true);
    expect(await Promise.all(feeds.map(read))).toEqual([404, 404]);
  });

  test("is not undone by a device that had not read of it when it left the feed anew", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    const other = await secondDevice(owner);
    await owner.open();
    // Between this device's reading and its writing the other one ends the feed, and deletes it at the relay.
    beforePut = async () => {
      expect(await other.edit([{ record: feedNames(feed.id).end, field: "", value: true }])).toMatchObject({
        ok: true,
      });
      expect(await other.sync()).toMatchObject({ kind: "done" });
      await (await feedAt(suite, transportTo("r"), feed.keys)).delete();
    };
    asked = [];
    await expect(owner.record([{ record: "day/2027-03-04", field: "note", value: "x" }])).rejects.toThrow(
      "every letter",
    );
    await owner.open();
    expect(asked.filter((one) => one.startsWith("POST"))).toEqual([]);
    expect(await read(feed)).toBe(404);
    expect(owner.sharing.feeds.value).toEqual([]);
  });

  test("is not what a relay that lost it stands for: a feed that is missing in two rounds is made again", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    await (await feedAt(suite, transportTo("r"), feed.keys)).delete();
    asked = [];
    await expect(owner.record([{ record: "day/2027-03-04", field: "note", value: "x" }])).rejects.toThrow(
      "every letter",
    );
    expect(await read(feed)).toBe(404);
    expect(asked.map((one) => one.split(" ")[0])).toEqual(["PUT"]);
    await owner.open();
    expect(asked.map((one) => one.split(" ")[0])).toEqual(["PUT", "PUT", "POST", "PUT"]);
    expect(typeof (await read(feed))).toBe("string");
  });

  test("a device that the relay refuses leaves no feed; it deletes what its owner has just ended there", async () => {
    const owner = await ownerWithDiary();
    const [ended, other] = [await feedOf(owner), await feedOf(owner, { name: "Phone" })];
    const before = await read(other);
    await secondDevice(owner, true);
    asked = [];
    await owner.vault.edit([
      bleeding("2027-03-10"),
      { record: feedNames(ended.id).end, field: "", value: true },
    ]);
    await owner.openRefused();
    expect(asked.filter((one) => !one.startsWith("DELETE"))).toEqual([]);
    expect(await read(ended)).toBe(404);
    expect(await read(other)).toBe(before);
  });
});

describe("the records of a feed", () => {
  test("that are none are no feed, and more than a version knows is not told", async () => {
    const owner = await ownerWithDiary();
    const feed = await feedOf(owner);
    const { feed: name } = feedNames(feed.id);
    const [value] = [...owner.vault.fields(name).get("")!].map(({ value }) => value as object);
    const put = async (changes: object) => {
      await owner.vault.edit([{ record: name, field: "", value: { ...value, ...changes } }]);
      await owner.open();
      return owner.sharing.feeds.value[0] ?? null;
    };
    expect(await put({ what: ["forecast", "diary"], titles: "loud" })).toMatchObject({
      what: ["forecast"],
      titles: "neutral",
    });
    for (const wrong of [{ form: 2 }, { token: "x" }, { last: "soon" }, { horizonDays: 91 }, { relay: null }])
      expect(await put(wrong)).toBe(null);
  });
});
