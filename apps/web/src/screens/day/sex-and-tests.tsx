import type { JSX } from "preact";
import { Say } from "../../strings/say.tsx";
import { EntryChoice } from "./entry-choice.tsx";
import type { SectionProps } from "./section.ts";

/** Folded always: somebody else may be looking when the day is opened. */
export function SexAndTests({ date, entry }: SectionProps): JSX.Element {
  return (
    <details class="fold">
      <summary class="fold-title">
        <Say id="sex-and-tests-title" />
      </summary>
      <EntryChoice
        field="sex"
        values={["none", "protected", "unprotected", "other"]}
        date={date}
        entry={entry}
      />
      <EntryChoice field="desire" values={[1, 2, 3]} date={date} entry={entry} />
      <EntryChoice
        field="pregnancyTest"
        values={["negative", "positive", "unclear"]}
        date={date}
        entry={entry}
      />
    </details>
  );
}
