import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, calendarDate, headsUpOnly, parseProjection, type Scope } from "@tidetable/diary";
import { openRelay } from "@tidetable/relay";
import { letterboxAt, queueAt, recoverVault, type Transport, type Vault } from "@tidetable/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemoryStore, worldOf } from "../../../../packages/sync/test/simulation/memory-device.ts";
import { deleteAllShared } from "../../src/sharing/leaving.ts";
import { grantNames } from "../../src/sharing/names.ts";
import { type OwnerInNode, openOwner, suite } from "./owner-in-node.ts";
import { newReader, type ReaderInNode, secretsOf } from "./reader-in-node.ts";

// The owner's side over a real vault and the real relay, with people who read.

const firstDay = calendarDate("2027-03-04");
let now = 0;
let folder: string;
let relay: Awaited<ReturnType<typeof openRelay>>;
/** Requests that came to the relay, as method and address without ids. */
let asked: string[] = [];
let isOffline = false;

beforeEach(async () => {
  now = Date.parse("2027-03-04T09:00:00Z") / 1000;
  asked = [];
  isOffline = false;
  folder = mkdtempSync(join(tmpdir(), "tidetable-sharing-"));
  relay = await openRelay({ files: new Map(), dataFolder: folder, log: () => {}, onFatal: () => {} });
});
afterEach(async () => {
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

const transport: Transport = {
  host: "localhost:4800",
  async send({ method, path, headers, body }) {
    if (isOffline) return null;
    asked.push(`${method} ${path.replace(/^\/v1\/([a-z-]+).*$/, "$1")}`);
    const answer = await relay.relay.request(`http://localhost:4800${path}`, {
      method,
      headers: { ...headers, host: "localhost:4800" },
      body,
    });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  },
};

const starts = ["2026-11-17", "2026-12-15", "2027-01-14", "2027-02-12"];
const bleeding = (date: string, level = "medium") => ({
  record: `day/${date}`,
  field: "bleeding",
  value: level,
});
const dates: Scope = {
  ...headsUpOnly("A.", firstDay),
  nextStart: "band",
  bleeding: "estimate",
};

async function ownerWithDiary(): Promise<OwnerInNode> {
  const owner = await openOwner(
    "r",
    () => transport,
    () => now,
    (seconds) => {
      now += seconds;
    },
  );
  await owner.record(starts.map((date) => bleeding(date)));
  return owner;
}

/** The words bring the vault to a new device that leaves this owner's out. */
async function removedByWords(owner: OwnerInNode): Promise<void> {
  const world = worldOf(
    suite,
    new MemoryStore(),
    () => now,
    () => transport,
  );
  const words = { name: "New phone", relay: "r", alone: true };
  const recovered = await recoverVault(world, owner.entropy, words);
  if (!recovered.ok) throw new Error(`the words should do, got ${recovered.error.kind}`);
}

/** Somebody who was let in and has accepted. */
async function readerOf(
  owner: OwnerInNode,
  scope = dates,
  wants?: Parameters<ReaderInNode["accepts"]>[3],
): Promise<{ readonly id: string; readonly reader: ReaderInNode; read(): Promise<unknown> }> {
  const reader = await newReader();
  const id = await owner.letIn("Robin", scope, reader.key);
  await reader.accepts(owner.vault, id, transport, wants);
  await owner.open();
  return { id, reader, read: () => reader.reads(owner.vault, id, transport) };
}

const standings = (owner: OwnerInNode) => (owner.sharing.grants.value ?? []).map(({ standing }) => standing);
const grantOf = (owner: OwnerInNode, id: string) => {
  const grant = owner.sharing.grants.value?.find((one) => one.id === id);
  if (!grant) throw new Error("the grant should be there");
  return grant;
};
const puts = () => asked.filter((one) => one === "PUT letterbox").length;

/** Whether a letterbox is at the relay: to whoever only reads, one that is not there looks the same (rule 94). */
async function isAt(seed: string): Promise<boolean> {
  const letterbox = await letterboxAt(suite, transport, seed);
  const answer = await letterbox.put(1, new Uint8Array(4_096));
  return !answer.ok && answer.error.kind === "behind";
}

describe("rules 97 and 100: what a reader gets", () => {
  test("is nothing before the reader has accepted, and what was agreed afterwards", async () => {
    const owner = await ownerWithDiary();
    const reader = await newReader();
    const id = await owner.letIn("Robin", dates, reader.key);
    await owner.open();
    expect(standings(owner)).toEqual(["waiting"]);
    expect(await reader.reads(owner.vault, id, transport)).toBe(null);
    await reader.accepts(owner.vault, id, transport);
    await owner.open();
    expect(standings(owner)).toEqual(["open"]);
    const projection = parseProjection(await reader.reads(owner.vault, id, transport));
    if (!projection.ok) throw new Error(`should be a projection, ${projection.error.field} is not`);
    expect(projection.value).toMatchObject({ called: "A.", from: firstDay });
    expect(JSON.stringify(projection.value)).not.toContain("Robin");
    expect((await owner.sharing.log()).map(({ kind }) => kind)).toEqual(["accepted", "shared"]);
  });

  test("has the results of the plans that the grant names, and nothing of any other plan", async () => {
    const owner = await ownerWithDiary();
    const plan = (id: string, name: string, first: number) => ({
      record: `plan/${id}`,
      field: "",
      value: {
        id,
        name,
        first: addDays(firstDay, first),
        last: addDays(firstDay, first + 3),
        avoid: { bleeding: true, daysBefore: 5 },
        stakes: "must-not",
        between: { first: firstDay, last: addDays(firstDay, 90) },
        said: { today: firstDay, chance: 0.42 },
      },
    });
    await owner.record([plan("sea-2027", "Sea", 20), plan("talk-2027", "Talk", 40)]);
    const { read } = await readerOf(owner, { ...dates, plans: ["Sea"] });
    const projection = parseProjection(await read());
    if (!projection.ok) throw new Error(`should be a projection, ${projection.error.field} is not`);
    expect(projection.value.plans).toEqual([
      { name: "Sea", first: "2027-03-24", last: "2027-03-27", chance: expect.any(Number) },
    ]);
    const chance = projection.value.plans?.[0]?.chance ?? Number.NaN;
    expect(Math.abs(chance * 20 - Math.round(chance * 20))).toBeLessThan(1e-9);
    expect(JSON.stringify(projection.value)).not.toMatch(/Talk|must-not|daysBefore|said|between|sea-2027/);
  });

  test("comes with every round that sent something and the first of a day, and with no other", async () => {
    const owner = await ownerWithDiary();
    await readerOf(owner);
    asked = [];
    await owner.open();
    expect(puts()).toBe(0);
    await owner.record([bleeding("2027-03-04", "none")]);
    expect(puts()).toBe(1);
    now += 86_400;
    await owner.open();
    expect(puts()).toBe(2);
    await owner.open();
    expect(puts()).toBe(2);
  });

  test("comes from no device that was removed: not of what it would show, nor blank", async () => {
    const owner = await ownerWithDiary();
    const { read } = await readerOf(owner);
    await removedByWords(owner);
    const before = await read();
    expect(before).not.toBe(null);
    asked = [];
    now += 86_400;
    await owner.openRefused();
    expect(puts()).toBe(0);
    expect(await read()).toEqual(before);
  });

  test("is blank at once where a device that is refused stops it", async () => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner);
    const other = await readerOf(owner, { ...dates, called: "B." });
    await removedByWords(owner);
    await owner.openRefused();
    expect(await owner.sharing.end(grantOf(owner, id))).toBeNull();
    expect(await read()).toBe(null);
    expect(await other.read()).not.toBe(null);
  });

  test("is from then on nothing where the reader has left", async () => {
    const owner = await ownerWithDiary();
    const { id, reader, read } = await readerOf(owner);
    await reader.leaves(owner.vault, id, transport);
    now += 86_400;
    await owner.open();
    expect(standings(owner)).toEqual(["left"]);
    expect(await read()).toBe(null);
  });
});

