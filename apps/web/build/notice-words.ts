import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import type { NoticeWords } from "../src/platform/notice-names.ts";

/**
 * Puts the words of a neutral notification before the built service worker, as `noticeWords`, which it only declares.
 *
 * They stay in strings/ like all others; the worker is one file and cannot load them.
 */
export function noticeWords(): Plugin {
  let root = "";
  return {
    name: "notice-words",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new TypeError("noticeWords expects the bundle to have sw.js");
      const words = JSON.stringify(noticeWordsIn(resolve(root, "src/strings")));
      worker.code = `const noticeWords=${words};\n${worker.code}`;
    },
  };
}

/** The two messages of each language's file, which are plain text on one line. */
export function noticeWordsIn(folder: string): NoticeWords {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ftl"));
  return Object.fromEntries(
    files.map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const message = (id: string): string => {
        const found = new RegExp(`^${id} = ([^{}\\n]+)$`, "m").exec(text)?.[1];
        if (found === undefined) throw new TypeError(`noticeWords expects ${id} as plain text on one line`);
        return found.trim();
      };
      return [
        name.slice(0, -".ftl".length),
        { title: message("notice-title"), neutral: message("notice-neutral") },
      ];
    }),
  );
}
