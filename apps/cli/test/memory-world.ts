import { readFileSync } from "node:fs";
import { type CalendarDate, calendarDate } from "@tidetable/diary";
import { openBytes } from "../src/open-file.ts";
import { createWords, type Words } from "../src/words.ts";
import type { Draft, PathStatus, Reader, World } from "../src/world.ts";

/** The words as they are shipped. */
export const words: Words = createWords(
  "en-GB",
  [
    new URL("../src/strings/en.ftl", import.meta.url).href,
    import.meta.resolve("@tidetable/diary/strings/forecast.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/exchange.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/explain.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/record.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/sharing.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/medication.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/plan.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/calendar.en.ftl"),
  ].map((address) => readFileSync(new URL(address), "utf8")),
);

const plainReader: Reader = { columns: 80, colour: false, unicode: true };

/** A world in memory, and what was written in it. */
export interface MemoryWorld extends World {
  out(): string;
  err(): string;
  /** What was written into files that were kept. */
  readonly bytesByPath: ReadonlyMap<string, Uint8Array>;
}

export function memoryWorld(
  parts: {
    readonly today?: string;
    readonly textByPath?: Readonly<Record<string, string | Uint8Array>>;
    readonly reader?: Partial<Reader>;
    readonly variables?: Readonly<Record<string, string>>;
    /** What a person answers who is asked for something secret. */
    readonly secret?: string;
  } = {},
): MemoryWorld {
  const written = { out: "", err: "" };
  const bytesByPath = new Map<string, Uint8Array>();
  const isThere = (path: string) => path in (parts.textByPath ?? {}) || bytesByPath.has(path);
  const today: CalendarDate = calendarDate(parts.today ?? "2027-02-26");
  return {
    readFile: async (path) => {
      const content = parts.textByPath?.[path];
      if (content === undefined) return { ok: false, error: { kind: "missing" } };
      return { ok: true, value: typeof content === "string" ? new TextEncoder().encode(content) : content };
    },
    openFile: async (path) => {
      const content = parts.textByPath?.[path];
      if (content === undefined) return { ok: false, error: { kind: "missing" } };
      return {
        ok: true,
        value: openBytes(typeof content === "string" ? new TextEncoder().encode(content) : content),
      };
    },
    makePrivateFolder: async () => ({ ok: true, value: null }),
    absolutePath: (path) => path,
    statusOf: async (path): Promise<PathStatus> => ({
      kind: isThere(path) ? "file" : "missing",
      size: 0,
      isPrivate: true,
      isWritable: true,
      changed: today,
      freeBytes: 1e12,
    }),
    startFile: async (path, { replaces }) =>
      isThere(path) && !replaces
        ? { ok: false, error: { kind: "exists" } }
        : { ok: true, value: memoryDraft((bytes) => bytesByPath.set(path, bytes)) },
    lockFolder: async () => ({ ok: true, value: { tellPort: async () => {}, release: async () => {} } }),
    dataFolder: "/nowhere/data",
    variable: (name) => parts.variables?.[name] ?? null,
    readSecret: async () => parts.secret ?? null,
    askWeb: async () => null,
    isPortFree: async () => true,
    bytesByPath,
    stdout: (text) => {
      written.out += text;
    },
    stdoutBytes: async (pieces) => {
      for (const piece of pieces) written.out += new TextDecoder().decode(piece);
    },
    stderr: (text) => {
      written.err += text;
    },
    rest: async () => {},
    threadCount: 1,
    startThread: () => {
      throw new Error("a world in memory has one thread");
    },
    reader: { ...plainReader, ...parts.reader },
    today: () => today,
    timeZone: "UTC",
    words,
    program: "tidetable",
    version: "1.2.3",
    nodeVersion: "20.19.0",
    appFolder: "/nowhere",
    stopAsked: async () => {},
    out: () => written.out,
    err: () => written.err,
  };
}

function memoryDraft(keep: (bytes: Uint8Array) => void): Draft {
  const chunks: Uint8Array[] = [];
  return {
    async append(bytes) {
      chunks.push(bytes.slice());
      return { ok: true, value: null };
    },
    async *read() {
      yield* chunks;
    },
    async keep() {
      keep(new Uint8Array(Buffer.concat(chunks)));
      return { ok: true, value: null };
    },
    async discard() {},
  };
}
