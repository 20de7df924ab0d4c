import { addDays, calendarDate, type Rhythm } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";

/** Hours that are offered. Our choice: a few over a day, because to the minute nothing is promised. */
const hours = [7, 9, 12, 15, 18, 20, 22];
const kinds = ["weekly", "daily", "day-itself"] as const;
/** Any Monday: the days of the week are named from it. */
const monday = calendarDate("2024-01-01");

interface RhythmChoiceProps {
  readonly rhythm: Rhythm;
  readonly onPick: (rhythm: Rhythm) => void;
}

/** How often, on which weekday, at which hour; and of each rhythm, what its times tell others. */
export function RhythmChoice({ rhythm, onPick }: RhythmChoiceProps): JSX.Element {
  const { words, weekStart } = useApp();
  const { kind, hour } = rhythm;
  const pickKind = (next: Rhythm["kind"]) =>
    onPick(next === "weekly" ? { kind: next, weekday: 7, hour } : { kind: next, hour });
  const days = Array.from({ length: 7 }, (_, at) => ((weekStart - 1 + at) % 7) + 1);
  const hourOf = new Intl.DateTimeFormat(words.locale, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return (
    <>
      <ChoiceButtons
        label={words.say("notices-when")}
        className="choice-row"
        choices={kinds.map((value) => ({ value, name: words.say("notices-kind", { kind: value }) }))}
        value={kind}
        onPick={(next) => next !== undefined && pickKind(next)}
      />
      <p class="aside">
        <Say id="notices-kind-what" values={{ kind }} />
      </p>
      {rhythm.kind === "weekly" && (
        <ChoiceButtons
          label={words.say("notices-weekday")}
          className="choice-row"
          choices={days.map((value) => ({ value, name: words.weekday(addDays(monday, value - 1)).short }))}
          value={rhythm.weekday}
          onPick={(weekday) => weekday !== undefined && onPick({ ...rhythm, weekday })}
        />
      )}
      <ChoiceButtons
        label={words.say("notices-hour")}
        className="choice-row"
        choices={hours.map((value) => ({ value, name: hourOf.format(value * 3_600_000) }))}
        value={hour}
        onPick={(next) => next !== undefined && onPick({ ...rhythm, hour: next })}
      />
    </>
  );
}
