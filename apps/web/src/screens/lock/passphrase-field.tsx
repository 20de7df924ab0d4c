import { type Signal, useSignal } from "@preact/signals";
import type { JSX, Ref } from "preact";
import { useId } from "preact/hooks";
import type { Words } from "../../strings/words.ts";

interface PassphraseFieldProps {
  readonly words: Words;
  readonly label: string;
  readonly kind: "current-password" | "new-password";
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly input?: Ref<HTMLInputElement>;
  /** Whether it can be read, where one toggle is for several fields; without it the field has its own. */
  readonly isShown?: Signal<boolean>;
  /** The id of what describes it. */
  readonly describedBy?: string;
}

/** A passphrase that can be pasted, filled in by a password manager, and looked at. */
export function PassphraseField(props: PassphraseFieldProps): JSX.Element {
  const id = useId();
  const ownShown = useSignal(false);
  const isShown = props.isShown ?? ownShown;
  // Browsers write what stands in a text field into their session's file, unless it says that it is not to be completed.
  const typed = isShown.value
    ? ({ type: "text", autocomplete: "off" } as const)
    : ({ type: "password", autocomplete: props.kind } as const);
  return (
    <div class="passphrase">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        ref={props.input ?? null}
        {...typed}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
        aria-describedby={props.describedBy}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {!props.isShown && <ShowToggle words={props.words} isShown={isShown} />}
    </div>
  );
}

interface ShowToggleProps {
  readonly words: Words;
  readonly isShown: Signal<boolean>;
}

export function ShowToggle({ words, isShown }: ShowToggleProps): JSX.Element {
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={isShown.value}
        onChange={(event) => {
          isShown.value = event.currentTarget.checked;
        }}
      />
      {words.say("lock-show")}
    </label>
  );
}
