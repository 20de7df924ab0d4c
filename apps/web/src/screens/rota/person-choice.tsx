import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";

interface PersonChoiceProps {
  readonly label: ComponentChildren;
  readonly people: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (person: string | null) => void;
}

/** Which name of a rota somebody has; nobody until it is said. */
export function PersonChoice({ label, people, chosen, onChoose }: PersonChoiceProps): JSX.Element {
  const { words } = useApp();
  const fieldId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        {label}
      </label>
      <select
        id={fieldId}
        value={chosen ?? ""}
        onChange={(event) => onChoose(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      >
        <option value="">{words.say("planner-rota-nobody")}</option>
        {people.map((person) => (
          <option key={person} value={person}>
            {person}
          </option>
        ))}
      </select>
    </div>
  );
}
