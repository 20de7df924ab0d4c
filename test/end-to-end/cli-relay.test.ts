import { spawn, spawnSync } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { recoverVault } from "@tidetable/sync";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { builtApp } from "./browser.ts";
import { ended, tidetable } from "./cli-process.ts";
import { bleedingOn, nodeWorld, vaultAt, writeDay } from "./node-transport.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { serveRelay } from "./served-relay.ts";

beforeAll(async () => {
  await builtApp();
});

describe("a relay that serve runs", () => {
  test("needs no configuration: its data go where the system keeps such data, for their owner only", async () => {
    const home = await scratchFolder();
    const relay = await serveRelay([], { XDG_DATA_HOME: home });
    const { vault } = await vaultAt(relay.origin);
    await writeDay(vault, "2027-03-04", "light");
    expect((await stat(join(home, "tidetable"))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(home, "tidetable"))).toContain("tidetable.db");
    expect(relay.said.join()).not.toContain(home);
    expect(await relay.stop()).toEqual({ code: 0 });
    expect(relay.said.at(-1)).toBe("Tidetable has stopped.");
  });

  test("rule 53: what it has acknowledged is there when it comes again, after SIGKILL too", async () => {
    const folder = await scratchFolder();
    const first = await serveRelay(["--data-dir", folder]);
    const { vault } = await vaultAt(first.origin);
    await writeDay(vault, "2027-03-04", "light");
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    const again = await serveRelay(["--data-dir", folder, "--port", new URL(first.origin).port]);
    expect(await vault.sync()).toMatchObject({ kind: "done" });
    expect(again.invite).toBe(first.invite);
  });

  test("says who may bring a diary, and holds to it", async () => {
    const relay = await serveRelay(["--data-dir", await scratchFolder()]);
    expect(relay.said[1]).toBe(
      `The first diary needs no invite here; every other one needs this: ${relay.invite}`,
    );
    await vaultAt(relay.origin);
    await expect(vaultAt(relay.origin)).rejects.toThrow("invite");
    await vaultAt(relay.origin, relay.invite.toLowerCase());

    const open = await serveRelay(["--data-dir", await scratchFolder(), "--invite", "open"]);
    expect(open.said[1]).toBe("Whoever reaches this address may bring a diary here.");
    await vaultAt(open.origin);
    await vaultAt(open.origin);

    const closed = await serveRelay(["--data-dir", await scratchFolder(), "--invite", "always"]);
    expect(closed.said[1]).toBe(`Whoever brings a diary here needs this invite: ${closed.invite}`);
    await expect(vaultAt(closed.origin)).rejects.toThrow("invite");
  });

  test("lets its app speak with the relays that are named, and with no other", async () => {
    const words = ["--connect", "https://a.example", "--connect", "http://localhost:1"];
    const relay = await serveRelay(["--data-dir", await scratchFolder(), ...words]);
    const policy = (await fetch(relay.origin)).headers.get("content-security-policy");
    expect(policy).toContain("connect-src 'self' https://a.example http://localhost:1;");
  });

  test("on an address of this machine's says that browsers elsewhere need HTTPS", async () => {
    const relay = await serveRelay(["--data-dir", await scratchFolder(), "--host", "0.0.0.0"]);
    expect((await fetch(relay.origin)).status).toBe(200);
    await expect.poll(() => relay.said[2]).toBe("Browsers on other machines need HTTPS in front of it.");
  });

  test("has its folder alone, and says to whoever else wants it who it is", async () => {
    const folder = await scratchFolder();
    const relay = await serveRelay(["--data-dir", folder]);
    const second = await tidetable(["serve", "--port", "0", "--data-dir", folder]);
    expect(second).toEqual({
      code: 1,
      out: "",
      err: `Tidetable already serves this data, as process ${relay.pid} at ${relay.origin}.\n`,
    });
    process.kill(relay.pid, "SIGKILL");
    await relay.ended;
    await serveRelay(["--data-dir", folder]);
  });
});

const hasStrace = spawnSync("strace", ["-V"]).status === 0;

