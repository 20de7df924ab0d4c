import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Say } from "../../strings/say.tsx";

/** Letters of a plan's name; the same as packages/diary/src/planning/plan.ts takes. */
const longestName = 60;

interface KeepPlanProps {
  /** What it is called until its owner says otherwise. */
  readonly usualName: string;
  readonly onKeep: (name: string) => void;
}

/** Dates become a plan by a name. */
export function KeepPlan({ usualName, onKeep }: KeepPlanProps): JSX.Element {
  const typed = useSignal<string | null>(null);
  const fieldId = useId();
  return (
    <form
      class="field"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep((typed.value ?? "").trim() || usualName);
      }}
    >
      <label class="field-label" for={fieldId}>
        <Say id="planner-name" />
      </label>
      <div class="name-adder">
        <input
          id={fieldId}
          type="text"
          autocomplete="off"
          maxLength={longestName}
          value={typed.value ?? usualName}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="main-button">
          <Say id="planner-keep" />
        </button>
      </div>
    </form>
  );
}
