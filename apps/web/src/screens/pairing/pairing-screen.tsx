import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { Say } from "../../strings/say.tsx";
import type { PairingLink } from "../../vault/pairing-link.ts";
import { HostPairing } from "./host-pairing.tsx";
import { JoinPairing } from "./join-pairing.tsx";

/** Two devices come together: the one with the diary lets the other in. Either may show the link, the other opens it. */
export function PairingScreen(): JSX.Element {
  const { place, pairingLink } = useApp();
  // Whether this device has the diary is decided once: it has one when the pairing is done.
  const isHost = useSignal(place.vault.peek() !== null);
  const link = useSignal<{ readonly given: PairingLink | null; readonly turn: number }>({
    given: null,
    turn: 0,
  });
  const waiting = pairingLink.value;
  if (waiting !== null) {
    // Taken once: a link is good for one pairing.
    pairingLink.value = null;
    isHost.value = place.vault.peek() !== null;
    link.value = { given: waiting, turn: link.peek().turn + 1 };
  }
  const { given, turn } = link.value;
  const again = () => {
    link.value = { given: null, turn: turn + 1 };
  };
  const live = place.vault.value;
  return (
    <div class="more">
      <ScreenHead>
        <Say id={isHost.value ? "pairing-title-host" : "pairing-title-join"} />
      </ScreenHead>
      {isHost.value && live ? (
        <HostPairing key={turn} live={live} given={given} onAgain={again} />
      ) : (
        <JoinPairing
          key={turn}
          given={given}
          onLink={(next) => {
            link.value = { given: next, turn: turn + 1 };
          }}
          onAgain={again}
        />
      )}
    </div>
  );
}
