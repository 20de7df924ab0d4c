import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { chmod, mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteFile } from "@tidetable/relay";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { builtApp } from "./browser.ts";
import { type Ended, ended, tidetable } from "./cli-process.ts";
import { vaultAt, writeDay } from "./node-transport.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { serveRelay } from "./served-relay.ts";

beforeAll(async () => {
  await builtApp();
});

/** A relay's folder with one diary of two days in it, while it serves. */
async function keptRelay() {
  const folder = await scratchFolder();
  const relay = await serveRelay(["--data-dir", folder]);
  const { vault } = await vaultAt(relay.origin);
  await writeDay(vault, "2027-03-04", "light");
  await writeDay(vault, "2027-03-05", "light");
  return { folder, relay, vault };
}

async function runSql(folder: string, sql: string): Promise<void> {
  const database = await openSqliteFile(join(folder, "tidetable.db"), { timeout: 5_000 });
  database.exec(sql);
  database.close();
}

/** What is to be done, by check and kind, and how it all ended. */
async function lookedAt(words: readonly string[], cwd?: string) {
  const { code, out, err } = await tidetable(["doctor", ...words, "--json"], cwd ? { cwd } : {});
  expect(err).toBe("");
  const { schema, ok, findings } = JSON.parse(out);
  expect(schema).toBe("tidetable.doctor/1");
  type Found = { check: string; kind: string; ok: boolean };
  const named = (isFine: boolean) =>
    findings
      .filter((finding: Found) => finding.ok === isFine)
      .map(({ check, kind }: Found) => `${check} ${kind}`);
  expect(ok).toBe(code === 0);
  return { code, look: named(false), fine: named(true) };
}

const anyPort = ["--port", "0"];

describe("on a relay of this machine", () => {
  test("that serves and is well: nothing is to be done, and nothing of any diary is said", async () => {
    const { folder, relay, vault } = await keptRelay();
    const cwd = await scratchFolder();
    await tidetable(["backup", "b", "--data-dir", folder], { cwd });
    const port = new URL(relay.origin).port;
    const words = ["doctor", "--data-dir", folder, "--port", port, "--backup", "b"];
    const { code, out, err } = await tidetable(words, { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const line of [
      `fine  The data folder ${folder} is for its owner only.`,
      "fine  Every record matches its hash, and none is missing.",
      `fine  The invite for another diary: ${relay.invite}`,
      `fine  A relay answers at ${relay.origin}.`,
      "fine  b is whole, and from today.",
    ])
      expect(out.split("\n")).toContain(line);
    expect(out).toMatch(/^fine {2}SQLite \d[\d.]+, (from its package|the one inside Node): /m);
    expect(out).toMatch(/^fine {2}One diary, sealed, [\d.]+ kB in all\.$/m);
    expect(out).toMatch(/\n\nNothing is to be done\.\n$/);
    expect(out).not.toContain(vault.id);
    for (const line of out.split("\n"))
      if (!line.includes(folder)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("that has not begun: it says so, and makes nothing", async () => {
    const cwd = await scratchFolder();
    const { code, fine } = await lookedAt([...anyPort, "--data-dir", "none"], cwd);
    expect(code).toBe(0);
    expect(fine).toContain("folder missing");
    expect(await readdir(cwd)).toEqual([]);
    await mkdir(join(cwd, "empty"), { mode: 0o700 });
    expect((await lookedAt([...anyPort, "--data-dir", "empty"], cwd)).fine).toContain("database none");
    expect(await readdir(join(cwd, "empty"))).toEqual([]);
  });

  test("whose records are damaged or missing", async () => {
    const { folder, relay } = await keptRelay();
    await relay.stop();
    const before = await lookedAt([...anyPort, "--data-dir", folder]);
    expect(before).toMatchObject({ code: 0, look: [] });
    await runSql(
      folder,
      "UPDATE entry SET envelope = CAST(x'00' || substr(envelope, 2) AS BLOB) WHERE idx = 3",
    );
    expect(await lookedAt([...anyPort, "--data-dir", folder])).toMatchObject({
      code: 1,
      look: ["rows damaged"],
    });
    expect(await tidetable(["backup", join(folder, "b"), "--data-dir", folder])).toEqual({
      code: 1,
      out: "",
      err: `The database in ${folder} is damaged. Restore the newest backup into a new folder: tidetable restore FILE --data-dir DIR.\n`,
    });
    expect((await readdir(folder)).filter((name) => /^\.?b\b/.test(name))).toEqual([]);
    await runSql(folder, "DELETE FROM entry WHERE idx = 3");
    expect(await lookedAt([...anyPort, "--data-dir", folder])).toMatchObject({
      code: 1,
      look: ["rows damaged"],
    });
    await writeFile(join(folder, "tidetable.db"), "canary ".repeat(2_000));
    expect(await lookedAt([...anyPort, "--data-dir", folder])).toMatchObject({
      code: 1,
      look: ["database trouble"],
    });
  });

  test("that a later version wrote: it says which sentence, and changes nothing", async () => {
    const { folder, relay } = await keptRelay();
    await relay.stop();
    await runSql(folder, "INSERT INTO schema_version VALUES (99)");
    const said = `A later version of Tidetable wrote the database in ${folder}. Use that version, or a later one.`;
    const { code, out } = await tidetable(["doctor", ...anyPort, "--data-dir", folder]);
    expect(code).toBe(1);
    expect(out.replaceAll(/\n {6}/g, " ")).toContain(`look  ${said}\n`);
    const served = await tidetable(["serve", "--port", "0", "--data-dir", folder]);
    expect(served).toEqual({ code: 1, out: "", err: `${said}\n` });
    const saved = await tidetable(["backup", join(folder, "b"), "--data-dir", folder]);
    expect(saved).toEqual({ code: 1, out: "", err: `${said}\n` });
    expect(await readdir(folder)).not.toContain("b");
  });

  test("whose folder others may look into, or is a file", async () => {
    const folder = await scratchFolder({ file: "" });
    await chmod(folder, 0o755);
    expect(await lookedAt([...anyPort, "--data-dir", folder])).toMatchObject({
      code: 1,
      look: ["folder open"],
    });
    expect(await lookedAt([...anyPort, "--data-dir", join(folder, "file")])).toMatchObject({
      code: 1,
      look: ["folder file"],
    });
  });

  test.skipIf(!canOthersRead())("whose folder this account may not write in", async () => {
    const folder = await scratchFolder();
    await chmod(folder, 0o555);
    const words = ["--data-dir", folder];
    expect(await asAnother(["serve", "--port", "0", ...words])).toEqual({
      code: 1,
      out: "",
      err: `This account may not write in ${folder}.\n`,
    });
    const { code, out } = await asAnother(["doctor", ...anyPort, ...words, "--json"]);
    expect(code).toBe(1);
    expect(out).toContain('"check":"folder","kind":"unwritable","ok":false');
  });

  test("whose port another program has", async () => {
    const other = await httpServer(createServer((_incoming, outgoing) => outgoing.end("ok")));
    const words = ["--data-dir", "none", "--port", other];
    expect(await lookedAt(words, await scratchFolder())).toMatchObject({ code: 1, look: ["port taken"] });
  });

  test("whose newest backup is old, damaged or not there", async () => {
    const { folder } = await keptRelay();
    const cwd = await scratchFolder({ letter: "Dear" });
    await tidetable(["backup", "b", "--data-dir", folder], { cwd });
    const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000);
    await utimes(join(cwd, "b"), tenDaysAgo, tenDaysAgo);
    const words = [...anyPort, "--data-dir", folder, "--backup"];
    expect(await lookedAt([...words, "b"], cwd)).toMatchObject({ code: 1, look: ["backup old"] });
    expect(await lookedAt([...words, "letter"], cwd)).toMatchObject({ code: 1, look: ["backup broken"] });
    expect(await lookedAt([...words, "nothing"], cwd)).toMatchObject({ code: 1, look: ["backup missing"] });
  });
});

describe("on PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test("it says which settings keep what is confirmed, and which do not", async () => {
    const database = await server.freshDatabase();
    const words = [...anyPort, "--database", database, "--data-dir", await scratchFolder()];
    const well = await lookedAt(words);
    expect(well).toMatchObject({ code: 0, look: [] });
    expect(well.fine).toEqual(
      expect.arrayContaining(["postgres fine", "checksums on", "rows fine", "totals are"]),
    );
    onTestFinished(() => server.restart());
    await server.restart({ full_page_writes: "off" });
    expect(await lookedAt(words)).toMatchObject({ code: 1, look: ["pages torn"] });
    await server.restart({ fsync: "off" });
    expect(await lookedAt(words)).toMatchObject({ code: 1, look: ["postgres unsynced", "database trouble"] });
    const gone = [...anyPort, "--database", "postgres://canary@127.0.0.1:1/x", "--data-dir", "none"];
    const { code, out } = await tidetable(["doctor", ...gone], { cwd: await scratchFolder() });
    expect(code).toBe(5);
    expect(out).toContain("look  PostgreSQL does not answer.\n");
    expect(out).not.toContain("canary");
  });
});

