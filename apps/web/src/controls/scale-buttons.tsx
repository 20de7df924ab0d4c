import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { ChoiceButtons } from "./choice-buttons.tsx";

interface ScaleButtonsProps {
  readonly label: string;
  readonly lowest: number;
  readonly highest: number;
  /** What the ends mean. */
  readonly lowestWords: string;
  readonly highestWords: string;
  readonly value: number | undefined;
  readonly onPick: (value: number | undefined) => void;
}

/** A whole number between two ends that are said in words. */
export function ScaleButtons(props: ScaleButtonsProps): JSX.Element {
  const { words } = useApp();
  const { lowest, highest } = props;
  const choices = Array.from({ length: highest - lowest + 1 }, (_, index) => ({
    value: lowest + index,
    name: words.number(lowest + index),
  }));
  return (
    <div class="scale">
      <ChoiceButtons
        label={props.label}
        className={`scale-row scale-of-${choices.length}`}
        choices={choices}
        value={props.value}
        onPick={props.onPick}
      />
      <p class="scale-ends">
        <span>{props.lowestWords}</span>
        <span>{props.highestWords}</span>
      </p>
    </div>
  );
}
