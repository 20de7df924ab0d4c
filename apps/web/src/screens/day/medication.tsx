import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Chip } from "../../controls/chip.tsx";
import { NameAdder } from "../../controls/name-adder.tsx";
import { withMedicationToggled } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import { medicationNames } from "../../symptoms.ts";
import { answerSoFar } from "../medication/answer-so-far.ts";
import type { namesDue } from "../medication/names-due.ts";
import type { SectionProps } from "./section.ts";
import { Toggle } from "./toggle.tsx";

/** What was taken, in the owner's words. What was due that day is a tick, and nothing else asks for it. */
export function Medication({ date, entry }: SectionProps): JSX.Element {
  const { session, keeping, outlook, today, words } = useApp();
  const diary = session.diary.value;
  const taken = entry.medication ?? [];
  const schedules = diary.schedules ?? [];
  const due = useSignal<{ readonly namesDue: typeof namesDue } | null>(null);
  const hasSchedules = schedules.length > 0;
  // Loaded where there are any: most diaries have none.
  useEffect(() => {
    if (!hasSchedules) return;
    import("../medication/names-due.ts").then((module) => {
      due.value = module;
    });
  }, [hasSchedules]);
  const answer = answerSoFar(outlook.answer.value);
  const ticks = (hasSchedules && due.value?.namesDue(diary, answer, date)) || [];
  const asNeeded = schedules.filter(({ rhythm }) => rhythm.kind === "as-needed").map(({ name }) => name);
  const known = medicationNames(diary, today.value);
  const names = [...new Set([...known, ...asNeeded, ...taken])].filter((name) => !ticks.includes(name));
  const toggle = (name: string) => keeping.keep((diary) => withMedicationToggled(diary, date, name));
  return (
    <section class="sheet-section">
      <h2>
        <Say id="medication-title" />
      </h2>
      {ticks.length > 0 && (
        <div>
          {ticks.map((name) => (
            <Toggle key={name} isOn={taken.includes(name)} onToggle={() => toggle(name)}>
              {name}
            </Toggle>
          ))}
        </div>
      )}
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
