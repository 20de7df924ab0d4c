import { type ReadonlySignal, signal } from "@preact/signals";
import { joinPairing, newPairingSecret } from "@tidetable/sync";
import { secondsNow } from "../platform/clock.ts";
import { ownRelay } from "../platform/relay-transport.ts";
import { beginPaired } from "./begin-vault.ts";
import type { DiaryPlace } from "./diary-place.ts";
import { askEvery, kindOfThrown, linkSeconds, type PairingFailure } from "./pairing.ts";
import { type PairingLink, textOfPairingLink } from "./pairing-link.ts";
import { browserWorld, memoryStore } from "./world.ts";

/** How far the device that has no vault yet has come in joining one. */
export type Joining =
  | { readonly kind: "preparing" }
  | { readonly kind: "waiting"; readonly link: string | null }
  | { readonly kind: "comparing"; readonly words: readonly string[] }
  | { readonly kind: "reading" }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly by: PairingFailure };

export interface NewcomerSide {
  readonly state: ReadonlySignal<Joining>;
  stop(): void;
}

/** Opens the link of the device that has the diary, or shows one to it. `name` is what this device will be called. */
export function beginJoining(place: DiaryPlace, given: PairingLink | null, name: string): NewcomerSide {
  const state = signal<Joining>({ kind: "preparing" });
  let isOver = false;
  const fail = (by: PairingFailure) => {
    isOver = true;
    state.value = { kind: "failed", by };
  };

  const join = async (): Promise<void> => {
    const memory = memoryStore();
    const world = browserWorld(memory);
    const relay = given?.relay ?? ownRelay();
    const secret = given?.secret ?? newPairingSecret(world.suite);
    const newcomer = await joinPairing(world, relay, secret, name);
    const link = given ? null : textOfPairingLink(ownRelay(), { secret, relay: null });
    const begun = secondsNow();

    /** Asks until there is an answer; null when it is over. */
    const until = async <Value>(
      ask: () => Promise<
        | { readonly ok: true; readonly value: Value }
        | { readonly ok: false; readonly error: { readonly kind: PairingFailure } }
      >,
    ): Promise<Value | null> => {
      while (!isOver) {
        const answer = await ask();
        if (isOver) return null;
        if (answer.ok) return answer.value;
        if (answer.error.kind !== "waiting" && answer.error.kind !== "unreachable") {
          fail(answer.error.kind);
          return null;
        }
        if (secondsNow() - begun > linkSeconds) {
          fail("expired");
          return null;
        }
        await askEvery();
      }
      return null;
    };

    const knocked = await newcomer.knock();
    if (!knocked.ok) return fail(knocked.error.kind);
    state.value = { kind: "waiting", link };
    const met = await until(() => newcomer.meet());
    if (met === null) return;
    state.value = { kind: "comparing", words: met.words };
    if ((await until(() => newcomer.enter())) === null) return;
    state.value = { kind: "reading" };
    await beginPaired(place, memory.values());
    // Where the relay falls silent just now, the next round reads what is there.
    await place.vault.peek()?.syncNow();
    isOver = true;
    state.value = { kind: "done" };
  };

  join().catch((error: unknown) => fail(kindOfThrown(error)));
  return {
    state,
    stop() {
      isOver = true;
    },
  };
}