describe("rule 96: nothing to say, within the round that the owner's tap begins", () => {
  const ways: readonly [string, (owner: OwnerInNode, id: string) => Promise<unknown>][] = [
    ["a pause", (owner, id) => owner.sharing.pause(grantOf(owner, id))],
    ["an end", (owner, id) => owner.sharing.end(grantOf(owner, id))],
    ["I10: all sharing stopped", (owner) => owner.sharing.stopAll()],
  ];
  test.each(ways)("%s", async (_name, stop) => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner);
    expect(await read()).not.toBe(null);
    asked = [];
    expect(await stop(owner, id)).toBe(null);
    expect(await read()).toBe(null);
    expect(puts()).toBe(1);
    // And with every later round, as if there were something to say.
    await owner.record([bleeding("2027-03-04", "none")]);
    expect(puts()).toBe(2);
    expect(await read()).toBe(null);
  });

  test("an end can be taken back for ten seconds, by one write each; then nobody offers it", async () => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner);
    const before = owner.vault.place().index;
    await owner.sharing.end(grantOf(owner, id));
    expect(owner.vault.place().index).toBe(before + 1);
    expect(owner.sharing.undoable.value?.id).toBe(id);
    expect(await owner.sharing.undoEnd()).toBe(null);
    expect(await read()).not.toBe(null);
    expect(owner.vault.place().index).toBe(before + 2);

    await owner.sharing.end(grantOf(owner, id));
    await owner.stay(11);
    expect(owner.sharing.undoable.value).toBe(null);
    expect(owner.vault.place().index).toBe(before + 3);
    await owner.sharing.undoEnd();
    expect(standings(owner)).toEqual(["ended"]);
    expect(await read()).toBe(null);
  });

  test("I10: stopping works offline, and counts with the first round afterwards", async () => {
    const owner = await ownerWithDiary();
    const { read } = await readerOf(owner);
    isOffline = true;
    await owner.sharing.stopAll().catch(() => undefined);
    isOffline = false;
    expect(await read()).not.toBe(null);
    await owner.open();
    expect(await read()).toBe(null);
  });
});

