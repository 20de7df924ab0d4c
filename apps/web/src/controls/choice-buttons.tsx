import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { indexAfterKey } from "./choice-keys.ts";
import { radioRole } from "./roles.ts";

export interface Choice<Value> {
  readonly value: Value;
  /** The name spoken, and shown unless there is `content`. */
  readonly name: string;
  readonly content?: ComponentChildren;
}

interface ChoiceButtonsProps<Value> {
  readonly label: string;
  /** The label stands on the screen already, outside. */
  readonly labelHidden?: boolean;
  readonly className: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | undefined;
  /** `undefined` when the chosen one was tapped again. */
  readonly onPick: (value: Value | undefined) => void;
}

/**
 * One of a few, saved by the tap that picks it; a second tap on the same clears it.
 *
 * A radio group by role. Arrows move and do not pick, since picking saves. Digits pick by place, from 0.
 */
export function ChoiceButtons<Value extends string | number | boolean>(
  props: ChoiceButtonsProps<Value>,
): JSX.Element {
  const { choices, value, onPick } = props;
  const labelId = useId();
  const group = useRef<HTMLDivElement>(null);
  const picked = choices.findIndex((choice) => choice.value === value);
  const pick = (choice: Choice<Value>) => onPick(choice.value === value ? undefined : choice.value);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(group.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    const isRightToLeft = getComputedStyle(buttons[0]!).direction === "rtl";
    const digit = /^\d$/.test(event.key) ? choices[Number(event.key)] : undefined;
    const next = indexAfterKey(event.key, at, choices.length, isRightToLeft);
    if (event.ctrlKey || event.metaKey || event.altKey || (digit === undefined && next === null)) return;
    event.preventDefault();
    if (digit) pick(digit);
    else buttons[next!]?.focus();
  };

  return (
    <div class="choice">
      <span id={labelId} class={props.labelHidden ? "unseen" : "choice-label"}>
        {props.label}
      </span>
      <div
        class={props.className}
        role="radiogroup"
        aria-labelledby={labelId}
        ref={group}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice, index) => (
          <button
            key={String(choice.value)}
            type="button"
            {...radioRole(index === picked)}
            aria-label={choice.content === undefined ? undefined : choice.name}
            tabIndex={index === Math.max(0, picked) ? 0 : -1}
            onClick={() => pick(choice)}
          >
            {choice.content ?? choice.name}
          </button>
        ))}
      </div>
    </div>
  );
}
