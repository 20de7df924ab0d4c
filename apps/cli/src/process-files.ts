import { constants } from "node:fs";
import { access, type FileHandle, link, open, rename, stat, statfs, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Result } from "@tidetable/diary";
import { civilDate } from "./process-clock.ts";
import type { Draft, NotWritten, PathStatus, World } from "./world.ts";

const nothing: PathStatus = {
  kind: "missing",
  size: 0,
  isPrivate: true,
  isWritable: false,
  changed: civilDate(new Date(0)),
  freeBytes: 0,
};

export const statusOf: World["statusOf"] = async (path) => {
  try {
    const status = await stat(path);
    const { bavail, bsize } = await statfs(path);
    const isWritable = await access(path, constants.W_OK).then(
      () => true,
      () => false,
    );
    return {
      kind: status.isFile() ? "file" : status.isDirectory() ? "folder" : "something-else",
      size: status.size,
      isPrivate: process.platform === "win32" || (status.mode & 0o077) === 0,
      isWritable,
      changed: civilDate(status.mtime),
      freeBytes: bavail * bsize,
    };
  } catch (error) {
    const isMissing = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(codeOf(error));
    return { ...nothing, kind: isMissing ? "missing" : "forbidden" };
  }
};

export const startFile: World["startFile"] = async (path, { replaces }) => {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    if (!replaces && (await statusOf(path)).kind !== "missing") return failed("EEXIST");
    await unlink(beside).catch(() => {});
    return { ok: true, value: createDraft(await open(beside, "wx+", 0o600), beside, path, replaces) };
  } catch (error) {
    return failed(codeOf(error));
  }
};

type Written = Result<null, NotWritten>;
const done: Written = { ok: true, value: null };

function failed(code: string): { readonly ok: false; readonly error: NotWritten } {
  return { ok: false, error: code === "EEXIST" ? { kind: "exists" } : { kind: "failed", code } };
}

function createDraft(handle: FileHandle, beside: string, path: string, replaces: boolean): Draft {
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    async append(bytes) {
      try {
        await handle.appendFile(bytes);
        return done;
      } catch (error) {
        return failed(codeOf(error));
      }
    },
    async *read() {
      let position = 0;
      for (;;) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(65_536), 0, 65_536, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async keep() {
      try {
        await handle.sync();
        await close();
        await (replaces ? rename(beside, path) : nameNew(beside, path));
        await syncFolder(dirname(path));
        return done;
      } catch (error) {
        return failed(codeOf(error));
      }
    },
    async discard() {
      await close();
      await unlink(beside).catch(() => {});
    },
  };
}

/** A second name and then no first one: unlike `rename`, that never takes the place of a file that came meanwhile. */
async function nameNew(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    // Not every file system knows second names.
    if (codeOf(error) === "EEXIST") throw error;
    if ((await statusOf(path)).kind !== "missing") throw error;
    return rename(beside, path);
  }
  await unlink(beside);
}

/** A new name is durable once its folder is synced; Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/** The system's code for what failed, or the error's class; never its message, which may quote a path or a file. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
