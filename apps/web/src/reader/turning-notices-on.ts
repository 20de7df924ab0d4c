import { readPushKey } from "@tidetable/sync";
import { askToNotify, endPush, type PushAddress, subscribeToPush } from "../platform/push.ts";
import { transportTo } from "../platform/relay-transport.ts";
import { firstRhythm } from "./notice-rhythm.ts";
import type { Reader } from "./reader.ts";

/** What became of a switch that was turned on. */
export type TurnedOn = "on" | "denied" | "impossible" | "not-asked" | "no-push" | "not-kept";

/** The last key that each relay gave, for rounds in which it does not answer. */
const keyByRelay = new Map<string, Uint8Array>();

/**
 * Where notices from a relay come on this installation, made if it is not there or is bound to a key that the relay no longer
 * has; null where that cannot be. `isOnly`: no other relay sends any.
 */
export async function pushFrom(relay: string, isOnly: boolean): Promise<PushAddress | null> {
  const answer = await readPushKey(transportTo(relay));
  if (answer.ok) keyByRelay.set(relay, answer.value);
  const key = keyByRelay.get(relay);
  return key ? subscribeToPush(key, isOnly) : null;
}

/**
 * Notices for one grant, after its switch was turned on. This is the one place that asks the browser, and it asks first:
 * a question counts only while the tap does.
 */
export async function turnOnNotices(reader: Reader, id: string): Promise<TurnedOn> {
  const state = await askToNotify();
  if (state !== "granted") return state;
  const relay = reader.relayOf(id);
  const others = reader.shared.peek().filter(({ notices }) => notices !== null);
  const isOnly = others.every((other) => reader.relayOf(other.id) === relay);
  if (relay === null || (await pushFrom(relay, isOnly)) === null) return "no-push";
  return (await reader.wantNotices(id, firstRhythm)) ? "on" : "not-kept";
}

/** No notices for a grant any more. `isLast`: nothing else in this installation wants any, and the browser is told so. */
export async function turnOffNotices(reader: Reader, id: string, isLast: boolean): Promise<void> {
  await reader.wantNotices(id, null);
  if (isLast) await endPush();
}
