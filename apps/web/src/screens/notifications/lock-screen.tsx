import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { keepWordsShown, readWordsShown } from "../../platform/notice-settings.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";

/** What a locked screen shows of a notice, exactly; and the switch for words, which holds for this whole installation. */
export function LockScreen(): JSX.Element {
  const titleId = useId();
  const areWordsShown = useSignal(false);
  useEffect(() => {
    readWordsShown()
      .then((isShown) => {
        areWordsShown.value = isShown;
      })
      .catch(() => undefined);
  }, []);
  const turn = async (isShown: boolean): Promise<void> => {
    await keepWordsShown(isShown).catch(() => undefined);
    // What the worker will read, not what was meant.
    areWordsShown.value = await readWordsShown().catch(() => false);
  };
  return (
    <section class="sheet-section" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <Say id="notices-lock-title" />
      </h2>
      <p class="aside">
        <Say id="notices-lock-shows" />
      </p>
      <div class="lock-notice">
        <p class="lock-notice-title">
          <Say id="notice-title" />
        </p>
        <p>
          <Say id={areWordsShown.value ? "notices-lock-example" : "notice-neutral"} />
        </p>
      </div>
      <Toggle isOn={areWordsShown.value} onToggle={turn}>
        <Say id="notices-lock-words" />
      </Toggle>
      <p class="aside">
        <Say id="notices-lock-words-what" />
      </p>
    </section>
  );
}
