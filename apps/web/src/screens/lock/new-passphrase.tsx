import { type Signal, useSignal } from "@preact/signals";
import { offeredPassphrase, passphraseLeast, passphraseProblem } from "@tidetable/sync";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { PassphraseField, ShowToggle } from "./passphrase-field.tsx";

/** What was typed twice. */
export interface TypedTwice {
  readonly first: string;
  readonly again: string;
}

/** Why it is not taken; null if it is. */
export const refusalOf = ({ first, again }: TypedTwice): "pin" | "short" | "differs" | null =>
  passphraseProblem(first) ?? (first === again ? null : "differs");

interface NewPassphraseProps {
  readonly typed: Signal<TypedTwice>;
  /** Why the last try was not taken. */
  readonly refusal: ReturnType<typeof refusalOf>;
}

/** Five words to take, or two fields for one's own. */
export function NewPassphrase({ typed, refusal }: NewPassphraseProps): JSX.Element {
  const { words } = useApp();
  const offer = useSignal("");
  const isShown = useSignal(false);
  const ruleId = useId();
  const draw = async () => {
    offer.value = await offeredPassphrase((length) => crypto.getRandomValues(new Uint8Array(length)));
  };
  useEffect(() => {
    draw();
  }, []);
  const field = (which: keyof TypedTwice, label: string) => (
    <PassphraseField
      words={words}
      label={label}
      kind="new-password"
      value={typed.value[which]}
      onInput={(value) => {
        typed.value = { ...typed.value, [which]: value };
      }}
      isShown={isShown}
      describedBy={ruleId}
    />
  );
  return (
    <>
      <div class="offer">
        <p>
          <Say id="lock-offer" />
        </p>
        <p class="offered-words" translate={false}>
          {offer.value}
        </p>
        <div class="answers">
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              typed.value = { first: offer.value, again: offer.value };
            }}
          >
            <Say id="lock-offer-use" />
          </button>
          <button type="button" class="quiet-button" onClick={draw}>
            <Say id="lock-offer-other" />
          </button>
        </div>
      </div>
      {field("first", words.say("lock-new-field"))}
      {field("again", words.say("lock-again-field"))}
      <ShowToggle words={words} isShown={isShown} />
      <p class="aside" id={ruleId}>
        <Say id="lock-rule" values={{ least: passphraseLeast }} />
      </p>
      <div role="alert">
        {refusal && (
          <p class="notice failure">
            <Say id="lock-refused" values={{ kind: refusal, least: passphraseLeast }} />
          </p>
        )}
      </div>
    </>
  );
}
