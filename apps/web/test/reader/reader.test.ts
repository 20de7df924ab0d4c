import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Signal, signal } from "@preact/signals";
import { type CalendarDate, calendarDate, formatScope, headsUpOnly, type Projection } from "@tidetable/diary";
import { openRelay } from "@tidetable/relay";
import {
  type Accepted,
  base64urlFromBytes,
  createSuite,
  foundVault,
  makeGrantKeys,
  openReply,
  publishLetters,
  type Reply,
  readLetterbox,
  signScope,
  type Transport,
  type Vault,
  writeKeyPublic,
} from "@tidetable/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MemoryStore, worldOf } from "../../../../packages/sync/test/simulation/memory-device.ts";
import { openDiarySession } from "../../src/diary-session.ts";
import type { PushAddress } from "../../src/platform/push.ts";
import { createReader, type Reader } from "../../src/reader/reader.ts";

// A reader's device on the real relay: what it takes, what it keeps, what it forgets, what it tells.

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});
const day = calendarDate("2027-03-04");
const hours = (count: number): number => count * 3_600;

let folder: string;
let relay: Awaited<ReturnType<typeof openRelay>>;
let isThere = true;
/** What a relay that lies hands out for every letterbox; null for one that does not. */
let replayed: Uint8Array | null = null;
let vault: Vault;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidetable-reader-"));
  relay = await openRelay({
    files: new Map(),
    dataFolder: folder,
    invite: "open",
    log: () => {},
    onFatal: () => {},
  });
  const world = worldOf(suite, new MemoryStore(), () => Math.floor(Date.now() / 1_000), transport);
  ({ vault } = await foundVault(world, "Phone"));
  const connected = await vault.connect(home, null);
  if (!connected.ok) throw new Error(`the relay says ${connected.error.kind}`);
});
afterAll(async () => {
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

const home = "http://localhost:4800";
/** The relay, reached without a socket; two addresses lead to it. */
function transport(address: string): Transport {
  const host = new URL(address).host;
  return {
    host,
    async send({ method, path, headers, body }) {
      if (!isThere) return null;
      if (replayed && method === "GET") return { status: 200, body: replayed };
      const answer = await relay.relay.request(`${address}${path}`, {
        method,
        headers: { ...headers, host },
        body,
      });
      return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
    },
  };
}

const projection: Projection = {
  v: 1,
  called: "R.",
  from: day,
  last: calendarDate("2027-03-12"),
  shares: ["heads-up"],
  days: Array.from({ length: 9 }, () => ({ headsUp: true as const })),
  headsUp: { words: "Soup helps.", days: 3 },
};

interface Shared {
  readonly accepted: Accepted;
  say(content: { readonly projection: Projection; readonly relay?: string } | null): Promise<void>;
  reply(): Promise<Reply | null>;
}

/** A grant as it is after its invitation: letterboxes at the relay, keys on both sides. */
async function share(): Promise<Shared> {
  const keys = await makeGrantKeys(suite);
  await vault.makeLetterbox("letterboxes", await writeKeyPublic(suite, keys.reply));
  const scope = formatScope(headsUpOnly("R.", day));
  const device = { sign: suite.randomBytes(32), box: suite.randomBytes(32) };
  const sign = base64urlFromBytes((await suite.signingKeyFromSeed(device.sign)).publicKey);
  const box = base64urlFromBytes((await suite.boxKeyFromSeed(device.box)).publicKey);
  const replyBox = (await suite.boxKeyFromSeed(Buffer.from(keys.box, "base64url") as Uint8Array<ArrayBuffer>))
    .publicKey;
  let number = 0;
  return {
    accepted: {
      id: keys.id,
      grantKey: await writeKeyPublic(suite, keys),
      scope,
      signature: await signScope(suite, keys, scope),
      relay: home,
      device: { sign: base64urlFromBytes(device.sign), box: base64urlFromBytes(device.box) },
      reply: { seed: keys.reply.seed, box: base64urlFromBytes(replyBox) },
    },
    async say(content) {
      const said = content && { relay: content.relay ?? null, projection: content.projection };
      const [left] = await publishLetters({
        suite,
        transport: transport(home),
        make: (kind, key) => vault.makeLetterbox(kind, key),
        letters: [{ keys, number, readers: [{ sign, box }], content: said }],
      });
      if (left?.outcome !== "left") throw new Error(`no letter was left: ${left?.outcome}`);
      number = left.number;
    },
    async reply() {
      const answer = await readLetterbox(transport(home), keys.reply.id);
      if (!answer.ok) throw new Error("the relay should answer");
      return (await openReply(suite, keys, [{ sign, box }], answer.value))?.reply ?? null;
    },
  };
}

let now: number;
let today: Signal<CalendarDate>;
let ahead: number;
let push: PushAddress | null;
let values: Map<string, unknown>;
let reader: Reader;

/** A session over plain values, which outlive it. */
async function openReader(): Promise<Reader> {
  const session = await openDiarySession(
    {
      read: async () => new Map(values),
      async write(changes) {
        for (const [name, value] of changes) {
          if (value === null) values.delete(name);
          else values.set(name, JSON.parse(JSON.stringify(value)));
        }
      },
    },
    () => {},
  );
  return createReader({
    suite,
    transport,
    session,
    today,
    now: () => now,
    minutesAheadOfUtc: () => ahead,
    pushFrom: async () => push,
  });
}

beforeEach(async () => {
  isThere = true;
  replayed = null;
  now = 1_804_000_000;
  today = signal<CalendarDate>(day);
  ahead = 60;
  push = null;
  values = new Map();
  reader = await openReader();
});

const faces = (): readonly (string | undefined)[] => reader.shared.value.map(({ face }) => face?.kind);
const stored = (): string => JSON.stringify([...values]);

describe("rule 98: what a reader takes and shows", () => {
  test("a letter that opens is a card, also for a device that starts without a relay", async () => {
    const shared = await share();
    await shared.say({ projection });
    await reader.accept(shared.accepted);
    await reader.round();
    expect(faces()).toEqual(["card"]);
    isThere = false;
    reader = await openReader();
    await expect.poll(faces).toEqual(["card"]);
  });

  test("for 48 hours without contact, and not a moment longer; then nothing of it is kept", async () => {
    const shared = await share();
    await shared.say({ projection });
    await reader.accept(shared.accepted);
    await reader.round();
    const letter = JSON.parse(stored())[0][1].kept.letter;
    isThere = false;
    now += hours(48);
    await reader.round();
    expect(faces()).toEqual(["card"]);
    now += 1;
    reader.tick();
    expect(faces()).toEqual(["nothing"]);
    await reader.round();
    expect(faces()).toEqual(["nothing"]);
    expect(stored()).not.toContain(letter);
  });

  test("I11: a letter that does not open drops the one before from the device, and no relay brings it back", async () => {
    const shared = await share();
    await shared.say({ projection });
    await reader.accept(shared.accepted);
    await reader.round();
    const letter = JSON.parse(stored())[0][1].kept.letter;
    expect(stored()).toContain(letter);
    await shared.say(null);
    await reader.round();
    expect(faces()).toEqual(["nothing"]);
    expect(stored()).not.toContain(letter);
    isThere = false;
    reader = await openReader();
    await expect.poll(faces).toEqual(["nothing"]);
  });

  test("an older letter that is shown again is refused, and is no contact", async () => {
    const shared = await share();
    await shared.say({ projection });
    const { accepted } = shared;
    const old = await transport(home).send({
      method: "GET",
      path: `/v1/letterbox/${accepted.id}`,
      headers: {},
      body: null,
    });
    await shared.say({ projection: { ...projection, headsUp: { words: "Tea helps.", days: 3 } } });
    await reader.accept(accepted);
    await reader.round();
    const { contact } = JSON.parse(stored())[0][1];
    now += 60;
    replayed = old!.body;
    await reader.round();
    expect(JSON.stringify(reader.shared.value)).toContain("Tea helps.");
    expect(JSON.parse(stored())[0][1].contact).toBe(contact);
  });

  test("a letterbox that has moved is read where it is now, from then on", async () => {
    const shared = await share();
    await shared.say({ projection, relay: "http://127.0.0.1:4800" });
    await reader.accept(shared.accepted);
    await reader.round();
    expect(reader.relayOf(shared.accepted.id)).toBe("http://127.0.0.1:4800");
    expect(faces()).toEqual(["card"]);
  });
});

describe("rule 100: what a reader's device tells", () => {
  test("that it accepted; then nothing, as long as nothing changes", async () => {
    const shared = await share();
    await reader.accept(shared.accepted);
    await reader.round();
    expect(await shared.reply()).toEqual({ kind: "accepted", push: null, rhythm: null });
    const before = JSON.parse(stored())[0][1].replyNumber;
    await reader.round();
    await reader.round();
    expect(JSON.parse(stored())[0][1].replyNumber).toBe(before);
  });

  test("a rhythm in UTC, and anew when the clocks change, the address changes or there is none any more", async () => {
    const shared = await share();
    await reader.accept(shared.accepted);
    const address = { endpoint: "https://push.example/a", p256dh: p256dh(), auth: auth() };
    push = address;
    await reader.wantNotices(shared.accepted.id, { kind: "weekly", weekday: 7, hour: 18 });
    await reader.round();
    const rhythm = { kind: "weekly", weekday: 7, hour: 17 };
    expect(await shared.reply()).toEqual({ kind: "accepted", push: address, rhythm });
    ahead = 120;
    await reader.round();
    expect(await shared.reply()).toEqual({
      kind: "accepted",
      push: address,
      rhythm: { ...rhythm, hour: 16 },
    });
    push = { ...address, endpoint: "https://push.example/b" };
    await reader.round();
    expect(await shared.reply()).toMatchObject({ push });
    push = null;
    await reader.round();
    expect(await shared.reply()).toEqual({ kind: "accepted", push: null, rhythm: null });
  });

  test("that it left: begun without a relay, the device has nothing of it at once, and tells it later", async () => {
    const shared = await share();
    await shared.say({ projection });
    await reader.accept(shared.accepted);
    await reader.round();
    const { letter } = JSON.parse(stored())[0][1].kept;
    isThere = false;
    await reader.stopSeeing(shared.accepted.id);
    await reader.round();
    expect(reader.shared.value).toEqual([]);
    for (const gone of [letter, "R.", "headsUp"]) expect(stored()).not.toContain(gone);
    isThere = true;
    reader = await openReader();
    await reader.round();
    expect(await shared.reply()).toEqual({ kind: "left" });
    expect([...values]).toEqual([]);
  });

  test("leaving while a round is under way is not undone by it", async () => {
    const shared = await share();
    await shared.say({ projection });
    await reader.accept(shared.accepted);
    const round = reader.round();
    await reader.stopSeeing(shared.accepted.id);
    await round;
    await reader.round();
    expect(reader.shared.value).toEqual([]);
    expect(await shared.reply()).toEqual({ kind: "left" });
  });
});

describe("what is stored", () => {
  test("by another version and not understood is left alone, and shows nothing", async () => {
    values.set("setting/shared/later", { form: 9 });
    reader = await openReader();
    await reader.round();
    expect(reader.shared.value).toEqual([]);
    expect(values.get("setting/shared/later")).toEqual({ form: 9 });
  });
});

const p256dh = (): string =>
  base64urlFromBytes(Uint8Array.from({ length: 65 }, (_, at) => (at === 0 ? 4 : at)));
const auth = (): string => base64urlFromBytes(suite.randomBytes(16));
