import type { Refused } from "@tidetable/sync/protocol";
import type { Refusal } from "../store/store.ts";

/** What a store refused, in the words of the protocol. */
export function refusalOfStore(refusal: Refusal): Refused {
  switch (refusal.kind) {
    case "behind":
      return { refused: "behind", head: refusal.head };
    case "old-snapshot":
      return { refused: "behind", snapshot: refusal.at };
    case "unknown":
    case "full":
      return { refused: refusal.kind };
  }
}
