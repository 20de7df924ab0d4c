import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { ScaleButtons } from "./scale-buttons.tsx";

interface ScaleProps {
  readonly value: number | undefined;
  readonly onPick: (value: number | undefined) => void;
}

export function PainScale(props: ScaleProps): JSX.Element {
  const { words } = useApp();
  return (
    <ScaleButtons
      label={words.say("pain-label")}
      lowest={0}
      highest={10}
      lowestWords={words.say("pain-lowest")}
      highestWords={words.say("pain-highest")}
      {...props}
    />
  );
}

export function MoodScale(props: ScaleProps): JSX.Element {
  const { words } = useApp();
  return (
    <ScaleButtons
      label={words.say("mood-label")}
      lowest={1}
      highest={5}
      lowestWords={words.say("scale-low")}
      highestWords={words.say("scale-high")}
      {...props}
    />
  );
}

export function EnergyScale(props: ScaleProps): JSX.Element {
  const { words } = useApp();
  return (
    <ScaleButtons
      label={words.say("energy-label")}
      lowest={1}
      highest={5}
      lowestWords={words.say("scale-low")}
      highestWords={words.say("scale-high")}
      {...props}
    />
  );
}
