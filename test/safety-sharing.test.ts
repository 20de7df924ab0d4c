import { dayNumberFromDate } from "@tidetable/diary";
import { bytesFromBase64url, recoverVault, type Transport } from "@tidetable/sync";
import { splitFrames } from "@tidetable/sync/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readLog } from "../apps/web/src/sharing/event-log.ts";
import { eventName } from "../apps/web/src/sharing/names.ts";
import { type OwnerInNode, openOwner, suite } from "../apps/web/test/sharing/owner-in-node.ts";
import { MemoryStore, worldOf } from "../packages/sync/test/simulation/memory-device.ts";
import { movesAway } from "./verify/sharing-move.ts";
import {
  type OperatorRelay,
  openOperatorRelay,
  type SimulatedClock,
  simulatedClock,
} from "./verify/sharing-operator.ts";
import { operatorSees } from "./verify/sharing-operator-sees.ts";
import { makeReader, type ReaderInNode } from "./verify/sharing-reader.ts";
import { pastEdits, wideScope } from "./verify/sharing-traces.ts";

// Items of the research on safety (docs/safety.md), on the app's own rounds, a real vault and the real relay.

let clock: SimulatedClock;
let relay: OperatorRelay;
const seconds = () => clock.now() / 1000;
const pass = (more: number) => clock.goTo(clock.now() + more * 1000);
const transport = (): Transport => relay.transport;
const days = 86_400;

beforeEach(async () => {
  clock = simulatedClock(Date.UTC(2027, 2, 4, 9));
  relay = await openOperatorRelay("relay.example", clock);
});
afterEach(() => relay.close());

/** An owner with a diary, and one reader who accepted. */
async function shared(): Promise<{
  readonly owner: OwnerInNode;
  readonly reader: ReaderInNode;
  readonly id: string;
}> {
  const owner = await openOwner(relay.origin, transport, seconds, pass);
  await owner.record(pastEdits(owner.today()));
  const { reader, id } = await letIn(owner, "Ada");
  return { owner, reader, id };
}

async function letIn(
  owner: OwnerInNode,
  name: string,
): Promise<{ readonly reader: ReaderInNode; readonly id: string }> {
  const reader = await makeReader(transport, seconds);
  const id = await owner.letIn(name, wideScope("Rike", owner.today()), reader.key);
  await reader.accept(grantOf(owner, id), relay.origin, { kind: "accepted", push: null, rhythm: null });
  await owner.open();
  await reader.open();
  return { reader, id };
}

function grantOf(owner: OwnerInNode, id: string) {
  const grant = owner.sharing.grants.peek()?.find((one) => one.id === id);
  if (grant === undefined) throw new Error("the grant should be there");
  return grant;
}

/** Every text in a value, however deep. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** Every run of bytes that could be a key in what a device keeps. */
const keysIn = (value: unknown): readonly Uint8Array[] =>
  textsIn(value).flatMap((text) => {
    const bytes = bytesFromBase64url(text);
    return bytes?.length === 32 ? [bytes] : [];
  });

describe("I1: a reader gets a projection and never a record", () => {
  test("nothing that a reader's device keeps opens anything that the owner's devices wrote", async () => {
    const { owner, reader } = await shared();
    await owner.record([{ record: "day/2027-03-04", field: "note", value: "nobody's business" }]);
    const envelopes = relay.seen
      .filter(({ kind }) => kind === "POST log")
      .flatMap(({ sent }) => splitFrames(sent) ?? []);
    const candidates = keysIn(reader.kept());
    expect(candidates.length).toBeGreaterThanOrEqual(4);
    const opens = async (key: Uint8Array) => {
      const answers = await Promise.all(
        envelopes.map((envelope) => suite.openEnvelope(envelope, key, owner.vault.id)),
      );
      return answers.some((content) => content !== null);
    };
    for (const key of candidates) expect(await opens(key)).toBe(false);
    // The epoch's own key does: the search would find it.
    const [epochKey] = owner.vault.core().replica.epochKeys.values();
    expect(await opens(epochKey!)).toBe(true);
    expect(JSON.stringify(await reader.face(owner.today()))).not.toContain("nobody's business");
  });

  test("two readers have no key in common", async () => {
    const { owner, reader } = await shared();
    const other = await letIn(owner, "Bo");
    const hex = (keys: readonly Uint8Array[]) => keys.map((key) => Buffer.from(key).toString("hex"));
    const common = hex(keysIn(reader.kept())).filter((key) => hex(keysIn(other.reader.kept())).includes(key));
    expect(common).toEqual([]);
  });
});

describe("I6: a letter comes on the same rhythm, and is as long, whether or not anything was written down", () => {
  test("thirty days of writing and thirty days of silence are the same answers for a reader", async () => {
    const { owner, reader } = await shared();
    const month = async (isWriting: boolean): Promise<readonly string[]> => {
      const answers: string[] = [];
      for (let day = 0; day < 30; day++) {
        pass(days);
        await owner.open();
        if (isWriting) await owner.record([{ record: `day/${owner.today()}`, field: "mood", value: 3 }]);
        relay.forget();
        await reader.open();
        answers.push(relay.seen.map(({ kind, status, gotBytes }) => `${kind} ${status} ${gotBytes}`).join());
      }
      return answers;
    };
    const busy = await month(true);
    expect(new Set(busy)).toEqual(new Set(["GET letterbox 200 4104"]));
    expect(await month(false)).toEqual(busy);
  });
});

