import { base64urlFromBytes, readPushKey } from "@tidetable/sync";
import { askToNotify, subscribeToPush } from "../platform/push.ts";
import { transportTo } from "../platform/relay-transport.ts";
import type { Reminders } from "./reminders.ts";

/** Why nothing can come to this device. */
export type NotHere = "denied" | "impossible" | "not-asked" | "no-push";

/**
 * Where notices to this device go. To be called first in what answers a tap: the browser may ask its question only then.
 * `mayReplace`: nothing else in this browser needs its subscription, so that one for a former relay may go.
 */
export async function pushHere(
  relay: string,
  mayReplace: boolean,
): Promise<NonNullable<Reminders["push"]> | NotHere> {
  const state = await askToNotify();
  if (state !== "granted") return state;
  const key = await readPushKey(transportTo(relay));
  return (key.ok && (await subscribeToPush(key.value, mayReplace))) || "no-push";
}

/** Reminders with nothing on, and a queue of their own that is yet to be made. */
export const newReminders = (): Reminders => ({
  // 32 bytes of which the queue's write key is made (rule 91).
  seed: base64urlFromBytes(crypto.getRandomValues(new Uint8Array(32))),
  push: null,
  log: null,
  medication: null,
  doses: false,
  asks: false,
  logWords: "",
  medicationWords: "",
});
