import { spawn, spawnSync } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatBackup, wordsFromEntropy } from "@tidetable/sync";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { builtApp } from "./browser.ts";
import { type Ended, ended, tidetable } from "./cli-process.ts";
import { bleedingOn, vaultAt, writeDay } from "./node-transport.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { serveRelay } from "./served-relay.ts";

beforeAll(async () => {
  await builtApp();
});

/** A relay's folder with one diary of two days in it, and nobody serving it; `vault` belongs to `port`. */
async function keptRelay() {
  const folder = await scratchFolder();
  const relay = await serveRelay(["--data-dir", folder]);
  const { vault, entropy } = await vaultAt(relay.origin);
  await writeDay(vault, "2027-03-04", "light");
  await writeDay(vault, "2027-03-05", "heavy");
  return { folder, relay, vault, entropy, port: new URL(relay.origin).port };
}

describe("a relay's backup", () => {
  test("is made while the relay serves, is whole, and becomes a relay again that devices go on with", async () => {
    const { relay, folder, vault, port } = await keptRelay();
    const cwd = await scratchFolder();
    let isWriting = true;
    const writing = (async () => {
      // Fewer than rule 54 allows at once.
      for (let day = 0; isWriting && day < 100; day += 1) {
        await writeDay(vault, `${2000 + day}-01-01`, "light");
      }
    })();
    const made = await tidetable(["backup", "relay.backup", "--data-dir", folder], { cwd });
    isWriting = false;
    await writing;
    await writeDay(vault, "2027-03-06", "medium");
    expect(made).toEqual({
      code: 0,
      out: expect.stringMatching(/^One diary, sealed, is in relay\.backup \([\d.]+ kB\)\.\n$/),
      err: "",
    });
    expect((await stat(join(cwd, "relay.backup"))).mode & 0o777).toBe(0o600);
    expect(await readdir(cwd)).toEqual(["relay.backup"]);
    expect(await readFile(join(cwd, "relay.backup"), "latin1")).not.toContain("2027-03");

    const verified = await tidetable(["verify", "relay.backup", "--json"], { cwd });
    expect(verified).toMatchObject({ code: 0, err: "" });
    const found = JSON.parse(verified.out);
    expect(found).toMatchObject({ schema: "tidetable.verify/1", kind: "relay-backup", ok: true, vaults: 1 });
    expect(found.bytes).toBe((await stat(join(cwd, "relay.backup"))).size);

    await relay.stop();
    expect(await tidetable(["restore", "relay.backup", "--data-dir", "new"], { cwd })).toEqual({
      code: 0,
      out: "One diary was restored.\nThe invite is a new one; serve says it.\n",
      err: "",
    });
    expect((await stat(join(cwd, "new"))).mode & 0o777).toBe(0o700);
    const next = await serveRelay(["--data-dir", join(cwd, "new"), "--port", port]);
    expect(next.invite).not.toBe(relay.invite);
    // Rule 83: the device has written since, and the relay has less than it knows.
    expect(await vault.sync()).toMatchObject({ kind: "stopped", by: "rollback" });
    expect(await vault.restart()).toEqual({ ok: true });
    await writeDay(vault, "2027-04-01", "medium");
    expect(bleedingOn(vault, "2027-03-05")).toBe("heavy");
  });

  test("rule 56: what was deleted after it was made stays deleted when it is restored beside the ledger", async () => {
    const { relay, folder, vault } = await keptRelay();
    const other = await vaultAt(relay.origin, relay.invite);
    const cwd = await scratchFolder();
    await tidetable(["backup", "b", "--data-dir", folder], { cwd });
    expect(await other.vault.deleteAtRelay()).toEqual({ ok: true });
    await relay.stop();
    const fresh = await scratchFolder({ deletions: await readFile(join(folder, "deletions")) });
    const restored = await tidetable(["restore", join(cwd, "b"), "--data-dir", fresh]);
    expect(restored.out).toBe(
      "One diary was restored. One was deleted here, and stays deleted.\nThe invite is a new one; serve says it.\n",
    );
    const port = new URL(relay.origin).port;
    await serveRelay(["--data-dir", fresh, "--port", port]);
    expect(await vault.sync()).toMatchObject({ kind: "done" });
    expect(await other.vault.connect(relay.origin, null)).toMatchObject({ ok: false });
  });

  test("of which one byte is another is damaged, wherever the byte is, and nothing of it is restored", async () => {
    const { folder, relay } = await keptRelay();
    const cwd = await scratchFolder();
    await relay.stop();
    await tidetable(["backup", "b", "--data-dir", folder], { cwd });
    const whole = await readFile(join(cwd, "b"));
    for (const at of [60, whole.length >> 1, whole.length - 1]) {
      const bytes = Uint8Array.from(whole);
      bytes[at]! ^= 1;
      await writeFile(join(cwd, "damaged"), bytes);
      const { code, out, err } = await tidetable(["verify", "damaged", "--json"], { cwd });
      expect({ at, code }).toEqual({ at, code: 1 });
      expect(err).toMatch(/^damaged is (damaged|not whole)[^\n]* byte [\d,]+[^\n]*\.\n$/);
      expect(JSON.parse(out)).toMatchObject({ kind: "relay-backup", ok: false, at: expect.any(Number) });
      expect(JSON.parse(out).at).toBeLessThanOrEqual(at);
    }
    const restored = await tidetable(["restore", "damaged", "--data-dir", "new"], { cwd });
    expect(restored).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^damaged is [^\n]+\n$/) });
    await writeFile(join(cwd, "short"), whole.subarray(0, -40));
    expect((await tidetable(["verify", "short"], { cwd })).err).toMatch(
      /^short is not whole: it ends too early, at byte [\d,]+\.\n$/,
    );
    await writeFile(join(cwd, "later"), "tidetable.relay-backup/2\n");
    for (const command of ["verify", "restore"])
      expect(await tidetable([command, "later"], { cwd })).toEqual({
        code: 1,
        out: "",
        err: "A later version of Tidetable wrote later. Use that version, or a later one.\n",
      });
    expect(await readdir(cwd)).not.toContain("new");
  });

  test("takes no file's place and fills no relay that has something, unless it is told to", async () => {
    const { folder, relay } = await keptRelay();
    const cwd = await scratchFolder({ b: "mine" });
    expect(await tidetable(["backup", "b", "--data-dir", folder], { cwd })).toEqual({
      code: 1,
      out: "",
      err: "There is a file b already. --force replaces it.\n",
    });
    expect(await readFile(join(cwd, "b"), "utf8")).toBe("mine");
    expect(await tidetable(["backup", "b", "--data-dir", folder, "--force"], { cwd })).toMatchObject({
      code: 0,
    });
    expect((await tidetable(["restore", "b", "--data-dir", folder], { cwd })).err).toBe(
      `Tidetable already serves this data, as process ${relay.pid} at ${relay.origin}.\n`,
    );
    await relay.stop();
    expect(await tidetable(["restore", "b", "--data-dir", folder], { cwd })).toEqual({
      code: 1,
      out: "",
      err: `There are diaries in ${folder} already; a backup fits only where there is none.\n`,
    });
  });

  test("cannot be made of nothing, nor be written where nothing can be", async () => {
    const { folder, relay } = await keptRelay();
    await relay.stop();
    const cwd = await scratchFolder();
    expect(await tidetable(["backup", "b", "--data-dir", "empty"], { cwd })).toEqual({
      code: 1,
      out: "",
      err: "No relay has kept anything in empty yet.\n",
    });
    expect(await tidetable(["backup", "no/where", "--data-dir", folder], { cwd })).toEqual({
      code: 1,
      out: "",
      err: "no/where could not be written (ENOENT).\n",
    });
    expect(await readdir(cwd)).toEqual([]);
  });
});