describe("I10: stopping begins offline", () => {
  test("what was stopped without a relay is taken back by the first round with one", async () => {
    const { owner, reader } = await shared();
    expect(await reader.face(owner.today())).toMatchObject({ kind: "card" });
    relay.isUp = false;
    // The stop is kept on the device; the round after it comes to nothing.
    await owner.sharing.stopAll();
    expect(grantOf(owner, reader.kept().accepted.id).standing).toBe("ended");
    relay.isUp = true;
    await owner.open();
    await reader.open();
    expect(await reader.face(owner.today())).toEqual({ kind: "nothing" });
  });
});

describe("I11: whoever was stopped reads nothing that is written later", () => {
  test.each(["end", "pause", "stopAll"] as const)(
    "after %s no key of the reader's opens a letter, and what was kept is dropped at the next contact",
    async (how) => {
      const { owner, reader, id } = await shared();
      const card = reader.kept().kept.letter;
      expect(await reader.face(owner.today())).toMatchObject({ kind: "card" });
      await (how === "stopAll" ? owner.sharing.stopAll() : owner.sharing[how](grantOf(owner, id)));
      await reader.open();
      expect(reader.kept().kept.letter).not.toBe(card);
      expect(await reader.face(owner.today())).toEqual({ kind: "nothing" });
      await owner.sharing.tell(id, "for nobody");
      pass(days);
      await owner.open();
      await reader.open();
      expect(await reader.face(owner.today())).toEqual({ kind: "nothing" });
    },
  );
});

describe("I12: everything is cut from a device that has nothing but the words", () => {
  test("in two steps: by the words all other devices, then by stopping all every reader", async () => {
    const { owner, reader } = await shared();
    const world = worldOf(suite, new MemoryStore(), () => Math.floor(seconds()), transport);
    const recovered = await recoverVault(world, owner.entropy, {
      name: "New phone",
      relay: relay.origin,
      alone: true,
    });
    if (!recovered.ok) throw new Error(`the words should do, got ${recovered.error.kind}`);
    expect(await owner.vault.sync()).toMatchObject({ kind: "trouble", trouble: { kind: "unknown" } });

    const again = await openOwner(relay.origin, transport, seconds, pass, recovered.value);
    await again.open();
    await reader.open();
    expect(await reader.face(again.today())).toMatchObject({ kind: "card" });
    expect(await again.sharing.stopAll()).toBeNull();
    await reader.open();
    expect(await reader.face(again.today())).toEqual({ kind: "nothing" });

    // The old phone knows the grant's keys and of no end; whoever has it opens it on another day.
    pass(86_400);
    await owner.openRefused();
    await reader.open();
    expect(await reader.face(again.today())).toEqual({ kind: "nothing" });
  });
});

describe("I14: the relay's operator", () => {
  test("has totals before their eyes, no name, no link, and no time finer than a day", async () => {
    const said: string[] = [];
    expect(await operatorSees((line) => said.push(line)), said.join("\n")).toBe(true);
  });
});

describe("I15: moving to another relay", () => {
  test("loses nothing, takes the readers along, and leaves deletion behind", async () => {
    const said: string[] = [];
    expect(await movesAway((line) => said.push(line)), said.join("\n")).toBe(true);
  });
});

describe("I23: the log of sharing", () => {
  test("is a chain, shows where it was changed, can be deleted, and no reader has a word of it", async () => {
    const { owner, reader, id } = await shared();
    await owner.sharing.pause(grantOf(owner, id));
    await owner.sharing.resume(grantOf(owner, id));
    const log = await owner.sharing.log();
    expect(log.map(({ kind, isWhole }) => [kind, isWhole])).toEqual([
      ["resumed", true],
      ["paused", true],
      ["accepted", true],
      ["shared", true],
    ]);
    // A line that was changed breaks the one after it.
    const device = owner.vault.device().id;
    const [record, line] = [eventName(device, 2), log.find(({ number }) => number === 2)!];
    const { date, kind, prev } = line;
    await owner.record([{ record, field: "", value: { date, kind, who: "Somebody else", prev } }]);
    const changed = await readLog(suite, owner.vault);
    expect(changed.filter(({ isWhole }) => !isWhole).map(({ number }) => number)).toEqual([3]);
    // A line that was taken out, as well.
    await owner.record([{ record, field: "", value: null }]);
    const cut = await readLog(suite, owner.vault);
    expect(cut.filter(({ isWhole }) => !isWhole).map(({ number }) => number)).toEqual([3]);

    await reader.open();
    const known = JSON.stringify([reader.kept(), await reader.face(owner.today())]);
    expect(known).not.toMatch(/paused|resumed|share-event|Ada/);
    expect(await owner.sharing.purgeLog()).toBeNull();
    expect(await owner.sharing.log()).toEqual([]);
  });
});

test("I4: a grant lapses by a moved clock, and both letterboxes are deleted", async () => {
  const { owner, reader, id } = await shared();
  const { scope } = grantOf(owner, id);
  const last = dayNumberFromDate(scope!.last);
  clock.goTo((last * days + 9 * 3_600) * 1000);
  await owner.open();
  await reader.open();
  expect(grantOf(owner, id).standing).toBe("open");
  relay.forget();
  pass(days);
  expect(await reader.face(owner.today())).toEqual({ kind: "nothing" });
  await owner.open();
  expect(relay.seen.filter(({ kind }) => kind === "DELETE letterbox").length).toBe(2);
  expect(grantOf(owner, id).secrets).toBeNull();
  relay.forget();
  await reader.open();
  expect(relay.seen.map(({ status, gotBytes }) => [status, gotBytes])).toEqual([[200, 4_104]]);
});
