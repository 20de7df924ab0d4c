import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contentSecurityPolicy } from "./build/content-security-policy.ts";
import { noticeWords } from "./build/notice-words.ts";
import { precache } from "./build/precache.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root,
  // Relative addresses, so that the app works under a sub-path of somebody's server.
  base: "./",
  plugins: [contentSecurityPolicy(), noticeWords(), precache()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Modules, so that the worker's own imports are chunks too.
  worker: { format: "es" },
  build: {
    target: "es2023",
    // Small files inlined as data: addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: `${root}index.html`, sw: `${root}src/service-worker/service-worker.ts` },
      output: {
        // A service worker is found again by its name, so that one name cannot carry a hash.
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        // Names of what is kept offline can be read by whoever looks at the browser's storage: they say nothing.
        chunkFileNames: "assets/part-[hash].js",
      },
    },
  },
});
