import { type Bleeding, bleedingLevels } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { ChoiceButtons } from "./choice-buttons.tsx";

interface LevelButtonsProps {
  readonly label: string;
  readonly value: Bleeding | undefined;
  readonly onPick: (level: Bleeding | undefined) => void;
}

/** The five amounts of bleeding. The mark's height says the amount, besides its colour and its word. */
export function LevelButtons({ label, value, onPick }: LevelButtonsProps): JSX.Element {
  const { words } = useApp();
  const choices = bleedingLevels.map((level) => ({
    value: level,
    name: words.say(`level-${level}`),
    content: (
      <>
        <span class={`level level-${level}`} />
        {words.say(`level-${level}`)}
      </>
    ),
  }));
  return (
    <ChoiceButtons
      label={label}
      labelHidden
      className="levels"
      choices={choices}
      value={value}
      onPick={onPick}
    />
  );
}
