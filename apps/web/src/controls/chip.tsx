import type { ComponentChildren, JSX } from "preact";

interface ChipProps {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly children: ComponentChildren;
}

/** Something that was there or was not recorded. */
export function Chip({ isOn, onToggle, children }: ChipProps): JSX.Element {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={onToggle}>
      {children}
    </button>
  );
}
