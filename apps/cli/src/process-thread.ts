import { Worker } from "node:worker_threads";
import type { World } from "./world.ts";

/**
 * Starts a module in a thread. A checkout's modules are TypeScript, which Node 20 reads only through tsx, and tsx does
 * not follow into threads: there the thread begins with a few lines that let it in first.
 */
export const startThread: World["startThread"] = (module, data, listener) => {
  const worker = new Worker(beginning, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
    workerData: { data, module: module.href, loader: loaderOf(process.execArgv, process.features) },
  });
  let isStopped = false;
  const fail = (error: unknown): void => {
    if (!isStopped) listener.onFailure(error);
    isStopped = true;
  };
  worker.on("message", (message) => listener.onMessage(message));
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("a thread ended before its work did")));
  return {
    post: (message, given = []) => worker.postMessage(message, [...given]),
    stop() {
      isStopped = true;
      void worker.terminate();
    },
  };
};

const beginning = `
  const { workerData } = require("node:worker_threads");
  (async () => {
    const { loader, module } = workerData;
    if (loader) (await import(loader)).register();
    await import(module);
  })();
`;

/** What registers tsx in a thread, where the main one was started with it; null where Node reads TypeScript itself. */
function loaderOf(execArgv: readonly string[], features: object): string | null {
  if ("typescript" in features && features.typescript) return null;
  const loader = execArgv.find((_, i) => execArgv[i - 1] === "--import" && /\btsx\b/.test(execArgv[i]!));
  if (!loader) return null;
  return loader.startsWith("file:") ? new URL("./esm/api/index.mjs", loader).href : `${loader}/esm/api`;
}