const canMount = process.platform === "linux" && process.getuid?.() === 0;

test.skipIf(!canMount)(
  "a disk that becomes full leaves no part of a backup, and the one before as it was",
  async () => {
    const { folder, relay } = await keptRelay();
    await relay.stop();
    const small = await scratchFolder();
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8k", "tidetable", small], {
      encoding: "utf8",
    });
    if (mounted.status !== 0) throw new Error(`mount said: ${mounted.stderr.trim()}`);
    onTestFinished(() => void spawnSync("umount", [small]));
    await writeFile(join(small, "b"), "mine");
    expect(await tidetable(["backup", "b", "--force", "--data-dir", folder], { cwd: small })).toEqual({
      code: 1,
      out: "",
      err: "b could not be written (ENOSPC).\n",
    });
    expect(await readdir(small)).toEqual(["b"]);
    expect(await readFile(join(small, "b"), "utf8")).toBe("mine");
  },
);

describe("between SQLite and PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test("a relay goes there and back by backup and restore, and its devices go on", async () => {
    const { folder, relay, vault, port } = await keptRelay();
    await relay.stop();
    const cwd = await scratchFolder();
    const database = await server.freshDatabase();
    const place = ["--database", database, "--data-dir", join(cwd, "ledger")];
    expect(await tidetable(["backup", "one", "--data-dir", folder], { cwd })).toMatchObject({ code: 0 });
    expect(await tidetable(["restore", "one", ...place], { cwd })).toMatchObject({ code: 0, err: "" });
    expect(await tidetable(["restore", "one", ...place], { cwd })).toEqual({
      code: 1,
      out: "",
      err: "There are diaries in the database already; a backup fits only where there is none.\n",
    });
    const there = await serveRelay([...place, "--port", port]);
    await writeDay(vault, "2027-03-06", "medium");
    expect(await tidetable(["backup", "two", ...place], { cwd })).toMatchObject({ code: 0 });
    await there.stop();
    expect(await tidetable(["restore", "two", "--data-dir", "back"], { cwd })).toMatchObject({ code: 0 });
    await serveRelay(["--data-dir", join(cwd, "back"), "--port", port]);
    await writeDay(vault, "2027-03-07", "light");
    expect(bleedingOn(vault, "2027-03-04")).toBe("light");
  });

  test("a database that does not answer is a matter of the network, and nothing is left behind", async () => {
    const cwd = await scratchFolder({ b: "tidetable.relay-backup/1\n" });
    const words = ["--database", "postgres://canary@127.0.0.1:1/canary", "--data-dir", "ledger"];
    expect(await tidetable(["backup", "new", ...words], { cwd })).toEqual({
      code: 5,
      out: "",
      err: "PostgreSQL does not answer.\n",
    });
    expect(await readdir(cwd)).not.toContain("new");
  });
});

