import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "../src/process-files.ts";
import { createProcessWorld, readerOf } from "../src/process-world.ts";
import { maxFileBytes } from "../src/world.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidetable-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("who reads", () => {
  const terminal = { isTTY: true, columns: 100 };
  const env = { LANG: "en_GB.UTF-8", TERM: "xterm-256color" };

  test("a terminal gets colour and its own width", () => {
    expect(readerOf(terminal, env, false)).toEqual({ columns: 100, colour: true, unicode: true });
  });

  test.each([
    ["a pipe", {}, env, false],
    ["NO_COLOR", terminal, { ...env, NO_COLOR: "1" }, false],
    ["a dumb terminal", terminal, { ...env, TERM: "dumb" }, false],
    ["--no-color", terminal, env, true],
  ])("%s gets no colour", (_name, stream, variables, refuses) => {
    expect(readerOf(stream, variables, refuses).colour).toBe(false);
  });

  test("an empty NO_COLOR says nothing", () => {
    expect(readerOf(terminal, { ...env, NO_COLOR: "" }, false).colour).toBe(true);
  });

  test.each([
    [{ LANG: "C" }, false],
    [{}, false],
    [{ LANG: "C.UTF-8" }, true],
    [{ LANG: "de_DE.utf8" }, true],
    [{ LANG: "en_GB.UTF-8", LC_ALL: "POSIX" }, false],
  ])("the locale %j has more than ASCII: %s", (variables, unicode) => {
    expect(readerOf(terminal, variables, false).unicode).toBe(process.platform === "win32" || unicode);
  });

  test("where nobody knows the width it is 80", () => {
    expect(readerOf({}, env, false).columns).toBe(80);
  });
});

describe("the disk", () => {
  const world = createProcessWorld();
  const kindOf = async (path: string) => {
    const outcome = await world.readFile(path);
    return outcome.ok ? "read" : outcome.error.kind;
  };

  test("a file's bytes come as they are", async () => {
    await writeFile(join(folder, "bytes"), new Uint8Array([0, 255, 10]));
    const outcome = await world.readFile(join(folder, "bytes"));
    expect(outcome.ok && [...outcome.value]).toEqual([0, 255, 10]);
  });

  test("what cannot be read says why", async () => {
    await writeFile(join(folder, "sparse"), "");
    await truncate(join(folder, "sparse"), maxFileBytes + 1);
    expect(await kindOf(join(folder, "nothing"))).toBe("missing");
    expect(await kindOf(join(folder, "bytes", "below"))).toBe("missing");
    expect(await kindOf(folder)).toBe("directory");
    expect(await kindOf(join(folder, "sparse"))).toBe("too-large");
    expect(await kindOf("nul\0byte")).toBe("unreadable");
  });

  test("an open file can be read from anywhere, and stays the same when its name goes to another", async () => {
    const path = join(folder, "open");
    await writeFile(path, "0123456789");
    const opened = await world.openFile(path);
    if (!opened.ok) throw new Error("expected the file to open");
    await rename(path, join(folder, "elsewhere"));
    const into = new Uint8Array(4);
    expect([opened.value.size, opened.value.read(into, 3), `${Buffer.from(into)}`]).toEqual([10, 4, "3456"]);
    expect([opened.value.read(into, 8), opened.value.read(into, 10)]).toEqual([2, 0]);
    opened.value.close();
  });

  test.skipIf(process.platform === "win32")("what comes through a pipe is opened too", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    const writing = writeFile(path, "through");
    const opened = await world.openFile(path);
    await writing;
    if (!opened.ok) throw new Error("expected the pipe to open");
    const into = new Uint8Array(9);
    expect([opened.value.descriptor, opened.value.size, opened.value.read(into, 0)]).toEqual([null, 7, 7]);
    expect(`${Buffer.from(into.subarray(0, 7))}`).toBe("through");
  });

  test("what cannot be opened says why", async () => {
    const kindOfOpening = async (path: string) => {
      const outcome = await world.openFile(path);
      return outcome.ok ? "open" : outcome.error.kind;
    };
    expect(await kindOfOpening(join(folder, "nothing"))).toBe("missing");
    expect(await kindOfOpening(folder)).toBe("directory");
    expect(await kindOfOpening("nul\0byte")).toBe("unreadable");
  });

  test("a private folder is for its owner only, and one that is there is left alone", async () => {
    const path = join(folder, "one", "two");
    expect(await world.makePrivateFolder(path)).toEqual({ ok: true, value: null });
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await chmod(path, 0o750);
    expect(await world.makePrivateFolder(path)).toEqual({ ok: true, value: null });
    expect((await stat(path)).mode & 0o777).toBe(0o750);
  });

  test("a private folder where a file is cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    expect(await world.makePrivateFolder(join(folder, "file"))).toEqual({
      ok: false,
      error: { code: "EEXIST" },
    });
    expect(await world.makePrivateFolder(join(folder, "file", "x"))).toMatchObject({ ok: false });
  });
});

test("what failed is named by its code or class, never by its message", () => {
  expect(codeOf(Object.assign(new Error("canary"), { code: "ENOSPC" }))).toBe("ENOSPC");
  expect(codeOf(new RangeError("canary"))).toBe("RangeError");
  expect(codeOf("canary")).toBe("string");
});
