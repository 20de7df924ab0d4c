import { readFileSync } from "node:fs";
import { type CalendarDate, calendarDate } from "@tidetable/diary";
import { openBytes } from "../src/open-file.ts";
import { createWords, type Words } from "../src/words.ts";
import type { Reader, World } from "../src/world.ts";

/** The words as they are shipped. */
export const words: Words = createWords(
  "en-GB",
  [
    new URL("../src/strings/en.ftl", import.meta.url).href,
    import.meta.resolve("@tidetable/diary/strings/forecast.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/exchange.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/explain.en.ftl"),
    import.meta.resolve("@tidetable/diary/strings/record.en.ftl"),
  ].map((address) => readFileSync(new URL(address), "utf8")),
);

const plainReader: Reader = { columns: 80, colour: false, unicode: true };

/** A world in memory, and what was written in it. */
export interface MemoryWorld extends World {
  out(): string;
  err(): string;
}

export function memoryWorld(
  parts: {
    readonly today?: string;
    readonly textByPath?: Readonly<Record<string, string | Uint8Array>>;
    readonly reader?: Partial<Reader>;
  } = {},
): MemoryWorld {
  const written = { out: "", err: "" };
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
    words,
    program: "tidetable",
    version: "1.2.3",
    appFolder: "/nowhere",
    stopAsked: async () => {},
    out: () => written.out,
    err: () => written.err,
  };
}