describe("rule 90: showing less", () => {
  test("is a new text that shares nothing that the old one did not", async () => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner);
    const grant = grantOf(owner, id);
    expect(JSON.stringify(await read())).toContain("nextStart");
    const less: Scope = { ...grant.scope!, nextStart: null };
    expect(await owner.sharing.showLess(grant, less)).toBe(null);
    expect(JSON.stringify(await read())).not.toContain("nextStart");
    expect(grantOf(owner, id).scope?.nextStart).toBe(null);
  });

  test("never shows more: a text that does is refused, and nothing changes", async () => {
    const owner = await ownerWithDiary();
    const { id } = await readerOf(owner);
    const grant = grantOf(owner, id);
    for (const more of [
      { ...grant.scope!, nextStart: "distribution" as const },
      { ...grant.scope!, last: addDays(grant.scope!.last, 1) },
      { ...grant.scope!, pastStarts: true },
    ])
      expect(await owner.sharing.showLess(grant, more)).toBe("store");
    expect(grantOf(owner, id).scope).toEqual(grant.scope);
  });

  test("another name for the reader changes nothing that is shared", async () => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner);
    const before = grantOf(owner, id).scope;
    await owner.sharing.rename(grantOf(owner, id), "R.");
    expect(grantOf(owner, id)).toMatchObject({ nickname: "R.", scope: before, standing: "open" });
    expect(await read()).not.toBe(null);
  });
});

describe("rule 97: when the last day has passed", () => {
  test("letterboxes are deleted on a later day's first round, and the keys with them", async () => {
    const owner = await ownerWithDiary();
    const { id, read } = await readerOf(owner, { ...dates, last: addDays(firstDay, 2) });
    const { keys } = secretsOf(owner.vault, id);
    now += 2 * 86_400;
    await owner.open();
    expect(await read()).not.toBe(null);
    asked = [];
    now += 86_400;
    await owner.open();
    expect(asked.filter((one) => one.startsWith("DELETE"))).toHaveLength(3);
    expect(standings(owner)).toEqual(["lapsed"]);
    expect(owner.vault.fields(grantNames(id).keys).size).toBe(0);
    expect(await isAt(keys.seed)).toBe(false);
    expect(await isAt(keys.reply.seed)).toBe(false);
    expect((await owner.sharing.log())[0]).toMatchObject({ kind: "lapsed", who: "Robin", isWhole: true });
    expect(await owner.sharing.forget(id)).toBe(null);
    expect(owner.sharing.grants.value).toEqual([]);
  });
});

describe("erasing", () => {
  test("deletes every letterbox and queue that the vault knows of", async () => {
    const owner = await ownerWithDiary();
    const { id } = await readerOf(owner);
    const { seed } = secretsOf(owner.vault, id).keys;
    expect(await isAt(seed)).toBe(true);
    asked = [];
    const own = Buffer.from(suite.randomBytes(32)).toString("base64url");
    expect(await deleteAllShared(owner.vault, own)).toBe(true);
    expect(asked).toEqual(["DELETE letterbox", "DELETE letterbox", "DELETE queue", "DELETE queue"]);
    expect(await isAt(seed)).toBe(false);
  });
});

describe("rules 101 and 102: the queue of somebody who wants notices", () => {
  async function subscription(endpoint: string) {
    const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, [
      "deriveBits",
    ]);
    const raw = Buffer.from(await crypto.subtle.exportKey("raw", publicKey));
    return { endpoint, p256dh: raw.toString("base64url"), auth: Buffer.alloc(16, 7).toString("base64url") };
  }
  const weekly = { kind: "weekly", weekday: 1, hour: 8 } as const;
  const waiting = async (vault: Vault, id: string): Promise<number | null> => {
    const answer = await (await queueAt(suite, transport, secretsOf(vault, id).queue.seed)).read();
    return answer.ok ? answer.value.waiting : null;
  };

  test("always holds eight notices, whether or not anything is shared", async () => {
    const owner = await ownerWithDiary();
    const push = await subscription("https://fcm.googleapis.com/fcm/send/one");
    const { id } = await readerOf(owner, dates, { push, rhythm: weekly });
    expect(await waiting(owner.vault, id)).toBe(8);
    await owner.sharing.end(grantOf(owner, id));
    expect(await waiting(owner.vault, id)).toBe(8);
    now += 86_400;
    await owner.open();
    expect(await waiting(owner.vault, id)).toBe(8);
  });

  test("tells its owner where a heads-up could not be left, and changes nothing else", async () => {
    const owner = await ownerWithDiary();
    const push = await subscription("https://push.nobody.example/one");
    const { id, read } = await readerOf(owner, dates, { push, rhythm: weekly });
    expect(owner.sharing.sent.value.readers[id]?.trouble).not.toBe(null);
    expect(await read()).not.toBe(null);
  });
});
