import type { ComponentChildren, JSX } from "preact";

interface ToggleProps {
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: ComponentChildren;
}

/** A statement that is true or not. */
export function Toggle({ isOn, onToggle, children }: ToggleProps): JSX.Element {
  return (
    <label class="toggle">
      <input type="checkbox" checked={isOn} onChange={(event) => onToggle(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}
