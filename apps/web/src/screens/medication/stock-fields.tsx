import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { NumberField } from "./number-field.tsx";
import type { DraftProps } from "./rhythm-fields.tsx";

const fields = ["pieces", "dose", "orderDays", "pickUpDays"] as const;

/** What is left, and how long it takes to get more. */
export function StockFields({ draft, change }: DraftProps): JSX.Element {
  const { words } = useApp();
  return (
    <section class="sheet-section">
      <Toggle isOn={draft.isCounted} onToggle={(isCounted) => change({ isCounted })}>
        <Say id="medication-count" />
      </Toggle>
      {draft.isCounted &&
        fields.map((field) => (
          <NumberField
            key={field}
            label={words.say("medication-number", { field })}
            value={draft[field]}
            onInput={(text) => change({ [field]: text })}
          />
        ))}
    </section>
  );
}
