import { execFile } from "node:child_process";
import { cp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDeletionLedger } from "../../src/store/deletion-ledger.ts";
import { createGroupCommit } from "../../src/store/group-commit.ts";
import { type LogSync, openLogSync } from "../../src/store/log-sync.ts";
import { openSqliteFile, type SqliteDatabase } from "../../src/store/sqlite-driver.ts";
import { leaveSyncsToUs, prepareSqlite } from "../../src/store/sqlite-schema.ts";
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

  test("rule 53: only once the store syncs the log itself is that left out, and no other sync", async () => {
    const database = await openSqliteFile(join(await sqliteFolder(), "a.db"));
    await prepareSqlite(database, false);
    leaveSyncsToUs(database);
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

describe("while a commit is synced", () => {
  const held = () => {
    const syncs: (() => void)[] = [];
    const around = (log: LogSync): LogSync => ({
      close: () => log.close(),
      sync: (done) => void syncs.push(() => log.sync(done)),
    });
    return { syncs, around };
  };

  test("rule 53: nothing of it is acknowledged or read, and what comes meanwhile is one later commit", async () => {
    const { syncs, around } = held();
    const { commits, database, folder } = await openGroup({ around });
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    const count = database.prepare("SELECT count(*) AS n FROM challenge");
    const told: unknown[] = [];
    const claim = (name: string) =>
      commits.change(() => insert.run(sampleId(name))).then(() => told.push(name));
    const first = claim("a");
    await nextTurn();
    const reading = commits.read(() => count.get()).then((row) => told.push(row));
    const others = [claim("b"), claim("c")];
    const before = await commitsIn(folder);
    await nextTurn();
    expect(told).toEqual([]);
    expect(syncs).toHaveLength(1);
    expect(await commitsIn(folder)).toBe(before);
    syncs[0]!();
    await Promise.all([first, reading]);
    expect(told).toEqual(["a", { n: 1 }]);
    await nextTurn();
    expect(syncs).toHaveLength(2);
    expect(await commitsIn(folder)).toBe(before + 1);
    expect(told).toHaveLength(2);
    syncs[1]!();
    await Promise.all(others);
    expect(told.slice(2)).toEqual(["b", "c"]);
  });

  test("rule 53: the end waits for it and for what had come, and takes nothing more", async () => {
    const { syncs, around } = held();
    const { commits, database } = await openGroup({ around });
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    const told: string[] = [];
    const claim = (name: string) =>
      commits.change(() => insert.run(sampleId(name))).then(() => told.push(name));
    const first = claim("a");
    await nextTurn();
    const second = claim("b");
    const ending = commits.end().then(() => told.push("end"));
    await expect(claim("c")).rejects.toThrow(failure("unreachable"));
    expect(told).toEqual([]);
    syncs[0]!();
    await first;
    await nextTurn();
    expect(told).toEqual(["a"]);
    syncs[1]!();
    await Promise.all([second, ending]);
    expect(told).toEqual(["a", "b", "end"]);
  });

  test("its descriptor is the log's for as long as the store is open, through every new beginning of the log", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    const path = join(folder, "tidetable.db-wal");
    const { ino } = await stat(path);
    await appendAll(store, session, ["1"]);
    for await (const _ of store.export());
    await store.sweep(someDay);
    await store.deleteVault(await newVault(store, "gone"));
    expect((await stat(path)).size).toBe(0);
    await appendAll(store, session, ["2"], { expect: 1 });
    for await (const _ of store.export());
    expect((await stat(path)).ino).toBe(ino);
    if (process.platform !== "linux") return;
    const opened = await Promise.all(
      (await readdir("/proc/self/fd")).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")),
    );
    expect(opened).toContain(path);
    expect(opened.filter((name) => name.startsWith(`${path} (deleted)`))).toEqual([]);
  });
});

describe("what a killed relay left", () => {
  test("rule 53: is in the file, and so was synced, before anything of it is answered again", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    const append = { expect: 0, envelopes: [envelope("1")], day: someDay };
    await store.append(session, append);
    // As a kill leaves it: the log whole, the file behind.
    const left = await sqliteFolder();
    for (const name of ["tidetable.db", "tidetable.db-wal"]) await cp(join(folder, name), join(left, name));
    const next = await openStore(left);
    const alone = await sqliteFolder();
    await cp(join(left, "tidetable.db"), join(alone, "tidetable.db"));
    const onlyTheFile = await openStore(alone);
    expect(await readAll(onlyTheFile, session)).toEqual([envelope("1")]);
    expect(await next.append(session, append)).toEqual(appended(1));
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
    database.exec(`PRAGMA max_page_count = ${pages + 24}`);
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
    await expect(commits.read(() => 1)).rejects.toThrow(failure("sync-failed"));
    expect(fatal).toEqual([failure("sync-failed")]);
    expect(database.prepare("SELECT count(*) AS n FROM challenge").get()).toEqual({ n: 1 });
  });

  test("rule 53: so it is where the sync of the log fails, after the commit was written", async () => {
    const fatal: StoreFailure[] = [];
    let syncs = 0;
    const failSecond = (log: LogSync): LogSync => ({
      close: () => log.close(),
      sync(done) {
        syncs += 1;
        const trouble = syncs === 2 ? Object.assign(new Error("EIO"), { code: "EIO" }) : null;
        log.sync((error) => done(trouble ?? error));
      },
    });
    const { commits, database } = await openGroup({
      onFatal: (one) => fatal.push(one),
      around: failSecond,
    });
    const insert = database.prepare("INSERT INTO challenge (challenge, day) VALUES (?, 1)");
    const claim = (name: string) => commits.change(() => insert.run(sampleId(name)));
    await claim("a");
    const lost = claim("b");
    await nextTurn();
    const collected = claim("c");
    const read = commits.read(() => 1);
    const outcomes = await Promise.allSettled([lost, collected, read]);
    expect(outcomes.map((one) => one.status === "rejected" && one.reason)).toEqual(
      Array(3).fill(failure("sync-failed")),
    );
    expect(syncs).toBe(2);
    expect(fatal).toEqual([failure("sync-failed")]);
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

describe("the order in which entries of all vaults came", () => {
  test("rule 52: is kept for today's alone; a sweep lays those of days past in any order", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const sessions = [await newVault(store, "a"), await newVault(store, "b")];
    const bodies = Array.from({ length: 30 }, (_, n) => envelope(`${n}`));
    for (const [n, body] of bodies.entries())
      await store.append(sessions[n % 2]!, { expect: n >> 1, envelopes: [body], day: someDay });
    expect(await placesIn(folder)).toEqual(bodies.map((_, n) => [n + 1, (n >> 1) + 1]));

    await store.sweep(someDay);
    expect((await placesIn(folder)).every(([place]) => place > 0)).toBe(true);
    await store.sweep(someDay + 1);
    const shuffled = await placesIn(folder);
    expect(shuffled.every(([place]) => place < 0)).toBe(true);
    // By chance alone they would still be in order 2 ** 15 times in 30!.
    const order = shuffled.map(([, index]) => index);
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    expect(order).toHaveLength(30);

    const next = { expect: 15, envelopes: [envelope("next")], day: someDay + 1 };
    expect(await store.append(sessions[0]!, next)).toEqual(appended(16));
    expect((await placesIn(folder)).at(-1)).toEqual([1, 16]);
    const even = bodies.filter((_, n) => n % 2 === 0);
    expect(await readAll(store, sessions[0]!)).toEqual([...even, envelope("next")]);
  });

  test("a sweep gets through more of them than it moves at once", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const session = await newVault(store, "a");
    const bodies = Array.from({ length: 64 }, (_, n) => envelope(`${n}`));
    for (let round = 0; round < 7; round++)
      await store.append(session, { expect: 64 * round, envelopes: bodies, day: someDay });
    await store.sweep(someDay + 1);
    const places = await placesIn(folder);
    expect(places).toHaveLength(448);
    expect(places.every(([place]) => place < 0)).toBe(true);
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

  test("nor of one whose entries lie among those of others, some in the order they came and some moved since", async () => {
    const folder = await sqliteFolder();
    const store = await openStore(folder);
    const names = ["gone", "restarted", "kept"];
    const sessions = await Promise.all(names.map((name) => newVault(store, name)));
    const lengths = [1_024, 1_024, 1_024, 4_096];
    const bodies = new Map(names.map((name) => [name, [] as Uint8Array[]]));
    const write = async (day: number, count: number): Promise<void> => {
      for (let n = 0; n < count; n++)
        await Promise.all(
          names.map((name, which) => {
            const all = bodies.get(name)!;
            const body = envelope(`${name} ${all.length}`, lengths[all.length % lengths.length]);
            const expect = all.length;
            all.push(body);
            return store.append(sessions[which]!, { expect, envelopes: [body], day });
          }),
        );
    };
    await write(someDay, 150);
    await store.sweep(someDay + 1);
    await write(someDay + 1, 50);
    expect(await tracesOf(bodies.get("gone")!, folder)).toBe(200);
    const snapshot = { at: 200, parts: [envelope("first", 4_096)] };
    await store.restart(sessions[1]!, 200, snapshot, someDay + 1);
    await store.scrub();
    expect(await tracesOf(bodies.get("restarted")!, folder)).toBe(0);
    await store.deleteVault(sessions[0]!);
    const places = await placesIn(folder);
    await store.scrub();
    // The order of today's alone is still kept, and that of days past is not made anew.
    expect(await placesIn(folder)).toEqual(places);
    expect(await tracesOf([...bodies.get("gone")!, sessions[0]!.vault], folder)).toBe(0);
    await store.sweep(someDay + 2);
    expect(await tracesOf([...bodies.get("gone")!, ...bodies.get("restarted")!], folder)).toBe(0);
    expect(await readAll(store, sessions[2]!)).toEqual(bodies.get("kept"));
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
 * that lost what it should have synced; `around` may hold back or fail the syncs of the log.
 */
async function openGroup({
  onFatal = (_: StoreFailure) => {},
  failing = "nothing",
  nth = 1,
  around = (log: LogSync): LogSync => log,
} = {}) {
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
  const log = around(openLogSync(join(folder, "tidetable.db")));
  const commits = createGroupCommit({ database: withFailure, log, ledger, onFatal });
  return { commits, database, folder };
}

/** Where each entry lies, and its index, in the order in which they lie. */
async function placesIn(folder: string): Promise<readonly (readonly [place: number, index: number])[]> {
  const database = await openSqliteFile(join(folder, "tidetable.db"), { readOnly: true });
  // A place may be longer than a number holds; its sign and, where it is small, its value are what counts.
  const rows = database
    .prepare("SELECT CAST(rowid AS REAL) AS place, idx FROM entry ORDER BY rowid")
    .all() as readonly { place: number; idx: number }[];
  database.close();
  return rows.map(({ place, idx }) => [place, idx]);
}

/**
 * Commits in the log since it last began anew: frames of 24 bytes and a page, with the header's salts, of which the last
 * of each commit names the file's size.
 */
async function commitsIn(folder: string): Promise<number> {
  const log = await readFile(join(folder, "tidetable.db-wal"));
  const page = log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 + page <= log.length; at += 24 + page)
    if (log.readUInt32BE(at + 4) > 0 && log.compare(log, 16, 24, at + 8, at + 16) === 0) commits += 1;
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
