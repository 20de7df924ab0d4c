import { describe, expect, test } from "vitest";
import { dumpStore } from "../../src/store/dump.ts";
import { collect, corrupt, type SetUp, same } from "./contract-place.ts";
import { bytesOf, sampleBytes, sampleId, sampleKey, someDay } from "./sample.ts";

const feed = sampleId("feed");
const sealed = (name: string, length = 4_096): Uint8Array => sampleBytes(`feed ${name}`, length);
const kept = (number: number, name: string, last = someDay + 60) => ({ number, sealed: sealed(name), last });

/** Calendar feeds: rules 107 to 112. */
export function describeFeeds(engine: string, setUp: SetUp): void {
  describe(`${engine}: calendar feeds`, () => {
    test("rule 109: one is made once, for one writer, and nobody reads it before something was put", async () => {
      const { store, where } = await setUp();
      expect(await store.readWriter("feed", feed)).toBeNull();
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.createFeed(feed, sampleKey("b"), someDay);
      expect(await store.readWriter("feed", feed)).toEqual(same(sampleKey("a")));
      expect(await store.readWriter("letterbox", feed)).toBeNull();
      expect(await store.readFeed(feed, someDay)).toBeNull();
      expect(await where.count("feed")).toBe(1);
      expect(await store.totals()).toEqual({ vaults: 0, bytes: 0, letterboxes: 0, queues: 0, feeds: 1 });
    });

    test("rule 110: only a number above the one kept is taken; the same again is the first time's answer", async () => {
      const { store } = await setUp();
      expect(await store.putFeed(feed, kept(1, "1"), someDay)).toEqual({ kind: "unknown" });
      await store.createFeed(feed, sampleKey("a"), someDay);
      for (const _ of [1, 2])
        expect(await store.putFeed(feed, kept(4, "4"), someDay)).toEqual({ kind: "done" });
      const behind = { kind: "behind", head: 4 };
      expect(await store.putFeed(feed, kept(4, "other"), someDay)).toEqual(behind);
      expect(await store.putFeed(feed, kept(4, "4", someDay + 61), someDay)).toEqual(behind);
      expect(await store.putFeed(feed, kept(3, "3"), someDay)).toEqual(behind);
      expect(await store.readFeed(feed, someDay)).toEqual(same(sealed("4")));
      const longest = { number: 2 ** 32 - 1, sealed: sealed("long", 65_536), last: someDay };
      expect(await store.putFeed(feed, longest, someDay)).toEqual({ kind: "done" });
      expect(await store.readFeed(feed, someDay)).toEqual(same(sealed("long", 65_536)));
    });

    test("rule 110: of what comes at once with one number, through two processes, one is kept", async () => {
      const { store, open } = await setUp();
      const other = await open();
      await store.createFeed(feed, sampleKey("a"), someDay);
      const names = ["1", "2", "3", "4", "5", "6"];
      const answers = await Promise.all(
        names.map((name, at) => [store, other][at % 2]!.putFeed(feed, kept(7, name), someDay)),
      );
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual([...Array(5).fill("behind"), "done"]);
      const won = names[answers.findIndex(({ kind }) => kind === "done")]!;
      expect(await store.readFeed(feed, someDay)).toEqual(same(sealed(won)));
    });

    test("rule 112: it is read through its last day, and not on the next, swept or not", async () => {
      const { store, where } = await setUp();
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.putFeed(feed, kept(1, "1", someDay + 3), someDay);
      expect(await store.readFeed(feed, someDay + 3)).toEqual(same(sealed("1")));
      expect(await store.readFeed(feed, someDay + 4)).toBeNull();
      await store.sweep(someDay + 3);
      expect(await where.count("feed")).toBe(1);
      await store.sweep(someDay + 4);
      expect(await where.count("feed")).toBe(0);
      expect(await store.readWriter("feed", feed)).toBeNull();
    });

    test("rule 112: one that nobody filled goes when its day is over", async () => {
      const { store, where } = await setUp();
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.sweep(someDay);
      expect(await where.count("feed")).toBe(1);
      await store.sweep(someDay + 1);
      expect(await where.count("feed")).toBe(0);
    });

    test("rule 110: a deleted one is gone, and deleting it again changes nothing", async () => {
      const { store, where } = await setUp();
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.putFeed(feed, kept(1, "1"), someDay);
      for (const _ of [1, 2]) await store.deleteFeed(feed);
      expect(await store.readFeed(feed, someDay)).toBeNull();
      expect(await where.count("feed")).toBe(0);
      expect(await store.putFeed(feed, kept(2, "2"), someDay)).toEqual({ kind: "unknown" });
    });

    test("bytes or a last day that do not match their hash are never handed out", async () => {
      const { where, store } = await setUp();
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.putFeed(feed, kept(1, "1"), someDay);
      await where.sql("UPDATE feed SET last = last + 1");
      await expect(store.readFeed(feed, someDay)).rejects.toThrow(corrupt);
      await where.sql("UPDATE feed SET last = last - 1");
      expect(await store.readFeed(feed, someDay)).toEqual(same(sealed("1")));
      await where.sql(`UPDATE feed SET body = ${where.spoilt("body")}`);
      await expect(store.readFeed(feed, someDay)).rejects.toThrow(corrupt);
    });

    test("rule 112: a backup has no feed, so that an ended one does not come back with it", async () => {
      const { store } = await setUp();
      const empty = await bytesOf(dumpStore(store));
      await store.createFeed(feed, sampleKey("a"), someDay);
      await store.putFeed(feed, kept(1, "1"), someDay);
      expect(await collect(store.export())).toEqual([]);
      expect(Buffer.compare(await bytesOf(dumpStore(store)), empty)).toBe(0);
    });

    test("a store of the version before goes on, with all it held", async () => {
      const { where, open, store } = await setUp();
      await store.createVault(sampleId("a"), sampleKey("a"), 0);
      await store.createQueue(sampleId("q"), sampleKey("a"), someDay);
      await store.close();
      await where.sql("DROP TABLE feed");
      await where.sql("DELETE FROM schema_version WHERE version > 2");
      const newer = await open();
      await newer.createFeed(feed, sampleKey("a"), someDay);
      expect(await newer.totals()).toEqual({ vaults: 1, bytes: 0, letterboxes: 0, queues: 1, feeds: 1 });
    });
  });
}
