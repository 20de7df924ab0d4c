import type { JSX } from "preact";
import { Say } from "../../strings/say.tsx";
import type { WorkFailure } from "./use-work.ts";

/** Why it was not done, said when it happens. */
export function TroubleLine({ kind }: { readonly kind: WorkFailure | null }): JSX.Element {
  return (
    <div role="alert">
      {kind && (
        <p class="notice failure">
          <Say id="devices-trouble" values={{ kind }} />
        </p>
      )}
    </div>
  );
}
