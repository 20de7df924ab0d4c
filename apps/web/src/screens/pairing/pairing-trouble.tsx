import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import type { PairingFailure } from "../../vault/pairing.ts";

interface PairingTroubleProps {
  readonly by: PairingFailure;
  readonly onAgain: () => void;
}

/** Why the two devices did not come together. Nothing has changed on either. */
export function PairingTrouble({ by, onAgain }: PairingTroubleProps): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <p class="notice failure" role="alert">
        <Say id="pairing-trouble" values={{ kind: by }} />
      </p>
      <div class="answers">
        <button type="button" class="main-button" onClick={onAgain}>
          <Say id="pairing-again" />
        </button>
        <button type="button" class="quiet-button" onClick={() => navigation.go("devices")}>
          <Say id="devices-title" />
        </button>
      </div>
    </section>
  );
}
