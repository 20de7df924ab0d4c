import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";

/**
 * Writes the list of files that the app needs offline, each with its hash, into the built service worker.
 *
 * The worker checks each hash before it keeps a file, and the list itself decides whether a version is new.
 * It stands before the worker's code as `precacheList`, which the worker only declares.
 */
export function precache(): Plugin {
  let folder = "";
  return {
    name: "precache",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    // Sequential and after every other plugin: the files in public/ are copied before this runs.
    writeBundle: {
      sequential: true,
      order: "post",
      handler() {
        const worker = join(folder, "sw.js");
        const list = namesUnder(folder)
          .filter((name) => name !== "sw.js")
          .map((name) => ({
            address: name === "index.html" ? "./" : `./${name}`,
            integrity: `sha256-${createHash("sha256")
              .update(readFileSync(join(folder, name)))
              .digest("base64")}`,
          }));
        writeFileSync(worker, `const precacheList=${JSON.stringify(list)};\n${readFileSync(worker, "utf8")}`);
      },
    },
  };
}

/** Every file under a folder by its path from there, with slashes, in order. */
function namesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative(".", name).split(sep).join("/"))
    .sort();
}
