import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contentSecurityPolicy } from "./build/content-security-policy.ts";
import { precache } from "./build/precache.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root,
  // Relative addresses, so that the app works under a sub-path of somebody's server.
  base: "./",
  plugins: [contentSecurityPolicy(), precache()],
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
      },
    },
  },
});
