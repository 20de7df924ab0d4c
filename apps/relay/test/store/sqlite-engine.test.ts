import { execFile } from "node:child_process";
import { readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDeletionLedger } from "../../src/store/deletion-ledger.ts";
import { createGroupCommit } from "../../src/store/group-commit.ts";
import { openSqliteFile, type SqliteDatabase } from "../../src/store/sqlite-driver.ts";
import { prepareSqlite } from "../../src/store/sqlite-schema.ts";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import { type Store, StoreFailure } from "../../src/store/store.ts";
import {
  appendAll,
  appended,
  envelope,
  newVault,
  readAll,
  sampleBytes,
  sampleId,
  someDay,
} from "./sample.ts";
import { sqliteFolder } from "./sqlite-place.ts";

const run = promisify(execFile);
const failure = (trouble: StoreFailure["trouble"]) => new StoreFailure(trouble);

async function openStore(folder: string): Promise<Store> {
  const store = await openSqliteStore({ folder });
  onTestFinished(() => store.close());
  return store;
}

describe("how the file is kept", () => {
  test("rule 53: in a log that is synced at every commit, with zeros over what was deleted", async () => {
    const database = await openSqliteFile(join(await sqliteFolder(), "a.db"));
    await prepareSqlite(database, false);
    const asked = ["journal_mode", "synchronous", "secure_delete", "foreign_keys", "wal_autocheckpoint"];
    const settings = asked.map((name) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    expect(settings).toEqual(["wal", 2, 1, 1, 0]);
    database.close();
  });

  test("the proof's unsafe run alone syncs less", async () => {
    const database = await openSqliteFile(join(await sqliteFolder(), "a.db"));
    await prepareSqlite(database, true);
    expect(database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 1 });
    database.close();
  });

  test("its folder is for its owner alone", async () => {
    const folder = join(await sqliteFolder(), "data");
    await openStore(folder);
    const { stdout } = await run("ls", ["-ld", folder]);
    expect(stdout.slice(0, 10)).toBe("drwx------");
  });

  test("a file that is no database is refused and left as it is", async () => {
    const folder = await sqliteFolder();
    const bytes = sampleBytes("not a database", 8_192);
    await writeFile(join(folder, "tidetable.db"), bytes);
    await expect(openSqliteStore({ folder })).rejects.toThrow(failure("corrupt"));
    expect(Buffer.compare(await readFile(join(folder, "tidetable.db")), bytes)).toBe(0);
  });
});

describe("changes in groups", () => {
  test("64 appends of one turn are one commit", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const names = Array.from({ length: 64 }, (_, n) => `vault ${n}`);
    const sessions = await Promise.all(names.map((name) => newVault(store, name)));
    const before = await commitsIn(folder);
    const answers = await Promise.all(
      sessions.map((session, n) =>
        store.append(session, { expect: 0, envelopes: [envelope(`${n}`)], day: someDay }),
      ),
    );
    expect(answers).toEqual(Array(64).fill(appended(1)));
    expect((await commitsIn(folder)) - before).toBe(1);
  });

  test("changes of different turns are commits of their own", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    const before = await commitsIn(folder);
    await appendAll(store, session, ["1", "2", "3"]);
    expect((await commitsIn(folder)) - before).toBe(3);
  });

  test("a change that fails in a group is undone alone", async () => {
    const { commits, database } = await openGroup();
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    const outcomes = await Promise.allSettled([
      commits.change(() => insert.run(sampleId("a"))),
      commits.change(() => {
        insert.run(sampleId("b"));
        throw new RangeError("b: is wrong");
      }),
      commits.change(() => insert.run(sampleId("c"))),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(database.prepare("SELECT count(*) AS n FROM challenge").get()).toEqual({ n: 2 });
  });

  test("while a backup is read, groups are committed without waiting for it", async () => {
    const store = await openStore(await sqliteFolder());
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1", "2"]);
    const rows = store.export()[Symbol.asyncIterator]();
    await rows.next();
    const gone = await newVault(store, "gone");
    const start = performance.now();
    await store.deleteVault(gone);
    await appendAll(store, session, ["3"], { expect: 2 });
    expect(performance.now() - start).toBeLessThan(1_000);
    await rows.return?.();
  });
});