test.skipIf(!hasStrace)("rule 53: when a sync to disk fails, it says so and ends with 1", async () => {
  const folder = await scratchFolder();
  const inject = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync,fdatasync:error=EIO:when=40+"];
  const main = new URL("../../apps/cli/src/main.ts", import.meta.url).pathname;
  const serve = ["--import", import.meta.resolve("tsx"), main, "serve", "--port", "0", "--data-dir", folder];
  const child = spawn("strace", [...inject, process.execPath, ...serve], {
    // strace counts the calls of each thread by itself: all syncs of the log are to be on one.
    env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const end = ended(child);
  const origin = await new Promise<string>((resolve) => {
    child.stderr.once("data", (line: Buffer) => resolve(/http:\S+\d/.exec(`${line}`)![0]));
  });
  const { vault } = await vaultAt(origin);
  const written = (async () => {
    for (let day = 10; day < 99; day += 1) await writeDay(vault, `2027-03-${day}`, "light");
  })();
  await expect(written).rejects.toThrow("trouble");
  const { code, err } = await end;
  expect(code).toBe(1);
  expect(err).toContain(
    "The disk did not confirm what was written, so nothing more is accepted. Look at the disk, then start again.\n",
  );
  expect(err).not.toContain(folder);
});

describe("what keeps a relay from starting is said in one sentence", () => {
  const refused = async (words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { code, out, err } = await tidetable(["serve", "--port", "0", ...words], {
      cwd: await scratchFolder({ taken: "" }),
      env,
    });
    expect(out).toBe("");
    return { code, err };
  };

  test.each([
    [["--database", "mysql://host/name"], "A database needs an address such as postgres://USER@HOST/NAME."],
    [["--invite", "never"], "--invite needs open, first or always."],
    [
      ["--connect", "relay.example/path"],
      "--connect needs an address without a path, such as https://relay.example.",
    ],
    [["--host", ""], "--host needs a value."],
  ])("%j is a matter of usage", async (words, said) => {
    const { code, err } = await refused(words);
    expect(code).toBe(2);
    expect(err).toMatch(/^[^\n]+\nUsage: [^\n]+\n$/);
    expect(err.split("\n")[0]).toBe(said);
  });

  test("a variable that holds no address of a database is not repeated", async () => {
    const { code, err } = await refused([], { TIDETABLE_DATABASE: "user:canary@host" });
    expect(code).toBe(2);
    expect(err).not.toContain("canary");
  });

  test("the folder is a file, or cannot be made", async () => {
    expect(await refused(["--data-dir", "taken"])).toEqual({
      code: 1,
      err: "taken could not be made (EEXIST).\n",
    });
    const home = await scratchFolder({ tidetable: "" });
    const usual = await refused([], { XDG_DATA_HOME: home });
    expect(usual).toEqual({
      code: 1,
      err: "The data folder could not be made (EEXIST). Choose one: --data-dir DIR.\n",
    });
  });

  test("nobody has the address", async () => {
    expect(await refused(["--data-dir", "new", "--host", "192.0.2.1"])).toEqual({
      code: 1,
      err: "This machine has no address 192.0.2.1 to listen on.\n",
    });
  });

  test("the database is no database", async () => {
    const folder = await scratchFolder({ "tidetable.db": "canary ".repeat(2_000) });
    const { code, err } = await refused(["--data-dir", folder]);
    expect(code).toBe(1);
    expect(err).toBe(
      `The database in ${folder} is damaged. Restore the newest backup into a new folder: tidetable restore FILE --data-dir DIR.\n`,
    );
    expect(await readFile(join(folder, "tidetable.db"), "utf8")).toMatch(/^canary/);
  });
});

describe("with PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test("two relays share one database, and a day written at one is read at the other", async () => {
    const database = await server.freshDatabase();
    const [one, other] = await Promise.all(
      [1, 2].map(async () => serveRelay(["--database", database, "--data-dir", await scratchFolder()])),
    );
    const { vault, entropy } = await vaultAt(one!.origin);
    await writeDay(vault, "2027-03-04", "light");
    const read = await recoverVault(nodeWorld(), entropy, {
      name: "Laptop",
      relay: other!.origin,
      alone: false,
    });
    if (!read.ok) throw new Error(`the other relay says ${read.error.kind}`);
    expect(bleedingOn(read.value, "2027-03-04")).toBe("light");
    expect(other!.invite).toBe(one!.invite);
    await expect(vaultAt(other!.origin)).rejects.toThrow("invite");
  });

  test("one that would acknowledge too early is refused", async () => {
    const database = await server.freshDatabase();
    onTestFinished(() => server.restart());
    await server.restart({ synchronous_commit: "off" });
    const folder = await scratchFolder();
    expect(await tidetable(["serve", "--port", "0", "--database", database, "--data-dir", folder])).toEqual({
      code: 1,
      out: "",
      err: "PostgreSQL could lose what it has confirmed. Set fsync and synchronous_commit to on.\n",
    });
  });

  test("one that is not there, or knows no such database, is told apart", async () => {
    const folder = await scratchFolder();
    const port = await freePort();
    const words = ["serve", "--port", "0", "--data-dir", folder, "--database"];
    expect(await tidetable([...words, `postgres://canary:canary@127.0.0.1:${port}/canary`])).toEqual({
      code: 5,
      out: "",
      err: "PostgreSQL does not answer.\n",
    });
    expect(await tidetable([...words, server.addressOf("canary")])).toEqual({
      code: 1,
      out: "",
      err: "PostgreSQL does not let this user in, or has no such database.\n",
    });
  });
});

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === "string") throw new TypeError("expected a port");
  return address.port;
}
