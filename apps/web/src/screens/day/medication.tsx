import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Chip } from "../../controls/chip.tsx";
import { NameAdder } from "../../controls/name-adder.tsx";
import { withMedicationToggled } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import { medicationNames } from "../../symptoms.ts";
import type { SectionProps } from "./section.ts";

/** What was taken, in the owner's words. */
export function Medication({ date, entry }: SectionProps): JSX.Element {
  const { session, keeping, today, words } = useApp();
  const taken = entry.medication ?? [];
  const known = medicationNames(session.diary.value, today.value);
  const names = [...known, ...taken.filter((name) => !known.includes(name))];
  const toggle = (name: string) => keeping.keep((diary) => withMedicationToggled(diary, date, name));
  return (
    <section class="sheet-section">
      <h2>
        <Say id="medication-title" />
      </h2>
      {names.length > 0 && (
        <div class="chips">
          {names.map((name) => (
            <Chip key={name} isOn={taken.includes(name)} onToggle={() => toggle(name)}>
              {name}
            </Chip>
          ))}
        </div>
      )}
      <NameAdder
        label={words.say("medication-own")}
        onAdd={(name) => {
          if (!taken.includes(name)) toggle(name);
        }}
      />
    </section>
  );
}
