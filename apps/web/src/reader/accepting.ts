import { type ReadonlySignal, signal } from "@preact/signals";
import { type CalendarDate, parseScope, type Scope } from "@tidetable/diary";
import { type Accepted, joinSharing } from "@tidetable/sync";
import { secondsNow } from "../platform/clock.ts";
import { ownRelay } from "../platform/relay-transport.ts";
import { askEvery, kindOfThrown, linkSeconds } from "../vault/pairing.ts";
import type { PairingLink } from "../vault/pairing-link.ts";
import { browserWorld, memoryStore } from "../vault/world.ts";

/**
 * Why nothing came of a link. Used, expired, foreign, somebody between, refused by the owner: all of these are `link`,
 * because which of them it was is the owner's to know.
 */
export type AcceptFailure = "link" | "unsupported" | "store";

/** How far a reader has come in accepting what somebody wants to share. */
export type Accepting =
  | { readonly kind: "waiting" }
  | { readonly kind: "comparing"; readonly words: readonly string[] }
  /** The owner said yes: what it is that is offered. Nothing of it is kept yet. */
  | { readonly kind: "offered"; readonly accepted: Accepted; readonly scope: Scope }
  | { readonly kind: "failed"; readonly by: AcceptFailure };

export interface GuestSide {
  readonly state: ReadonlySignal<Accepting>;
  stop(): void;
}

type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly kind: string } };

/** Opens an owner's link (rule 99). Keys are made here and stay in memory until the reader agreed. */
export function beginAccepting(link: PairingLink, today: CalendarDate): GuestSide {
  const state = signal<Accepting>({ kind: "waiting" });
  let isOver = false;
  const fail = (by: AcceptFailure) => {
    isOver = true;
    state.value = { kind: "failed", by };
  };

  const begun = secondsNow();
  /** Asks until there is an answer; null when it is over. A relay that is silent may answer in a moment. */
  const until = async <Value>(ask: () => Promise<Answered<Value>>): Promise<Value | null> => {
    while (!isOver) {
      const answer = await ask();
      if (isOver) return null;
      if (answer.ok) return answer.value;
      const mayCome = ["waiting", "unreachable", "too-many", "storage"].includes(answer.error.kind);
      if (!mayCome || secondsNow() - begun > linkSeconds) {
        fail("link");
        return null;
      }
      await askEvery();
    }
    return null;
  };

  const accept = async (): Promise<void> => {
    const world = browserWorld(memoryStore());
    const guest = await joinSharing(world, link.relay ?? ownRelay(), link.secret);
    await until(() => guest.knock());
    const met = await until(() => guest.meet());
    if (met === null) return;
    state.value = { kind: "comparing", words: met.words };
    const accepted = await until(() => guest.enter());
    if (accepted === null) return;
    const scope = parseScope(accepted.scope);
    // Signed, and still nothing that this version can show, or over: it shares nothing (rule 90).
    if (!scope.ok || scope.value.last < today) return fail("link");
    isOver = true;
    state.value = { kind: "offered", accepted, scope: scope.value };
  };

  accept().catch((error: unknown) => fail(kindOfThrown(error)));
  return {
    state,
    stop() {
      isOver = true;
    },
  };
}
