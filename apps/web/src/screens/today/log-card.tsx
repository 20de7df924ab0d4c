import { useSignal } from "@preact/signals";
import type { CalendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Chip } from "../../controls/chip.tsx";
import { LevelButtons } from "../../controls/level-buttons.tsx";
import { SavedLine } from "../../controls/saved-line.tsx";
import { MoodScale, PainScale } from "../../controls/scales.tsx";
import { StartLine } from "../../controls/start-line.tsx";
import { withField, withSymptomToggled } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import { symptomWords } from "../../strings/symptom-words.ts";
import { symptomNames } from "../../symptoms.ts";

/** Symptoms offered on today's screen; with pain and mood at most six chips. Our choice: what fits two rows of a narrow screen. */
const symptomsShown = 4;

interface LogCardProps {
  readonly date: CalendarDate;
  readonly isYesterday: boolean;
  readonly onSwitchDay: () => void;
}

/** What can be recorded with one tap, for today or, one tap away, yesterday. */
export function LogCard({ date, isYesterday, onSwitchDay }: LogCardProps): JSX.Element {
  const { session, keeping, navigation, today, words } = useApp();
  const open = useSignal<"pain" | "mood" | null>(null);
  const diary = session.diary.value;
  const entry = diary.entryByDate.get(date) ?? {};
  const title = isYesterday ? "log-yesterday" : "log-today";

  const scaleChip = (field: "pain" | "mood") => (
    <button
      type="button"
      class={entry[field] === undefined ? "chip" : "chip is-on"}
      aria-expanded={open.value === field}
      onClick={() => {
        open.value = open.value === field ? null : field;
      }}
    >
      {entry[field] === undefined ? (
        <Say id={`${field}-label`} />
      ) : (
        <Say id={`${field}-value`} values={{ value: entry[field] }} />
      )}
    </button>
  );
  const Scale = open.value === "pain" ? PainScale : MoodScale;

  return (
    <section class="log-card">
      <div class="log-head">
        <h2>
          <Say id={title} />
        </h2>
        <SavedLine />
        <button type="button" class="link" onClick={onSwitchDay}>
          <Say id={isYesterday ? "switch-to-today" : "switch-to-yesterday"} />
        </button>
      </div>
      <LevelButtons
        label={words.say(title)}
        value={entry.bleeding}
        onPick={(level) => keeping.keep((before) => withField(before, date, "bleeding", level))}
      />
      <StartLine date={date} />
      <div class="chips">
        {scaleChip("pain")}
        {scaleChip("mood")}
        {symptomNames(diary, today.value)
          .slice(0, symptomsShown)
          .map((name) => (
            <Chip
              key={name}
              isOn={entry.symptoms?.[name] !== undefined}
              onToggle={() => keeping.keep((before) => withSymptomToggled(before, date, name))}
            >
              {symptomWords(words, name)}
            </Chip>
          ))}
        <button type="button" class="chip" onClick={() => navigation.openDay(date)}>
          <Say id="log-more" />
        </button>
      </div>
      {open.value && (
        <Scale
          value={entry[open.value]}
          onPick={(value) => {
            const field = open.value!;
            keeping.keep((before) => withField(before, date, field, value));
          }}
        />
      )}
    </section>
  );
}
