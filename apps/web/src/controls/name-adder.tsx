import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Say } from "../strings/say.tsx";

/** Longest name an entry holds; see the diary's `entry.ts`. */
const maxNameLength = 100;

interface NameAdderProps {
  readonly label: string;
  readonly onAdd: (name: string) => void;
}

/** A name in the owner's words, added by Enter or the button. */
export function NameAdder({ label, onAdd }: NameAdderProps): JSX.Element {
  const { words } = useApp();
  const name = useSignal("");
  const inputId = useId();
  const add = () => {
    const trimmed = name.value.trim();
    if (trimmed === "") return;
    onAdd(trimmed);
    name.value = "";
  };
  return (
    <div class="name-adder">
      <label class="unseen" for={inputId}>
        {label}
      </label>
      <input
        id={inputId}
        type="text"
        autocomplete="off"
        maxLength={maxNameLength}
        placeholder={label}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <button
        type="button"
        class="quiet-button"
        aria-label={words.say("add-named", { what: label })}
        onClick={add}
      >
        <Say id="add" />
      </button>
    </div>
  );
}
