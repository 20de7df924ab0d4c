import type { JSX } from "preact";
import { useId } from "preact/hooks";

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

/** A whole number, typed. */
export function NumberField({ label, value, onInput }: NumberFieldProps): JSX.Element {
  const fieldId = useId();
  return (
    <div class="number-field">
      <label for={fieldId}>{label}</label>
      <input
        id={fieldId}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        class="short-input"
        maxLength={5}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