describe("a diary's backup", () => {
  /** Its file, and its twelve words. */
  async function keptDiary() {
    const { vault, entropy, relay } = await keptRelay();
    await vault.edit([{ record: "day/2027-03-05", field: "symptoms/cramps", value: 2 }]);
    await vault.sync();
    await relay.stop();
    const words = await wordsFromEntropy(entropy);
    const cwd = await scratchFolder({ "my.backup": await formatBackup(vault) });
    return { cwd, words: words.join(" ") };
  }

  test("is known by its form without its words, and opened with them, from a pipe or a variable", async () => {
    const { cwd, words } = await keptDiary();
    expect(await tidetable(["verify", "my.backup"], { cwd })).toEqual({
      code: 0,
      out: "my.backup is a diary's backup. Only its form was looked at; its twelve words tell whether it opens.\n",
      err: "",
    });
    const opened = "my.backup is a diary's backup, whole: 2 days, one device.\n";
    const env = { TIDETABLE_WORDS: words };
    expect(await tidetable(["verify", "my.backup"], { cwd, env })).toEqual({ code: 0, out: opened, err: "" });
    const onSheet = words
      .split(" ")
      .map((word, index) => `${index + 1}. ${word.toUpperCase()}\n`)
      .join("");
    expect(await piped(["verify", "my.backup"], onSheet, cwd)).toEqual({ code: 0, out: opened, err: "" });
    const { out } = await tidetable(["verify", "my.backup", "--json"], { cwd, env });
    expect(JSON.parse(out)).toEqual({
      schema: "tidetable.verify/1",
      kind: "diary-backup",
      ok: true,
      opened: true,
      days: 2,
      devices: 1,
    });
  });

  test("becomes a diary file for its owner only", async () => {
    const { cwd, words } = await keptDiary();
    const env = { TIDETABLE_WORDS: words };
    expect(await tidetable(["restore", "my.backup", "--to", "out.json"], { cwd, env })).toEqual({
      code: 0,
      out: "2 days were written to out.json, sealed by nothing.\n",
      err: "",
    });
    expect((await stat(join(cwd, "out.json"))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(cwd, "out.json"), "utf8"))).toEqual({
      schema: "tidetable.diary/1",
      days: {
        "2027-03-04": { bleeding: "light" },
        "2027-03-05": { bleeding: "heavy", symptoms: { cramps: 2 } },
      },
      events: [],
    });
    const again = await tidetable(["restore", "my.backup", "--to", "out.json"], { cwd, env });
    expect(again).toEqual({
      code: 1,
      out: "",
      err: "There is a file out.json already. --force replaces it.\n",
    });
  });

  test.skipIf(process.platform !== "linux")(
    "asks a person for its words and shows none of them",
    async () => {
      const { cwd, words } = await keptDiary();
      const asked = await atTerminal(
        ["verify", "my.backup"],
        [`${words.slice(0, -1)}x\u007f${words.slice(-1)}\r`],
        cwd,
      );
      expect(asked.code).toBe(0);
      expect(asked.out.replaceAll("\r", "")).toBe(
        "Its twelve words (they are not shown), or Enter to go without: \n" +
          "my.backup is a diary's backup, whole: 2 days, one device.\n",
      );
      const pasted = `${words.replaceAll(" ", "\r")}\r`;
      expect((await atTerminal(["verify", "my.backup"], [pasted], cwd)).out).toContain("whole: 2 days");
      const without = await atTerminal(["verify", "my.backup"], ["\r"], cwd);
      expect(without.out).toContain("Only its form was looked at");
      const stopped = await atTerminal(
        ["restore", "my.backup", "--to", "out.json"],
        ["canary", "\u0003"],
        cwd,
      );
      expect(stopped.out).not.toContain("canary");
      expect(stopped.code).not.toBe(0);
      expect(await readdir(cwd)).toEqual(["my.backup"]);
    },
  );

  test("with wrong words stays closed, with 3 and one sentence that has none of them", async () => {
    const { cwd, words } = await keptDiary();
    const list = words.split(" ");
    const legal = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    const cases: readonly (readonly [string, string])[] = [
      [legal, "These words do not open my.backup: they are another diary's, or the file was changed.\n"],
      ["canary", "That is one word; my.backup opens with twelve.\n"],
      [
        `${list.slice(0, 11).join(" ")} xylophonist`,
        "Word 12 is not on the list of words. Look at it again.\n",
      ],
      [
        "abandon ".repeat(12),
        "One of the words is not the one that was written down, or two changed places.\n",
      ],
    ];
    for (const [given, err] of cases) {
      const env = { TIDETABLE_WORDS: given };
      expect(await tidetable(["verify", "my.backup"], { cwd, env })).toEqual({ code: 3, out: "", err });
      const restored = await tidetable(["restore", "my.backup", "--to", "out.json"], { cwd, env });
      expect(restored).toEqual({ code: 3, out: "", err });
    }
    expect(await tidetable(["restore", "my.backup", "--to", "out.json"], { cwd })).toEqual({
      code: 3,
      out: "",
      err: "The twelve words are needed: at a terminal, through a pipe, or in TIDETABLE_WORDS.\n",
    });
    expect(await readdir(cwd)).toEqual(["my.backup"]);
  });

  test("is told from a relay's, and from what is none", async () => {
    const { cwd } = await keptDiary();
    await writeFile(join(cwd, "letter"), "Dear canary,\n\nhow are you?\n");
    await writeFile(join(cwd, "cut"), (await readFile(join(cwd, "my.backup"))).subarray(0, 300));
    const said = async (...words: readonly string[]) => {
      const { code, out, err } = await tidetable(words, { cwd });
      expect(out + err).not.toContain("canary");
      return { code, err };
    };
    const usage = expect.stringMatching(
      /^This is a diary's backup\. Name the file to write: --to OUT\.json\.\nUsage: [^\n]+\n$/,
    );
    expect(await said("restore", "my.backup")).toEqual({ code: 2, err: usage });
    expect(await said("restore", "letter")).toEqual({ code: 1, err: "letter is no backup.\n" });
    expect((await said("verify", "letter")).code).toBe(1);
    expect(await said("verify", "cut")).toEqual({
      code: 1,
      err: "cut is damaged: it begins as a diary's backup and does not go on as one.\n",
    });
    expect(await said("verify", "nothing")).toEqual({ code: 1, err: "There is no file nothing.\n" });
    expect(await said("restore", ".")).toEqual({ code: 1, err: ". is a folder, not a file.\n" });
  });
});

