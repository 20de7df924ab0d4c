import type { Argon2 } from "@tidetable/sync";
import type { Argon2Question } from "./argon2-worker.ts";
import { trustedAddress, workerAddresses } from "./trusted-address.ts";

/**
 * Argon2id in a worker that lives for one hash: the page stays awake, and the passphrase's bytes and the memory they
 * were mixed in end with it.
 *
 * Rejects where the browser starts no worker or has no room for the memory asked for.
 */
export const argon2InWorker: Argon2 = (passphrase, salt, parameters) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedAddress(workerAddresses.argon2), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject(new Error("the worker made no hash"));
    });
    const question: Argon2Question = { passphrase, salt, parameters };
    worker.postMessage(question, [passphrase.buffer]);
  });
