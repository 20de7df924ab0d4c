import type { JSX } from "preact";
import { useId } from "preact/hooks";

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly min?: string;
  readonly onInput: (text: string) => void;
}

/** A day, in the browser's own way of choosing one. */
export function DateField({ label, value, min, onInput }: DateFieldProps): JSX.Element {
  const fieldId = useId();
  return (
    <div class="number-field">
      <label for={fieldId}>{label}</label>
      <input
        id={fieldId}
        type="date"
        autocomplete="off"
        {...(min === undefined ? {} : { min })}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
