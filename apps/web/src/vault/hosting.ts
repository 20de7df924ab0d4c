import { type ReadonlySignal, signal } from "@preact/signals";
import { type Host, hostPairing, newPairingSecret, type Vault } from "@tidetable/sync";
import { secondsNow } from "../platform/clock.ts";
import { ownRelay } from "../platform/relay-transport.ts";
import type { LiveVault } from "./live-vault.ts";
import { askEvery, kindOfThrown, linkSeconds, type PairingFailure } from "./pairing.ts";
import { type PairingLink, textOfPairingLink } from "./pairing-link.ts";
import { browserWorld, memoryStore } from "./world.ts";

type Newcomer = Parameters<Host["admit"]>[0];

/** Looks into the mailbox of a device that shows a link, before it is said what may be the matter. Our choice. */
const looksForKnown = 6;

/** How far the device that has the diary has come in letting another one in. */
export type Hosting =
  | { readonly kind: "preparing" }
  /** Shows its link, or waits for the device whose link it opened. */
  | { readonly kind: "waiting"; readonly link: string | null; readonly isLong: boolean }
  /** Both show these words, and this device's owner is asked. */
  | { readonly kind: "comparing"; readonly words: readonly string[]; readonly name: string }
  | { readonly kind: "admitting" }
  | { readonly kind: "done"; readonly name: string }
  | { readonly kind: "failed"; readonly by: PairingFailure };

/** A pairing on the side of the diary. */
export interface HostSide {
  readonly state: ReadonlySignal<Hosting>;
  /** The relay makes a vault for holders of its invite only: again, with what was typed. */
  retry(invite: string): void;
  /** The words are the same: lets the newcomer in, under the name its host gives it. */
  admit(name: string): Promise<void>;
  /** They are not, or it was thought better of: nobody comes in by this link any more. */
  refuse(): void;
  stop(): void;
}

/** Shows a link, or, with one that the other device shows, answers it. */
export function beginHosting(live: LiveVault, given: PairingLink | null): HostSide {
  const state = signal<Hosting>({ kind: "preparing" });
  const world = browserWorld(memoryStore());
  const secret = given?.secret ?? newPairingSecret(world.suite);
  let relay = "";
  let host: Host | null = null;
  let newcomer: Newcomer | null = null;
  let isOver = false;
  // What a host has seen holds for the whole pairing, while the vault may be opened anew in between.
  const vault = new Proxy({} as Vault, { get: (_none, name) => Reflect.get(live.peek(), name) });
  const fail = (by: PairingFailure) => {
    isOver = true;
    state.value = { kind: "failed", by };
  };

  const prepare = async (invite: string | null): Promise<void> => {
    state.value = { kind: "preparing" };
    const wanted = given ? (given.relay ?? ownRelay()) : (live.peek().relay() ?? ownRelay());
    if (live.peek().relay() === null) {
      const connected = await live.act((now) => now.connect(wanted, invite));
      if (!connected.ok) return fail(connected.error.kind);
    }
    relay = live.peek().relay() ?? wanted;
    if (relay !== wanted) return fail("other-relay");
    isOver = false;
    const elsewhere = relay === ownRelay() ? null : relay;
    const link = given ? null : textOfPairingLink(ownRelay(), { secret, relay: elsewhere });
    state.value = { kind: "waiting", link, isLong: false };
    host = await hostPairing(world, vault, relay, secret);
    await lookOut(host, link);
  };

  const lookOut = async (mine: Host, link: string | null): Promise<void> => {
    const begun = secondsNow();
    for (let looks = 1; !isOver; looks++) {
      const met = await mine.meet();
      if (isOver) return;
      if (met.ok) {
        newcomer = met.value.newcomer;
        state.value = { kind: "comparing", words: met.value.words, name: newcomer.name };
        return;
      }
      // A relay that does not answer may do so in a moment; nothing was lost.
      if (met.error.kind !== "waiting" && met.error.kind !== "unreachable") return fail(met.error.kind);
      if (secondsNow() - begun > linkSeconds) return fail("expired");
      // Whoever shows a link without having the diary has knocked before, and answers at once.
      if (given && looks === looksForKnown) state.value = { kind: "waiting", link, isLong: true };
      await askEvery();
    }
  };

  const close = () => {
    isOver = true;
    host?.close().catch(() => undefined);
  };

  const begin = (invite: string | null) =>
    void prepare(invite).catch((error: unknown) => fail(kindOfThrown(error)));
  begin(null);

  return {
    state,
    retry: begin,
    async admit(given) {
      if (newcomer === null || host === null) return;
      const name = given.trim() || newcomer.name;
      const [mine, come] = [host, { ...newcomer, name }];
      state.value = { kind: "admitting" };
      try {
        const admitted = await live.act(() => mine.admit(come));
        if (!admitted.ok) return fail(admitted.error.kind);
        isOver = true;
        state.value = { kind: "done", name };
      } catch (error) {
        fail(kindOfThrown(error));
      }
    },
    refuse() {
      close();
      state.value = { kind: "failed", by: "refused" };
    },
    stop() {
      if (!isOver) close();
    },
  };
}
