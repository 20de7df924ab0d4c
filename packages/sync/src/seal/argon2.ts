import type { Argon2 } from "./lock.ts";

/** Argon2id by WebAssembly, loaded at the first call. In a page it belongs into a worker: it holds its thread. */
export const argon2: Argon2 = async (passphrase, salt, { memoryKiB, passes, parallelism }) => {
  const { argon2id } = await import("hash-wasm");
  const hash = await argon2id({
    password: passphrase,
    salt,
    parallelism,
    iterations: passes,
    memorySize: memoryKiB,
    hashLength: 32,
    outputType: "binary",
  });
  passphrase.fill(0);
  return new Uint8Array(hash);
};
