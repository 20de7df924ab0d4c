import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { Say } from "../../strings/say.tsx";
import { eraseAtRelay, eraseHere } from "../../vault/erase-all.ts";
import { GonePage } from "./gone-page.tsx";

/** Everything goes, here and at the relay, when a word was typed that nobody types by chance. */
export function EraseScreen(): JSX.Element {
  const { place, words, replacePage } = useApp();
  const fieldId = useId();
  const typed = useSignal("");
  const isBusy = useSignal(false);
  /** Why the relay has its copy still. */
  const refused = useSignal<string | null>(null);
  const word = words.say("erase-word");
  const isMeant = typed.value.trim().toLocaleLowerCase(words.locale) === word.toLocaleLowerCase(words.locale);

  const eraseLocally = async () => {
    replacePage(<GonePage words={words} isGone={false} />);
    await eraseHere(place);
    replacePage(<GonePage words={words} isGone />);
  };
  const erase = async () => {
    if (!isMeant || isBusy.peek()) return;
    isBusy.value = true;
    refused.value = await eraseAtRelay(place);
    if (refused.value === null) await eraseLocally();
    isBusy.value = false;
  };

  return (
    <div class="more">
      <ScreenHead>
        <Say id="erase-title" />
      </ScreenHead>
      <form
        class="sheet-section"
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          erase();
        }}
      >
        <p>
          <Say id="erase-what" />
        </p>
        {place.vault.value && (
          <p>
            <Say id="erase-others" />
          </p>
        )}
        <div class="field">
          <label class="field-label" for={fieldId}>
            <Say id="erase-type" values={{ word }} />
          </label>
          <input
            id={fieldId}
            type="text"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
        </div>
        <button type="submit" class="main-button" disabled={!isMeant || isBusy.value}>
          <Say id={isBusy.value ? "erase-working" : "erase-do"} />
        </button>
      </form>
      <div role="alert">
        {refused.value && (
          <div class="notice failure">
            <p>
              <Say id="erase-not-at-relay" values={{ kind: refused.value }} />
            </p>
            <div class="answers">
              <button type="button" class="quiet-button" onClick={erase}>
                <Say id="erase-again" />
              </button>
              <button type="button" class="quiet-button" onClick={eraseLocally}>
                <Say id="erase-here-only" />
              </button>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