describe("a disk that fails", () => {
  test("a full database refuses and keeps nothing, and takes the same again when there is room", async () => {
    const { commits, database } = await openGroup();
    const insert = database.prepare(
      "INSERT INTO mail (mailbox, slot, day, hash, body) VALUES (?, 0, 1, ?, ?)",
    );
    const put = (name: string) =>
      commits.change(() => insert.run(sampleId(name), sampleId(name), sampleBytes(name, 60_000)));
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages + 12}`);
    await put("a");
    await expect(Promise.all([put("b"), put("c")])).rejects.toThrow(failure("full"));
    expect(database.prepare("SELECT count(*) AS n FROM mail").get()).toEqual({ n: 1 });
    database.exec("PRAGMA max_page_count = 100000");
    await Promise.all([put("b"), put("c")]);
    expect(database.prepare("SELECT count(*) AS n FROM mail").get()).toEqual({ n: 3 });
  });

  test("a full disk refuses and keeps nothing, reads go on, and all is well when there is room", async (context) => {
    const folder = await sqliteFolder();
    try {
      await run("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]);
    } catch {
      context.skip("this user may not mount a small disk; the full database above stands in for it");
    }
    onTestFinished(async () => {
      await run("umount", ["--lazy", folder]);
    });
    const store = await openSqliteStore({ folder });
    const session = await newVault(store, "a");
    const gone = await newVault(store, "gone");
    await appendAll(store, gone, ["1"]);
    let head = 0;
    let refused: unknown = null;
    while (refused === null && head < 1_000) {
      const append = { expect: head, envelopes: [envelope(`${head}`, 65_536)], day: someDay };
      await store.append(session, append).then(
        () => {
          head += 1;
        },
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(refused).toEqual(failure("full"));
    expect(head).toBeGreaterThan(3);
    expect(await store.readVault(session.vault)).toMatchObject({ head, bytes: head * 65_536 });
    expect(await readAll(store, session)).toHaveLength(head);
    await run("mount", ["-o", "remount,size=8m", folder]);
    const next = { expect: head, envelopes: [envelope("next", 65_536)], day: someDay };
    expect(await store.append(session, next)).toEqual(appended(head + 1));
    expect(await store.deleteVault(gone)).toEqual({ kind: "done" });
    await store.close();
    const again = await openSqliteStore({ folder });
    expect(await readAll(again, session)).toHaveLength(head + 1);
    await again.close();
  });

  test("a folder that may only be read is said to be that", async (context) => {
    const folder = await sqliteFolder();
    await (await openSqliteStore({ folder })).close();
    try {
      await run("mount", ["--bind", folder, folder]);
      await run("mount", ["-o", "remount,bind,ro", folder]);
    } catch {
      context.skip("this user may not mount anything; the next test stands in for it");
    }
    onTestFinished(async () => {
      await run("umount", ["--lazy", folder]);
    });
    await expect(openSqliteStore({ folder })).rejects.toThrow(failure("read-only"));
  });

  test("a database that may only be read refuses changes and takes them again later", async () => {
    const { commits, database } = await openGroup();
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    database.exec("PRAGMA query_only = ON");
    await expect(commits.change(() => insert.run(sampleId("a")))).rejects.toThrow(failure("read-only"));
    database.exec("PRAGMA query_only = OFF");
    await commits.change(() => insert.run(sampleId("a")));
    expect(database.prepare("SELECT count(*) AS n FROM challenge").get()).toEqual({ n: 1 });
  });

  test("rule 53: after a failed sync nothing is acknowledged any more, and the relay is told once", async () => {
    const fatal: StoreFailure[] = [];
    const { commits, database } = await openGroup({
      onFatal: (one) => fatal.push(one),
      failing: "COMMIT",
      nth: 2,
    });
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    const claim = (name: string) => commits.change(() => insert.run(sampleId(name)));
    await claim("a");
    const outcomes = await Promise.allSettled([claim("b"), claim("c")]);
    expect(outcomes.map((one) => one.status === "rejected" && one.reason)).toEqual(
      Array(2).fill(failure("sync-failed")),
    );
    await expect(claim("d")).rejects.toThrow(failure("sync-failed"));
    expect(() => commits.read(() => 1)).toThrow(failure("sync-failed"));
    expect(fatal).toEqual([failure("sync-failed")]);
    expect(database.prepare("SELECT count(*) AS n FROM challenge").get()).toEqual({ n: 1 });
  });

  test("rule 53: so it is where the sync fails that moves the log into the file", async () => {
    const fatal: StoreFailure[] = [];
    const { commits } = await openGroup({
      onFatal: (one) => fatal.push(one),
      failing: "PRAGMA wal_checkpoint",
    });
    const erase = () =>
      commits.change((group) => {
        group.hasErased = true;
      });
    await expect(erase()).rejects.toThrow(failure("sync-failed"));
    await expect(erase()).rejects.toThrow(failure("sync-failed"));
    expect(fatal).toEqual([failure("sync-failed")]);
  });

  test("rule 56: where the ledger cannot be written, nothing is deleted", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1"]);
    await rm(join(folder, "deletions"), { force: true });
    await symlink("/dev/full", join(folder, "deletions"));
    await expect(store.deleteVault(session)).rejects.toThrow(failure("full"));
    expect(await readAll(store, session)).toHaveLength(1);
    await rm(join(folder, "deletions"));
    expect(await store.deleteVault(session)).toEqual({ kind: "done" });
  });
});

describe("what is deleted", () => {
  test("of a deleted vault no byte is left in the files, nor of what a restart or mail left behind", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const kept = await newVault(store, "kept");
    await appendAll(store, kept, ["kept"]);
    const session = await newVault(store, "a");
    const lengths = [1_024, 4_096, 16_384, 65_536];
    const entries = lengths.map((length) => envelope(`entry ${length}`, length));
    await store.append(session, { expect: 0, envelopes: entries, day: someDay });
    const first = { at: 4, parts: [envelope("first", 65_536)] };
    await store.putSnapshot(session, first, someDay);
    const second = { at: 4, parts: [envelope("second", 4_096)] };
    const mail = sampleBytes("mail", 4_096);
    await store.putMail(sampleId("box"), 0, mail, someDay);
    const secrets = [...entries, ...first.parts];

    expect(await tracesOf([...secrets, mail, envelope("kept")], folder)).toBe(secrets.length + 2);
    await store.restart(session, 4, second, someDay);
    expect(await tracesOf(secrets, folder)).toBe(0);
    expect(await tracesOf(second.parts, folder)).toBe(1);
    await store.deleteVault(session);
    await store.deleteMail(sampleId("box"));
    expect(await tracesOf([...second.parts, mail, session.vault], folder)).toBe(0);
    expect(await tracesOf([envelope("kept")], folder)).toBe(1);
  });

  test("what a backup that was being read kept from being wiped is wiped by the next sweep", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1", "2"]);
    const rows = store.export()[Symbol.asyncIterator]();
    await rows.next();
    await store.deleteVault(session);
    expect(await tracesOf([envelope("1"), envelope("2")], folder)).toBe(2);
    await rows.return?.();
    await store.sweep(someDay);
    expect(await tracesOf([envelope("1"), envelope("2")], folder)).toBe(0);
  });

  test("entries that were pruned leave no byte either", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    await appendAll(store, session, ["1", "2", "3"]);
    for (const at of [1, 2]) await store.putSnapshot(session, { at, parts: [envelope(`s${at}`)] }, someDay);
    await store.sweep(someDay + 30);
    expect(await tracesOf([envelope("1")], folder)).toBe(0);
    expect(await tracesOf([envelope("2"), envelope("3")], folder)).toBe(2);
  });
});

/**
 * The part below the store, on a real file. The nth run of a statement that begins with `failing` fails as on a disk
 * that lost what it should have synced.
 */
async function openGroup({ onFatal = (_: StoreFailure) => {}, failing = "nothing", nth = 1 } = {}) {
  const folder = await sqliteFolder();
  const database = await openSqliteFile(join(folder, "tidetable.db"));
  await prepareSqlite(database, false);
  onTestFinished(() => database.close());
  let runs = 0;
  const countRun = () => {
    runs += 1;
    // SQLITE_IOERR_FSYNC, as the driver throws it.
    if (runs === nth) throw Object.assign(new Error("disk I/O error"), { errcode: 1034 });
  };
  const withFailure: SqliteDatabase = {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      if (!sql.startsWith(failing)) return statement;
      return {
        all: () => statement.all(),
        iterate: () => statement.iterate(),
        get() {
          countRun();
          return statement.get();
        },
        run() {
          countRun();
          return statement.run();
        },
      };
    },
  };
  const ledger = openDeletionLedger(join(folder, "ledger"));
  return { commits: createGroupCommit({ database: withFailure, ledger, onFatal }), database };
}

/** Commits in the log: frames of 24 bytes and a page, of which the last of each commit names the file's size. */
async function commitsIn(folder: string): Promise<number> {
  const log = await readFile(join(folder, "tidetable.db-wal"));
  const page = log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 + page <= log.length; at += 24 + page)
    if (log.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}

/** How many of these byte strings are anywhere in the folder, whole or any 16 bytes out of their middle. */
async function tracesOf(strings: readonly Uint8Array[], folder: string): Promise<number> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  const found = strings.filter((bytes) => {
    const middle = Buffer.from(bytes.subarray(bytes.length / 2 - 8, bytes.length / 2 + 8));
    const start = Buffer.from(bytes.subarray(0, 16));
    return files.some((file) => file.includes(middle) || file.includes(start));
  });
  return found.length;
}
