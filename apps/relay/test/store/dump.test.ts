import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPostgres, type TestPostgres } from "../../../../test/postgres.ts";
import { dumpStore, loadStore, verifyDump } from "../../src/store/dump.ts";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import { StoreFailure } from "../../src/store/store.ts";
import { postgresPlace } from "./postgres-place.ts";
import { appendAll, bytesOf, chunksOf, envelope, newVault, sampleKey, someDay } from "./sample.ts";
import { sqliteFolder, sqlitePlace } from "./sqlite-place.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

async function sampleBackup(): Promise<Buffer> {
  const store = await openSqliteStore({ folder: await sqliteFolder() });
  const session = await newVault(store, "a");
  await appendAll(store, session, ["1", "2", "3"]);
  await store.putSnapshot(session, { at: 2, parts: [envelope("s1"), envelope("s2", 4_096)] }, someDay);
  await store.rotate(session, { expect: 3, envelopes: [envelope("4")], day: someDay }, sampleKey("new"));
  await store.deleteVault(await newVault(store, "b"));
  const backup = await bytesOf(dumpStore(store));
  await store.close();
  return backup;
}

describe("a backup between engines", () => {
  test("from SQLite to PostgreSQL and back again, it is the same bytes", async () => {
    const backup = await sampleBackup();
    const postgres = await (await postgresPlace(server)).open();
    expect(await loadStore(postgres, chunksOf(backup, 5_000))).toMatchObject({ ok: true });
    const second = await bytesOf(dumpStore(postgres));
    await postgres.close();
    const sqlite = await (await sqlitePlace()).open();
    expect(await loadStore(sqlite, chunksOf(second, 5_000))).toMatchObject({ ok: true });
    const third = await bytesOf(dumpStore(sqlite));
    await sqlite.close();
    expect([Buffer.compare(backup, second), Buffer.compare(backup, third)]).toEqual([0, 0]);
  });

  test("its first line says what it is, and its bytes are frozen", async () => {
    const backup = await sampleBackup();
    expect(backup.subarray(0, 25).toString()).toBe("tidetable.relay-backup/1\n");
    expect(createHash("sha256").update(backup).digest("hex")).toBe(
      "35931e38ffdd1b2e7a7f878315174ff9fde73290945cd634c56c87cdbbfdb6da",
    );
  });
});

describe("a damaged backup", () => {
  test("one flipped bit, wherever it is, is found", async () => {
    const backup = await sampleBackup();
    // A step that is prime to the frames' lengths, so that heads, lines and sealed bytes are all hit.
    for (let at = 0; at < backup.length; at += 61) {
      const flipped = Buffer.from(backup);
      flipped[at]! ^= 1 << (at % 8);
      const checked = await verifyDump(chunksOf(flipped, 65_536));
      expect([at, checked.ok]).toEqual([at, false]);
    }
  });

  test("wherever it ends too early, it says so", async () => {
    const backup = await sampleBackup();
    for (let length = 25; length < backup.length; length += 211) {
      const checked = await verifyDump(chunksOf(backup.subarray(0, length), 65_536));
      expect(checked).toMatchObject({ ok: false, error: { kind: "cut-short" } });
    }
    expect(await verifyDump(chunksOf(backup.subarray(0, 24), 10))).toEqual({
      ok: false,
      error: { kind: "not-a-backup" },
    });
  });

  test("whole frames that are left out, put in twice or put elsewhere are found", async () => {
    const backup = await sampleBackup();
    const frames = framesOf(backup);
    expect(frames).toHaveLength(9);
    const joined = (list: readonly Buffer[]) => Buffer.concat([backup.subarray(0, 25), ...list]);
    expect((await verifyDump(chunksOf(joined(frames), 999))).ok).toBe(true);
    for (const [place, frame] of frames.entries()) {
      const without = frames.toSpliced(place, 1);
      for (const list of [without, frames.toSpliced(place, 0, frame), [...without.slice(0, -2), frame]])
        expect([place, (await verifyDump(chunksOf(joined(list), 999))).ok]).toEqual([place, false]);
    }
    expect((await verifyDump(chunksOf(Buffer.concat([backup, Buffer.from([0])]), 999))).ok).toBe(false);
  });

  test("an entry that was exchanged for another, with a hash that is right for it, is found", async () => {
    const backup = await sampleBackup();
    const frames = framesOf(backup);
    const place = frames.findIndex((frame) => frame.includes('"kind":"entry"'));
    const payload = Buffer.from(frames[place]!.subarray(36));
    payload[payload.length - 1]! ^= 1;
    const exchanged = Buffer.concat([
      frames[place]!.subarray(0, 4),
      createHash("sha256").update(payload).digest(),
      payload,
    ]);
    const forged = Buffer.concat([backup.subarray(0, 25), ...frames.toSpliced(place, 1, exchanged)]);
    const at = backup.length - frames.at(-1)!.length;
    expect(await verifyDump(chunksOf(forged, 999))).toEqual({ ok: false, error: { kind: "broken", at } });
  });

  test("other files are no backup", async () => {
    for (const text of ["", "tidetable.diary/1\n", "tidetable.relay-backup/2\n"])
      expect(await verifyDump(chunksOf(Buffer.from(text), 10))).toEqual({
        ok: false,
        error: { kind: "not-a-backup" },
      });
  });

  test.each([
    "DELETE FROM entry WHERE idx = 3",
    "DELETE FROM entry WHERE idx = 1",
    "UPDATE entry SET idx = 7 WHERE idx = 3",
    "UPDATE vault SET head = 4",
    "UPDATE vault SET snapshot = 2",
  ])("no backup is made of a store that does not add up: %s", async (sql) => {
    const place = await sqlitePlace();
    const store = await place.open();
    await appendAll(store, await newVault(store, "a"), ["1", "2", "3"]);
    await place.sql(sql);
    await expect(bytesOf(dumpStore(store))).rejects.toThrow(new StoreFailure("corrupt"));
    await store.close();
  });
});

/** A backup's frames: length u32, hash of 32 bytes, payload. */
function framesOf(backup: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 25; at < backup.length; ) {
    const length = 36 + backup.readUInt32BE(at);
    frames.push(backup.subarray(at, at + length));
    at += length;
  }
  return frames;
}
