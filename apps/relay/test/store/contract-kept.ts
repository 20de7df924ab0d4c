import { describe, expect, test } from "vitest";
import { dumpStore, loadStore, verifyDump } from "../../src/store/dump.ts";
import type { Session, Store } from "../../src/store/store.ts";
import { StoreFailure } from "../../src/store/store.ts";
import { collect, corrupt, type SetUp, same } from "./contract-place.ts";
import {
  appendAll,
  appended,
  bytesOf,
  chunksOf,
  envelope,
  newVault,
  readAll,
  sampleBytes,
  sampleId,
  sampleKey,
  someDay,
} from "./sample.ts";

/** What is kept, what is not, and what comes back: rules 50, 51, 55 and 56. */
export function describeKept(engine: string, setUp: SetUp): void {
  describe(`${engine}: snapshots`, () => {
    const snapshot = (at: number, length = 1_024) => ({
      at,
      parts: [envelope(`${at} a`, length), envelope(`${at} b`, length)],
    });

    test("rule 50: a snapshot is kept up to the head and above the newest, else refused with where that stands", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3"]);
      expect(await store.readSnapshot(session)).toBeNull();
      expect(await store.putSnapshot(session, snapshot(4), someDay)).toEqual({ kind: "behind", head: 3 });
      expect(await store.putSnapshot(session, snapshot(2), someDay)).toEqual({ kind: "done" });
      expect(await store.putSnapshot(session, snapshot(1), someDay)).toEqual({ kind: "old-snapshot", at: 2 });
      expect(await store.putSnapshot(session, snapshot(2), someDay)).toEqual({ kind: "done" });
      const other = { at: 2, parts: [envelope("other")] };
      expect(await store.putSnapshot(session, other, someDay)).toEqual({ kind: "old-snapshot", at: 2 });
      expect(await store.readSnapshot(session)).toEqual({ at: 2, parts: snapshot(2).parts.map(same) });
      expect(await store.readVault(session.vault)).toMatchObject({ snapshot: 2, bytes: 5 * 1_024 });
    });

    test("rule 50: three snapshots are kept", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3", "4", "5"]);
      for (const at of [1, 2, 3, 4, 5]) await store.putSnapshot(session, snapshot(at), someDay);
      const parts = (await collect(store.export())).filter((row) => row.kind === "part");
      expect(parts.map(({ at, part }) => [at, part])).toEqual(
        [3, 4, 5].flatMap((at) => [
          [at, 0],
          [at, 1],
        ]),
      );
      expect(await store.readVault(session.vault)).toMatchObject({ bytes: (5 + 6) * 1_024 });
    });

    test("rule 50: an entry goes when two newer snapshots cover it and it is 30 days old, not before", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2"], { day: someDay });
      await appendAll(store, session, ["3", "4"], { day: someDay + 10, expect: 2 });
      const firstKept = async (day: number) => {
        await store.sweep(day);
        const entries = (await collect(store.export())).filter((row) => row.kind === "entry");
        return entries[0]?.index;
      };
      await store.putSnapshot(session, snapshot(3), someDay + 10);
      expect(await firstKept(someDay + 365)).toBe(1);
      await store.putSnapshot(session, snapshot(4), someDay + 10);
      expect(await firstKept(someDay + 29)).toBe(1);
      expect(await firstKept(someDay + 30)).toBe(3);
      expect(await store.readLog(session, 1, 65_536)).toEqual({ kind: "pruned", snapshot: 4 });
      expect(await readAll(store, session, 2)).toEqual(["3", "4"].map((name) => same(envelope(name))));
      expect(await firstKept(someDay + 39)).toBe(3);
      expect(await firstKept(someDay + 40)).toBe(4);
      expect(await firstKept(someDay + 365)).toBe(4);
      expect(await store.readVault(session.vault)).toMatchObject({ head: 4, bytes: (1 + 4) * 1_024 });
      const again = { expect: 0, envelopes: [envelope("1")], day: someDay + 365 };
      expect(await store.append(session, again)).toEqual({ kind: "behind", head: 4 });
    });

    test("a snapshot whose bytes or parts do not match is never handed out", async () => {
      const { where, store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1"]);
      await store.putSnapshot(session, snapshot(1), someDay);
      await where.sql("DELETE FROM part WHERE part = 1");
      await expect(store.readSnapshot(session)).rejects.toThrow(corrupt);
      const other = await newVault(store, "b", 1);
      await store.putSnapshot(other, snapshot(1), someDay);
      await where.sql(`UPDATE part SET envelope = ${where.spoilt("envelope")} WHERE part = 1`);
      await expect(store.readSnapshot(other)).rejects.toThrow(corrupt);
    });

    test("rule 51: a restart leaves the new snapshot alone, at its index, and sent twice is sent once", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2", "3"]);
      await store.putSnapshot(session, snapshot(2), someDay);
      expect(await store.restart(session, 2, snapshot(9), someDay)).toEqual({ kind: "behind", head: 3 });
      for (const _ of [1, 2])
        expect(await store.restart(session, 3, snapshot(9, 4_096), someDay)).toEqual(appended(9));
      expect(await store.readVault(session.vault)).toMatchObject({ head: 9, snapshot: 9, bytes: 8_192 });
      expect(await store.readLog(session, 8, 65_536)).toEqual({ kind: "pruned", snapshot: 9 });
      const rows = await collect(store.export());
      expect(rows.map(({ kind }) => kind)).toEqual(["vault", "part", "part"]);
      await appendAll(store, session, ["10"], { expect: 9 });
      expect(await readAll(store, session, 9)).toEqual([same(envelope("10"))]);
    });

    test("rule 51: erasing restarts at the head, also over a snapshot at that very index", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2"]);
      await store.putSnapshot(session, snapshot(2), someDay);
      const erased = { at: 2, parts: [envelope("erased")] };
      expect(await store.restart(session, 2, erased, someDay)).toEqual(appended(2));
      expect(await store.readSnapshot(session)).toEqual({ at: 2, parts: erased.parts.map(same) });
      expect(await store.readVault(session.vault)).toMatchObject({ head: 2, bytes: 1_024 });
    });
  });

  describe(`${engine}: deletion`, () => {
    async function vaultWithEverything(store: Store): Promise<Session> {
      const session = await newVault(store, "a");
      await appendAll(store, session, ["1", "2"]);
      await store.putSnapshot(session, { at: 1, parts: [envelope("s")] }, someDay);
      return session;
    }

    test("a deleted vault leaves nothing but its hash, and its name is taken for good", async () => {
      const { where, store } = await setUp();
      const session = await vaultWithEverything(store);
      expect(await store.deleteVault(session)).toEqual({ kind: "done" });
      expect(await store.readVault(session.vault)).toBeNull();
      expect(await store.readLog(session, 0, 65_536)).toEqual({ kind: "unknown" });
      expect(await store.deleteVault(session)).toEqual({ kind: "unknown" });
      expect(await store.createVault(session.vault, sampleKey("a"), 0)).toBe(false);
      expect((await collect(store.export())).map(({ kind }) => kind)).toEqual(["deletion"]);
      expect(await Promise.all(["vault", "entry", "part"].map(where.count))).toEqual([0, 0, 0]);
      expect(await store.totals()).toMatchObject({ vaults: 0, bytes: 0 });
    });

    test("rule 56: a deleted vault stays deleted when yesterday's data are put back", async () => {
      const { where, open, store } = await setUp();
      const session = await vaultWithEverything(store);
      const kept = await newVault(store, "kept");
      await store.close();
      const putBack = await where.backUp();
      const today = await open();
      await today.deleteVault(session);
      await today.close();
      await putBack();
      const restored = await open();
      expect(await restored.readVault(session.vault)).toBeNull();
      expect(await restored.readVault(kept.vault)).not.toBeNull();
      expect(await restored.createVault(session.vault, sampleKey("a"), 0)).toBe(false);
      const rows = await collect(restored.export());
      expect(rows.map(({ kind }) => kind)).toEqual(["deletion", "vault"]);
    });

    test("of a deletion and appends at once, nothing is left over", async () => {
      const { where, store, open } = await setUp();
      const session = await vaultWithEverything(store);
      const other = await open();
      const append = { expect: 2, envelopes: [envelope("3")], day: someDay };
      const answers = await Promise.all([
        other.append(session, append),
        store.deleteVault(session),
        other.putSnapshot(session, { at: 2, parts: [envelope("s2")] }, someDay),
      ]);
      expect(answers[1]).toEqual({ kind: "done" });
      expect(await Promise.all(["vault", "entry", "part", "deletion"].map(where.count))).toEqual([
        0, 0, 0, 1,
      ]);
    });
  });

  describe(`${engine}: mail`, () => {
    const box = sampleId("box");

    test("rule 55: a slot is written once; the same again is the same", async () => {
      const { store } = await setUp();
      const mail = sampleBytes("mail", 4_096);
      expect(await store.readMail(box, 0)).toBeNull();
      expect(await store.putMail(box, 0, mail, someDay)).toBe(true);
      expect(await store.putMail(box, 0, mail, someDay)).toBe(true);
      expect(await store.putMail(box, 0, sampleBytes("other", 100), someDay)).toBe(false);
      expect(await store.putMail(box, 3, sampleBytes("other", 100), someDay)).toBe(true);
      expect(await store.readMail(box, 0)).toEqual(same(mail));
      await store.deleteMail(box);
      expect(await store.readMail(box, 0)).toBeNull();
      expect(await store.readMail(box, 3)).toBeNull();
    });

    test("rule 55: mail is there the next day, and gone when the day after begins", async () => {
      const { store } = await setUp();
      await store.putMail(box, 0, sampleBytes("mail", 100), someDay);
      await store.sweep(someDay + 1);
      expect(await store.readMail(box, 0)).not.toBeNull();
      await store.sweep(someDay + 2);
      expect(await store.readMail(box, 0)).toBeNull();
    });

    test("mail that does not match its hash is never handed out", async () => {
      const { where, store } = await setUp();
      await store.putMail(box, 0, sampleBytes("mail", 100), someDay);
      await where.sql(`UPDATE mail SET body = ${where.spoilt("body")}`);
      await expect(store.readMail(box, 0)).rejects.toThrow(corrupt);
    });
  });

  describe(`${engine}: versions`, () => {
    test("a database of a later version is refused and left alone", async () => {
      const { where, store } = await setUp();
      await store.close();
      await where.sql("INSERT INTO schema_version (version) VALUES (1000)");
      await expect(where.open()).rejects.toThrow(new StoreFailure("newer-schema"));
    });
  });

  describe(`${engine}: backups`, () => {
    async function furnished(store: Store): Promise<void> {
      const a = await newVault(store, "a");
      await appendAll(store, a, ["1", "2", "3"]);
      for (const at of [1, 2]) await store.putSnapshot(a, { at, parts: [envelope("s", 4_096)] }, someDay);
      await store.rotate(
        a,
        { expect: 3, envelopes: [envelope("boxes")], day: someDay + 1 },
        sampleKey("new"),
      );
      const moved = await newVault(store, "moved", 70);
      await store.putSnapshot(moved, { at: 70, parts: [envelope("x"), envelope("y")] }, someDay);
      await newVault(store, "empty");
      await store.deleteVault(await newVault(store, "gone"));
      await store.secret("session", sampleKey("secret"));
      await store.putMail(sampleId("box"), 0, sampleBytes("mail", 100), someDay);
    }

    test("a backup is whole, says what it holds, and fills an empty store to the same bytes", async () => {
      const { store } = await setUp();
      await furnished(store);
      const backup = await bytesOf(dumpStore(store));
      const counts = { vaults: 3, entries: 4, parts: 4, deletions: 1 };
      expect(await verifyDump(chunksOf(backup, 1_000))).toEqual({ ok: true, value: counts });
      const { store: other } = await setUp();
      expect(await loadStore(other, chunksOf(backup, 100_000))).toEqual({ ok: true, value: counts });
      expect(Buffer.compare(await bytesOf(dumpStore(other)), backup)).toBe(0);
      expect(await other.totals()).toEqual(await store.totals());
      const session = { vault: sampleId("a"), generation: 2 };
      expect(await other.readVault(session.vault)).toEqual(await store.readVault(session.vault));
      expect(await readAll(other, session)).toHaveLength(4);
      expect(await other.createVault(sampleId("gone"), sampleKey("gone"), 0)).toBe(false);
    });

    test("a backup holds no secret of the relay, and no mail", async () => {
      const { store } = await setUp();
      await furnished(store);
      const backup = await bytesOf(dumpStore(store));
      for (const secret of [sampleKey("secret"), sampleBytes("mail", 100).subarray(0, 32)]) {
        expect(backup.includes(Buffer.from(secret))).toBe(false);
        expect(backup.includes(Buffer.from(secret).toString("base64url"))).toBe(false);
      }
    });

    test("a store that holds a vault takes no backup in", async () => {
      const { store } = await setUp();
      await furnished(store);
      const backup = await bytesOf(dumpStore(store));
      expect(await loadStore(store, chunksOf(backup, 1_000))).toEqual({
        ok: false,
        error: { kind: "not-empty" },
      });
      expect(Buffer.compare(await bytesOf(dumpStore(store)), backup)).toBe(0);
    });

    test("a broken backup leaves an empty store empty", async () => {
      const { store } = await setUp();
      await furnished(store);
      const backup = await bytesOf(dumpStore(store));
      const { store: other } = await setUp();
      const short = backup.subarray(0, backup.length - 1);
      expect(await loadStore(other, chunksOf(short, 1_000))).toMatchObject({
        ok: false,
        error: { kind: "cut-short" },
      });
      expect(await collect(other.export())).toEqual([]);
      async function* unreadable(): AsyncGenerator<Uint8Array> {
        yield backup.subarray(0, 2_000);
        throw new Error("the disk is gone");
      }
      await expect(loadStore(other, unreadable())).rejects.toThrow("the disk is gone");
      expect(await collect(other.export())).toEqual([]);
      expect(await loadStore(other, chunksOf(backup, 1_000))).toMatchObject({ ok: true });
    });

    test("rule 56: an older backup brings no vault back that was deleted here since", async () => {
      const { store, open } = await setUp();
      await furnished(store);
      const backup = await bytesOf(dumpStore(store));
      const left = [
        ["a", 2],
        ["moved", 1],
        ["empty", 1],
      ] as const;
      for (const [name, generation] of left)
        expect(await store.deleteVault({ vault: sampleId(name), generation })).toEqual({ kind: "done" });
      expect(await loadStore(store, chunksOf(backup, 1_000))).toMatchObject({ ok: true });
      expect(await store.totals()).toMatchObject({ vaults: 0, bytes: 0 });
      await store.close();
      expect(await (await open()).readVault(sampleId("a"))).toBeNull();
    });

    test("a backup shows one moment, whatever is written while it is made", async () => {
      const { store } = await setUp();
      const session = await newVault(store, "a");
      const names = Array.from({ length: 100 }, (_, n) => `${n}`);
      await appendAll(store, session, names);
      const rows = store.export()[Symbol.asyncIterator]();
      await rows.next();
      await appendAll(store, session, ["100", "101"], { expect: 100 });
      await store.restart(session, 102, { at: 102, parts: [envelope("erased")] }, someDay);
      await newVault(store, "b");
      let entries = 0;
      for (let next = await rows.next(); !next.done; next = await rows.next())
        if (next.value.kind === "entry") entries += 1;
      expect(entries).toBe(100);
      expect((await collect(store.export())).map(({ kind }) => kind).toSorted()).toEqual([
        "part",
        "vault",
        "vault",
      ]);
    });
  });
}
