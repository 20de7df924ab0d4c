/** Makes one Argon2id hash in a thread of its own and answers it; whoever started the worker ends it. */
import { type Argon2Parameters, argon2 } from "@tidetable/sync";

declare const self: DedicatedWorkerGlobalScope;

/** What the page sends. */
export interface Argon2Question {
  readonly passphrase: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly parameters: Argon2Parameters;
}

self.addEventListener("message", async ({ data }: MessageEvent<Argon2Question>) => {
  const hash = await argon2(data.passphrase, data.salt, data.parameters);
  self.postMessage(hash, [hash.buffer]);
});

// A hash that could not be made is an error of the worker, which the page hears of.
self.addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