describe("on a relay elsewhere", () => {
  test("it says what a browser would find there", async () => {
    const { relay } = await keptRelay();
    const { code, out } = await tidetable(["doctor", relay.origin]);
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        `fine  A relay answers at ${relay.origin}.`,
        "fine  It answers on this machine, where browsers do without HTTPS.",
        "fine  Pages from there may load nothing from elsewhere.",
        "fine  Apps from other addresses may use it as their relay.",
        "",
        "Nothing is to be done.",
        "",
      ].join("\n"),
    });
  });

  test("a proxy that takes headers away is noticed; so is what is no relay, and nobody", async () => {
    const health = '{"app":"tidetable","protocol":1,"status":"ok"}';
    const bare = await httpServer(createServer((_incoming, outgoing) => outgoing.end(health)));
    expect(await lookedAt([`http://localhost:${bare}`])).toMatchObject({
      code: 1,
      look: ["policy missing", "sharing closed"],
    });
    const other = await httpServer(createServer((_incoming, outgoing) => outgoing.end("ok")));
    expect(await lookedAt([`http://localhost:${other}`])).toMatchObject({ code: 1, look: ["relay other"] });
    expect(await lookedAt(["http://127.0.0.1:1"])).toMatchObject({ code: 5, look: ["relay silent"] });
  });
});

async function httpServer(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("expected a port");
  return String(address.port);
}

/** Whether an account that is not root could run the command line; nobody else finds a folder unwritable. */
function canOthersRead(): boolean {
  if (process.getuid === undefined) return false;
  if (process.getuid() !== 0) return true;
  for (let path = fileURLToPath(import.meta.url); path !== "/"; path = dirname(path))
    if ((statSync(path).mode & 0o004) === 0) return false;
  return true;
}

/** The command as an account without privileges: this one, or nobody where this is root. */
function asAnother(words: readonly string[]): Promise<Ended> {
  const main = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));
  const nobody = 65_534;
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const nodeWords = ["--import", import.meta.resolve("tsx"), main, ...words];
  return ended(
    spawn(process.execPath, nodeWords, { ...account, cwd: "/", stdio: ["ignore", "pipe", "pipe"] }),
  );
}
