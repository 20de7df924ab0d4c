import { parentPort, workerData } from "node:worker_threads";
import { createBulkForecaster, type SharedTables } from "@tidetable/forecast";
import { openDescriptor } from "../open-file.ts";
import type { Layout } from "./columns.ts";
import { createWorker, type FromWorker, type ToWorker } from "./workers.ts";

/** A worker in a thread of its own, for a file in which each person's rows stand together. */
export interface ThreadData {
  readonly descriptor: number;
  readonly size: number;
  readonly layout: Layout;
}

export type ToThread = { readonly kind: "begin"; readonly tables: SharedTables } | ToWorker;
export type FromThread = { readonly kind: "ready" } | FromWorker;

const port = parentPort;
if (!port) throw new Error("cohort/thread.ts runs in a thread of its own");
const { descriptor, size, layout }: ThreadData = workerData.data;
const post = (message: FromThread, given: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, [...given]);
const fail = (error: unknown): void => {
  throw error;
};

let worker: ((message: ToWorker) => void) | null = null;
port.on("message", (message: ToThread) => {
  if (message.kind !== "begin") {
    worker?.(message);
    return;
  }
  worker = createWorker(
    openDescriptor(descriptor, size),
    { layout, isTogether: true },
    createBulkForecaster({}, message.tables),
    post,
    async () => {},
    // Out of the promise, so that it ends the thread.
    (error) => setImmediate(fail, error),
  );
});
post({ kind: "ready" });
