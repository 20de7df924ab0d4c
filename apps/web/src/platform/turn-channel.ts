import type { TurnChannel } from "../vault/tab-turn.ts";

/** How open tabs of this app ask each other for the turn to change the vault. Nothing else is said. */
export function createTurnChannel(): TurnChannel {
  const channel = new BroadcastChannel("tidetable-turn");
  return {
    ask: () => channel.postMessage("wanted"),
    listen: (onAsked) => channel.addEventListener("message", onAsked),
  };
}
