import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Chip } from "../../controls/chip.tsx";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { NameAdder } from "../../controls/name-adder.tsx";
import { withSymptom, withSymptomToggled } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import { symptomWords } from "../../strings/symptom-words.ts";
import { symptomNames } from "../../symptoms.ts";
import type { SectionProps } from "./section.ts";

/** Weakest first, as an entry counts them. */
const strengths = [1, 2, 3] as const;

/** Symptoms that are there, each with its strength, among those that are not. */
export function Symptoms({ date, entry }: SectionProps): JSX.Element {
  const { session, keeping, today, words } = useApp();
  const recorded = Object.entries(entry.symptoms ?? {});
  const known = symptomNames(session.diary.value, today.value);
  const names = [...known, ...recorded.map(([name]) => name).filter((name) => !known.includes(name))];

  return (
    <section class="sheet-section">
      <h2>
        <Say id="symptoms-title" />
      </h2>
      <div class="chips">
        {names.map((name) => (
          <Chip
            key={name}
            isOn={entry.symptoms?.[name] !== undefined}
            onToggle={() => keeping.keep((diary) => withSymptomToggled(diary, date, name))}
          >
            {symptomWords(words, name)}
          </Chip>
        ))}
      </div>
      {recorded.map(([name, strength]) => (
        <ChoiceButtons
          key={name}
          label={symptomWords(words, name)}
          className="choice-row"
          choices={strengths.map((value) => ({ value, name: words.say("strength", { strength: value }) }))}
          value={strength}
          onPick={(value) => keeping.keep((diary) => withSymptom(diary, date, name, value))}
        />
      ))}
      <NameAdder
        label={words.say("symptom-own")}
        onAdd={(name) => keeping.keep((diary) => withSymptom(diary, date, name, 2))}
      />
    </section>
  );
}
