import { closeSync, readSync } from "node:fs";
import type { OpenFile } from "./world.ts";

/** A file of the system's that is open already. */
export const openDescriptor = (descriptor: number, size: number): OpenFile => ({
  size,
  descriptor,
  read: (into, position) => readSync(descriptor, into, 0, into.length, position),
  close: () => closeSync(descriptor),
});

/** Bytes in memory, as a file. */
export const openBytes = (bytes: Uint8Array): OpenFile => ({
  size: bytes.length,
  descriptor: null,
  read(into, position) {
    const some = bytes.subarray(position, position + into.length);
    into.set(some);
    return some.length;
  },
  close: () => {},
});
