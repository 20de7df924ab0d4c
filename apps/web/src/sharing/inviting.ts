import { type ReadonlySignal, signal } from "@preact/signals";
import {
  hostSharing,
  newShareSecret,
  type ReaderKey,
  type SharingHost,
  writeKeyPublic,
} from "@tidetable/sync";
import { secondsNow } from "../platform/clock.ts";
import { ownRelay } from "../platform/relay-transport.ts";
import type { LiveVault } from "../vault/live-vault.ts";
import { askEvery, kindOfThrown, linkSeconds } from "../vault/pairing.ts";
import { textOfSharingLink } from "../vault/pairing-link.ts";
import { browserWorld, memoryStore } from "../vault/world.ts";
import type { Agreement } from "./changing.ts";
import type { Sharing } from "./sharing.ts";

/** How far an invitation has come. Why it came to nothing is one of the kinds of `invite-trouble` in strings/. */
export type Inviting =
  | { readonly kind: "preparing" }
  | { readonly kind: "waiting"; readonly link: string }
  /** Both show these words, and the owner is asked. */
  | { readonly kind: "comparing"; readonly words: readonly string[] }
  | { readonly kind: "admitting" }
  /** Let in; what is shared is shown to the reader, who accepts it or does not. */
  | { readonly kind: "offered" }
  | { readonly kind: "accepted" }
  | { readonly kind: "failed"; readonly by: string };

/** The owner's side of an invitation (rule 99). */
export interface InviteSide {
  readonly state: ReadonlySignal<Inviting>;
  /** The words are the same: that is them. */
  admit(): Promise<void>;
  /** They are not: nobody comes in by this link any more. */
  refuse(): void;
  stop(): void;
}

/** Between two looks for a reply, in milliseconds. Our choice: somebody reads what is shared before accepting it. */
const replyMilliseconds = 3_000;

/** Brings the vault to a relay where it is at none, and shows a link. */
export function beginInviting(live: LiveVault, sharing: Sharing, agreement: Agreement): InviteSide {
  const state = signal<Inviting>({ kind: "preparing" });
  const world = browserWorld(memoryStore());
  const secret = newShareSecret(world.suite);
  const { keys, text: scope, signature } = agreement;
  let host: SharingHost | null = null;
  let reader: ReaderKey | null = null;
  let isOver = false;
  const fail = (by: string) => {
    isOver = true;
    state.value = { kind: "failed", by };
  };

  const begin = async (): Promise<void> => {
    if (live.peek().relay() === null) {
      const connected = await live.act((vault) => vault.connect(ownRelay(), null));
      if (!connected.ok) return fail(connected.error.kind);
    }
    const relay = live.peek().relay() ?? ownRelay();
    const elsewhere = relay === ownRelay() ? null : relay;
    host = await hostSharing(world, relay, secret, { keys, scope, signature });
    if (isOver) return void host.close().catch(() => undefined);
    state.value = { kind: "waiting", link: textOfSharingLink(ownRelay(), { secret, relay: elsewhere }) };
    await lookOut(host);
  };

  const lookOut = async (mine: SharingHost): Promise<void> => {
    const begun = secondsNow();
    while (!isOver) {
      const met = await mine.meet();
      if (isOver) return;
      if (met.ok) {
        reader = met.value.reader;
        state.value = { kind: "comparing", words: met.value.words };
        return;
      }
      // A relay that does not answer may do so in a moment; nothing was lost.
      if (met.error.kind !== "waiting" && met.error.kind !== "unreachable") return fail(met.error.kind);
      if (secondsNow() - begun > linkSeconds) {
        close();
        return fail("expired");
      }
      await askEvery();
    }
  };

  const close = () => {
    isOver = true;
    host?.close().catch(() => undefined);
  };

  /** The reply's letterbox is there before anybody is told of it; the grant in the vault before that. */
  const letIn = async (mine: SharingHost, come: ReaderKey): Promise<string | null> => {
    const refused = await sharing.share(agreement, come);
    if (refused !== null) return refused;
    for (const key of [keys, keys.reply]) {
      const publicKey = await writeKeyPublic(world.suite, key);
      const made = await live.act((vault) => vault.makeLetterbox("letterboxes", publicKey));
      if (!made?.ok) return made === null ? "no-relay" : made.error.kind;
    }
    const told = await mine.admit(come);
    return told.ok ? null : told.error.kind;
  };

  const lookForReply = async (): Promise<void> => {
    while (!isOver) {
      if (await sharing.lookForReply(keys.id)) {
        state.value = { kind: "accepted" };
        return;
      }
      await new Promise((later) => setTimeout(later, replyMilliseconds));
    }
  };

  begin().catch((error: unknown) => fail(kindOfThrown(error)));
  return {
    state,
    async admit() {
      if (reader === null || host === null) return;
      const [mine, come] = [host, reader];
      state.value = { kind: "admitting" };
      try {
        const refused = await letIn(mine, come);
        if (refused !== null) {
          await sharing.withdraw(keys.id);
          return fail(refused);
        }
      } catch (error) {
        return fail(kindOfThrown(error));
      }
      state.value = { kind: "offered" };
      await lookForReply().catch(() => undefined);
    },
    refuse() {
      close();
      state.value = { kind: "failed", by: "refused" };
    },
    stop() {
      // Somebody who was let in is reading what is shared: the mailbox stays for them.
      if (reader === null) close();
      isOver = true;
    },
  };
}
