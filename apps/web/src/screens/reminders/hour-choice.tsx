import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { hourWords } from "./hour-words.ts";

interface HourChoiceProps {
  readonly label: string;
  readonly hours: readonly number[];
  readonly value: number;
  readonly onPick: (hour: number) => void;
}

/** One of some hours of the day; the chosen one stays chosen. */
export function HourChoice({ label, hours, value, onPick }: HourChoiceProps): JSX.Element {
  const { words } = useApp();
  return (
    <ChoiceButtons
      label={label}
      className="choice-row"
      choices={hours.map((hour) => ({ value: hour, name: hourWords(words.locale, hour) }))}
      value={value}
      onPick={(hour) => hour !== undefined && onPick(hour)}
    />
  );
}
