import type { Notice } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";
import { dumpStore } from "../../src/store/dump.ts";
import type { NoticePlace, Store, TakenNotice } from "../../src/store/store.ts";
import { collect, corrupt, type SetUp, same } from "./contract-place.ts";
import { bytesOf, sampleBytes, sampleId, sampleKey, someDay } from "./sample.ts";

const letter = (name: string): Uint8Array => sampleBytes(`letter ${name}`, 4_096);
const filling = letter("filling");
const box = sampleId("letterbox");
const queue = sampleId("queue");

/** Noon of `someDay`, in hours since 1970. */
const noon = someDay * 24 + 12;

const notice = (due: number, name: string, endpoint = "https://push.example/anna"): Notice => ({
  due,
  endpoint,
  message: sampleBytes(`message ${name}`, 1_024),
});

const before: NoticePlace = { queue: new Uint8Array(), place: -1 };

/** Everything that is due, in so many looks of `limit`. */
async function dueIn(store: Store, hour: number, limit = 100): Promise<readonly NoticePlace[]> {
  const all: NoticePlace[] = [];
  for (;;) {
    const page = await store.dueNotices(hour, all.at(-1) ?? before, limit);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

async function takeAll(store: Store, hour: number): Promise<readonly TakenNotice[]> {
  const taken = [];
  for (const place of await dueIn(store, hour)) taken.push(await store.takeNotice(place, hour));
  return taken.filter((one) => one !== null);
}

/** Letterboxes and queues: rules 91 to 94 and 101 to 104. */
export function describeLetterboxes(engine: string, setUp: SetUp): void {
  describe(`${engine}: letterboxes`, () => {
    test("rule 92: one is made once, holds its filling until a letter comes, and is nobody's", async () => {
      const { store, where } = await setUp();
      expect(await store.readWriter("letterbox", box)).toBeNull();
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      await store.createLetterbox(box, sampleKey("b"), letter("b"), someDay);
      expect(await store.readWriter("letterbox", box)).toEqual(same(sampleKey("a")));
      expect(await store.readWriter("queue", box)).toBeNull();
      expect(await store.readLetter(box)).toEqual({ number: 0, letter: same(filling) });
      expect(await where.count("letterbox")).toBe(1);
      expect(await store.totals()).toEqual({ vaults: 0, bytes: 0, letterboxes: 1, queues: 0, feeds: 0 });
    });

    test("rule 93: only a number above the one kept is taken; the same letter again is the first time's answer", async () => {
      const { store } = await setUp();
      const put = (number: number, name: string) =>
        store.putLetter(box, { number, letter: letter(name) }, someDay);
      expect(await put(1, "1")).toEqual({ kind: "unknown" });
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      expect(await put(4, "4")).toEqual({ kind: "done" });
      expect(await put(4, "4")).toEqual({ kind: "done" });
      expect(await put(4, "other")).toEqual({ kind: "behind", head: 4 });
      expect(await put(3, "3")).toEqual({ kind: "behind", head: 4 });
      expect(await store.readLetter(box)).toEqual({ number: 4, letter: same(letter("4")) });
      expect(await put(2 ** 40, "late")).toEqual({ kind: "done" });
      expect(await store.readLetter(box)).toEqual({ number: 2 ** 40, letter: same(letter("late")) });
    });

    test("rule 93: of letters with one number that come at once, one is kept", async () => {
      const { store, open } = await setUp();
      const other = await open();
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      const names = ["1", "2", "3", "4", "5", "6"];
      const answers = await Promise.all(
        names.map((name, at) =>
          [store, other][at % 2]!.putLetter(box, { number: 7, letter: letter(name) }, someDay),
        ),
      );
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual([...Array(5).fill("behind"), "done"]);
      const kept = names[answers.findIndex(({ kind }) => kind === "done")]!;
      expect(await store.readLetter(box)).toEqual({ number: 7, letter: same(letter(kept)) });
    });

    test("rule 93: a deleted one is gone, and deleting it again changes nothing", async () => {
      const { store, where } = await setUp();
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      for (const _ of [1, 2]) await store.deleteLetterbox(box);
      expect(await store.readLetter(box)).toBeNull();
      expect(await store.readWriter("letterbox", box)).toBeNull();
      expect(await where.count("letterbox")).toBe(0);
      const put = store.putLetter(box, { number: 1, letter: letter("1") }, someDay);
      expect(await put).toEqual({ kind: "unknown" });
    });

    test("a letter that does not match its hash is never handed out", async () => {
      const { where, store } = await setUp();
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      await where.sql(`UPDATE letterbox SET body = ${where.spoilt("body")}`);
      await expect(store.readLetter(box)).rejects.toThrow(corrupt);
    });
  });

  describe(`${engine}: queues`, () => {
    test("rule 101: what is put replaces everything that waits, by the same rule of numbers", async () => {
      const { store } = await setUp();
      const two = [notice(noon, "1"), notice(noon + 24, "2")];
      expect(await store.putQueue(queue, 1, two, someDay)).toEqual({ kind: "unknown" });
      expect(await store.readQueue(queue)).toBeNull();
      await store.createQueue(queue, sampleKey("a"), someDay);
      await store.createQueue(queue, sampleKey("b"), someDay);
      expect(await store.readWriter("queue", queue)).toEqual(same(sampleKey("a")));
      expect(await store.readQueue(queue)).toEqual({ number: 0, waiting: 0, isGone: false });
      for (const _ of [1, 2]) expect(await store.putQueue(queue, 3, two, someDay)).toEqual({ kind: "done" });
      const [first] = two as [Notice, Notice];
      const others = [[first], [first, notice(noon + 24, "3")], [...two].reverse(), []];
      for (const other of others)
        expect(await store.putQueue(queue, 3, other, someDay)).toEqual({ kind: "behind", head: 3 });
      expect(await store.putQueue(queue, 2, two, someDay)).toEqual({ kind: "behind", head: 3 });
      expect(await store.readQueue(queue)).toEqual({ number: 3, waiting: 2, isGone: false });
      expect(await store.putQueue(queue, 4, [notice(noon, "4")], someDay)).toEqual({ kind: "done" });
      expect((await takeAll(store, noon)).map((taken) => taken.notice.message)).toEqual([
        same(notice(noon, "4").message),
      ]);
      expect(await store.putQueue(queue, 5, [], someDay)).toEqual({ kind: "done" });
      expect(await store.readQueue(queue)).toEqual({ number: 5, waiting: 0, isGone: false });
      expect(await store.totals()).toMatchObject({ letterboxes: 0, queues: 1 });
    });

    test("rule 101: what is due is found by its hour, page by page, and taken out as it was put", async () => {
      const { store } = await setUp();
      const names = ["a", "b", "c"];
      for (const name of names) {
        const id = sampleId(name);
        await store.createQueue(id, sampleKey(name), someDay);
        const dues = [noon + 1, noon, noon - 1];
        await store.putQueue(
          id,
          1,
          dues.map((due) => notice(due, `${name} ${due}`)),
          someDay,
        );
      }
      expect(await dueIn(store, noon - 2)).toEqual([]);
      expect((await dueIn(store, noon, 2)).map(({ place }) => place)).toEqual([1, 2, 1, 2, 1, 2]);
      expect(await dueIn(store, noon + 9, 4)).toHaveLength(9);
      const taken = await store.takeNotice({ queue: sampleId("b"), place: 1 }, noon);
      expect(taken).toEqual({
        queue: same(sampleId("b")),
        place: 1,
        number: 1,
        notice: { ...notice(noon, ""), message: same(notice(noon, `b ${noon}`).message) },
      });
      expect(await store.takeNotice({ queue: sampleId("b"), place: 1 }, noon)).toBeNull();
      expect(await store.takeNotice({ queue: sampleId("b"), place: 0 }, noon)).toBeNull();
      expect(await store.readQueue(sampleId("b"))).toMatchObject({ waiting: 2 });
      expect(await dueIn(store, noon)).toHaveLength(5);
    });

    test("rule 101: of many who take it at once, in two processes, one gets it", async () => {
      const { store, open } = await setUp();
      const other = await open();
      await store.createQueue(queue, sampleKey("a"), someDay);
      const eight = Array.from({ length: 8 }, (_, at) => notice(noon, `${at}`));
      await store.putQueue(queue, 1, eight, someDay);
      const asked = eight.flatMap((_, place) =>
        [store, other, store, other].map((by) => by.takeNotice({ queue, place }, noon)),
      );
      const taken = (await Promise.all(asked)).filter((one) => one !== null);
      expect(taken.map(({ place }) => place).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(await store.readQueue(queue)).toMatchObject({ waiting: 0 });
    });

    test("one that could not be posted is put back for a later hour, unless its owner put others or deleted all", async () => {
      const { store } = await setUp();
      await store.createQueue(queue, sampleKey("a"), someDay);
      await store.putQueue(queue, 1, [notice(noon, "1")], someDay);
      const [taken] = (await takeAll(store, noon)) as [TakenNotice];
      await store.putBack(taken, noon + 1);
      expect(await dueIn(store, noon)).toEqual([]);
      const [again] = (await takeAll(store, noon + 1)) as [TakenNotice];
      expect(again).toEqual({ ...taken, notice: { ...taken.notice, message: same(taken.notice.message) } });
      await store.putQueue(queue, 2, [], someDay);
      await store.putBack(again, noon + 2);
      expect(await dueIn(store, noon + 9)).toEqual([]);
      await store.putQueue(queue, 3, [notice(noon, "3"), notice(noon + 5, "4")], someDay);
      const [third] = (await takeAll(store, noon)) as [TakenNotice];
      await store.deleteQueue(queue);
      await store.putBack(third, noon + 1);
      expect(await dueIn(store, noon + 9)).toEqual([]);
      expect(await store.readQueue(queue)).toBeNull();
      await store.deleteQueue(queue);
    });

    test("rule 103: that nobody listens any more stays said while a notice goes to that address", async () => {
      const { store } = await setUp();
      const [here, there] = ["https://push.example/old", "https://push.example/new"];
      await store.createQueue(queue, sampleKey("a"), someDay);
      await store.putQueue(queue, 1, [notice(noon, "1", here), notice(noon + 9, "2", here)], someDay);
      const [taken] = (await takeAll(store, noon)) as [TakenNotice];
      await store.markGone(taken);
      expect(await store.readQueue(queue)).toEqual({ number: 1, waiting: 1, isGone: true });
      await store.putQueue(queue, 2, [notice(noon + 9, "3", there), notice(noon, "4", here)], someDay);
      expect(await store.readQueue(queue)).toMatchObject({ isGone: true });
      await store.putQueue(queue, 3, [notice(noon + 9, "5", there)], someDay);
      expect(await store.readQueue(queue)).toMatchObject({ isGone: false });
      await store.markGone(taken);
      expect(await store.readQueue(queue)).toMatchObject({ isGone: false });
    });

    test("a notice that does not match its hash is never posted", async () => {
      const { where, store } = await setUp();
      await store.createQueue(queue, sampleKey("a"), someDay);
      await store.putQueue(queue, 1, [notice(noon, "1")], someDay);
      await where.sql("UPDATE notice SET hash = body");
      await expect(store.takeNotice({ queue, place: 0 }, noon)).rejects.toThrow(corrupt);
      expect(await store.readQueue(queue)).toMatchObject({ waiting: 1 });
      await store.sweep(someDay + 1);
      expect(await where.count("notice")).toBe(1);
      await store.sweep(someDay + 2);
      expect(await where.count("notice")).toBe(0);
    });
  });

  describe(`${engine}: what is forgotten`, () => {
    test("rule 104: letterboxes and queues that nobody wrote for 190 days are deleted, and no others", async () => {
      const { where, store } = await setUp();
      for (const name of ["left", "written"]) {
        await store.createLetterbox(sampleId(name), sampleKey(name), filling, someDay);
        await store.createQueue(sampleId(`${name} queue`), sampleKey(name), someDay);
      }
      await store.putLetter(sampleId("written"), { number: 1, letter: letter("1") }, someDay + 100);
      await store.putQueue(sampleId("written queue"), 1, [], someDay + 100);
      await store.sweep(someDay + 189);
      expect(await store.totals()).toMatchObject({ letterboxes: 2, queues: 2 });
      await store.sweep(someDay + 190);
      expect(await store.totals()).toMatchObject({ letterboxes: 1, queues: 1 });
      expect(await store.readLetter(sampleId("left"))).toBeNull();
      expect(await store.readLetter(sampleId("written"))).toMatchObject({ number: 1 });
      expect(await store.readQueue(sampleId("left queue"))).toBeNull();
      expect(await store.readQueue(sampleId("written queue"))).toMatchObject({ number: 1 });
      await store.sweep(someDay + 290);
      expect(await Promise.all(["letterbox", "queue"].map(where.count))).toEqual([0, 0]);
    });

    test("rule 104: a backup has neither letterboxes nor queues", async () => {
      const { store } = await setUp();
      const empty = await bytesOf(dumpStore(store));
      await store.createLetterbox(box, sampleKey("a"), filling, someDay);
      await store.createQueue(queue, sampleKey("a"), someDay);
      await store.putQueue(queue, 1, [notice(noon, "1")], someDay);
      expect(await collect(store.export())).toEqual([]);
      expect(Buffer.compare(await bytesOf(dumpStore(store)), empty)).toBe(0);
    });

    test("a store of the version before goes on, with all it held", async () => {
      const { where, open, store } = await setUp();
      await store.createVault(sampleId("a"), sampleKey("a"), 0);
      await store.close();
      for (const table of ["feed", "notice", "queue", "letterbox"]) await where.sql(`DROP TABLE ${table}`);
      await where.sql("DELETE FROM schema_version WHERE version > 1");
      const newer = await open();
      expect(await newer.readVault(sampleId("a"))).not.toBeNull();
      await newer.createLetterbox(box, sampleKey("a"), filling, someDay);
      expect(await newer.totals()).toEqual({ vaults: 1, bytes: 0, letterboxes: 1, queues: 0, feeds: 0 });
    });
  });
}
