import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { vaultSettings } from "../../vault/stored-names.ts";

/** As long as the recovery words are not known to be written down: so, and the way to them. */
export function WordsNotice(): JSX.Element | null {
  const { session, navigation } = useApp();
  if (!session.settings.value.has(vaultSettings.words)) return null;
  return (
    <div class="notice">
      <p>
        <Say id="words-wait" />
      </p>
      <div class="answers">
        <button type="button" class="quiet-button" onClick={() => navigation.go("recovery")}>
          <Say id="words-show" />
        </button>
      </div>
    </div>
  );
}
