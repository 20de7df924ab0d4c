import { joinBytes } from "../bytes.ts";
import type { Bytes } from "./suite.ts";

/** Imported keys kept at most, of each sort. Our choice: 8 devices and the epochs of some years. */
const keptKeys = 64;

/** Remembers the newest `keptKeys` keys by their bytes, since importing one costs about as much as using it. */
export function keep<Imported>(
  load: (bytes: Bytes) => Promise<Imported>,
): (bytes: Uint8Array) => Promise<Imported> {
  const kept = new Map<string, Imported>();
  return async (bytes) => {
    const name = String.fromCharCode(...bytes);
    const known = kept.get(name);
    if (known !== undefined) return known;
    const imported = await load(joinBytes(bytes));
    if (kept.size >= keptKeys) kept.delete(kept.keys().next().value!);
    kept.set(name, imported);
    return imported;
  };
}