test("a plain diary is looked through as well", async () => {
  const cwd = await scratchFolder({
    "starts.csv": "start\n2025-12-25\n2026-01-24\n2026-02-20\n",
    "odd.json":
      '{"schema":"tidetable.diary/1","days":{"2026-02-20":{"bleeding":"light"},"2026-02-21":{"pain":11}}}',
  });
  const env = { TZ: "UTC" };
  const whole = await tidetable(["verify", "starts.csv", "--json"], { cwd, env });
  expect(JSON.parse(whole.out)).toMatchObject({ kind: "diary", ok: true, days: 3, skipped: 0 });
  expect(await tidetable(["verify", "odd.json"], { cwd })).toEqual({
    code: 1,
    out: "",
    err: "odd.json is a diary, but one thing in it makes no sense; tidetable import odd.json --dry-run lists it.\n",
  });
});

/** The command with something piped into it. */
function piped(words: readonly string[], input: string, cwd: string): Promise<Ended> {
  const main = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), main, ...words], { cwd });
  child.stdin.end(input);
  return ended(child);
}

/** The command at a terminal of its own, where somebody types once they are asked. */
function atTerminal(words: readonly string[], typed: readonly string[], cwd: string): Promise<Ended> {
  const main = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));
  const line = [process.execPath, "--import", import.meta.resolve("tsx"), main, ...words].join(" ");
  const child = spawn("script", ["-qec", line, "/dev/null"], { cwd });
  child.stdout.once("data", () => {
    for (const keys of typed) child.stdin.write(keys);
  });
  return ended(child);
}
