import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import type { Agreement } from "../../sharing/changing.ts";
import { agreeTo } from "../../sharing/changing.ts";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { browserWorld, memoryStore } from "../../vault/world.ts";
import { Invitation } from "./invitation.tsx";

/** The link for somebody whom something was agreed for, and the four words. */
export function InviteScreen(): JSX.Element {
  const { place } = useApp();
  const sharing = useSharing();
  const taken = useSignal<{ readonly agreement: Agreement; readonly turn: number } | null>(null);
  const live = place.vault.value;
  const begin = (agreement: Agreement) => {
    taken.value = { agreement, turn: (taken.peek()?.turn ?? 0) + 1 };
  };
  const waiting = sharing?.agreement.value;
  if (sharing && waiting) {
    // Taken once: an agreement is good for one invitation, and one reader.
    sharing.agreement.value = null;
    begin(waiting);
  }
  /** Another link is another agreement, with keys of its own: what came to nothing has told nothing. */
  const again = async ({ nickname, scope }: Agreement) =>
    begin(await agreeTo(browserWorld(memoryStore()).suite, nickname, scope));
  return (
    <div class="more">
      <ScreenHead>
        <Say id="invite-title" />
      </ScreenHead>
      {sharing && live && taken.value ? (
        <Invitation
          key={taken.value.turn}
          live={live}
          sharing={sharing}
          agreement={taken.value.agreement}
          onAgain={again}
        />
      ) : (
        <p>
          <Say id="invite-none" />
        </p>
      )}
    </div>
  );
}
