import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startFile, statusOf } from "../src/process-files.ts";
import { lockFolder } from "../src/process-lock.ts";
import type { Draft } from "../src/world.ts";

let folder: string;
beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), "tidetable-cli-"));
  folder = made;
  onTestFinished(() => rm(made, { recursive: true }));
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function started(name: string, replaces = false): Promise<Draft> {
  const outcome = await startFile(join(folder, name), { replaces });
  if (!outcome.ok) throw new Error(`expected a draft, got ${outcome.error.kind}`);
  return outcome.value;
}

describe("a file in the making", () => {
  test("has its name when it is kept, not before, and is for its owner only", async () => {
    const draft = await started("file");
    await draft.append(bytesOf("one "));
    await draft.append(bytesOf("two"));
    expect(await readdir(folder)).not.toContain("file");
    const read: string[] = [];
    for await (const chunk of draft.read()) read.push(new TextDecoder().decode(chunk));
    expect(read.join("")).toBe("one two");
    expect(await draft.keep()).toEqual({ ok: true, value: null });
    await draft.discard();
    expect(await readdir(folder)).toEqual(["file"]);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("one two");
    if (process.platform !== "win32") expect((await stat(join(folder, "file"))).mode & 0o777).toBe(0o600);
  });

  test("that is discarded leaves nothing", async () => {
    const draft = await started("file");
    await draft.append(bytesOf("one"));
    await draft.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  test("takes no file's place unless it is told to, also where one came meanwhile", async () => {
    const late = await started("file");
    await writeFile(join(folder, "file"), "mine");
    expect(await startFile(join(folder, "file"), { replaces: false })).toEqual({
      ok: false,
      error: { kind: "exists" },
    });
    expect(await late.keep()).toEqual({ ok: false, error: { kind: "exists" } });
    await late.discard();
    expect(await readFile(join(folder, "file"), "utf8")).toBe("mine");
    const draft = await started("file", true);
    await draft.append(bytesOf("new"));
    expect(await readFile(join(folder, "file"), "utf8")).toBe("mine");
    await draft.keep();
    expect(await readFile(join(folder, "file"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  test("goes on where a process that ended left its own", async () => {
    await writeFile(join(folder, `.file.${process.pid}.part`), "left");
    const draft = await started("file");
    await draft.append(bytesOf("new"));
    await draft.keep();
    expect(await readFile(join(folder, "file"), "utf8")).toBe("new");
  });

  test("that cannot be is told by the system's code", async () => {
    const outcome = await startFile(join(folder, "none", "file"), { replaces: false });
    expect(outcome).toEqual({ ok: false, error: { kind: "failed", code: "ENOENT" } });
  });
});

describe("what lies at a path", () => {
  test("is a file, a folder, or missing", async () => {
    await writeFile(join(folder, "file"), "12345");
    expect(await statusOf(join(folder, "file"))).toMatchObject({ kind: "file", size: 5, isWritable: true });
    expect(await statusOf(folder)).toMatchObject({ kind: "folder", isPrivate: true, isWritable: true });
    expect((await statusOf(folder)).freeBytes).toBeGreaterThan(0);
    expect(await statusOf(join(folder, "none"))).toMatchObject({ kind: "missing", isWritable: false });
    expect(await statusOf(join(folder, "file", "below"))).toMatchObject({ kind: "missing" });
  });

  test.skipIf(process.platform === "win32")("is private only where nobody else may look", async () => {
    const open = join(folder, "open");
    await mkdir(open);
    await chmod(open, 0o701);
    expect((await statusOf(open)).isPrivate).toBe(false);
    await chmod(open, 0o700);
    expect((await statusOf(open)).isPrivate).toBe(true);
  });
});

describe("a folder of data", () => {
  test("is one process's, which says who it is, until it gives it back", async () => {
    const first = await lockFolder(folder);
    if (!first.ok) throw new Error("expected the lock");
    const told = { process: process.pid, port: null };
    expect(await lockFolder(folder)).toEqual({ ok: false, error: told });
    await first.value.tellPort(4800);
    expect(await lockFolder(folder)).toEqual({ ok: false, error: { ...told, port: 4800 } });
    await first.value.release();
    const second = await lockFolder(folder);
    expect(second.ok).toBe(true);
    if (second.ok) await second.value.release();
  });

  test("that somebody has who has not told who it is, is taken all the same", async () => {
    const first = await lockFolder(folder);
    await writeFile(join(folder, "serving.json"), "[");
    expect(await lockFolder(folder)).toEqual({ ok: false, error: { process: null, port: null } });
    if (first.ok) await first.value.release();
  });

  test("that a process left without a word is free", async () => {
    await writeFile(join(folder, "serving.json"), '{"process":1,"port":4800}');
    const lock = await lockFolder(folder);
    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
  });
});
