import { addDays, calendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import type { LogTime } from "../../reminders/reminders.ts";
import { HourChoice } from "./hour-choice.tsx";

/** The evening's hours. Our choice: what a day was like is known by then. */
const logHours = [17, 18, 19, 20, 21, 22];
const kinds = ["daily", "weekly"] as const;
/** Any Monday: the days of the week are named from it. */
const monday = calendarDate("2024-01-01");

interface LogReminderProps {
  readonly log: LogTime;
  readonly onPick: (log: LogTime) => void;
}

/** How often, on which weekday and at which hour. Whether something was logged is not known to a notice left beforehand. */
export function LogReminder({ log, onPick }: LogReminderProps): JSX.Element {
  const { words, weekStart } = useApp();
  const { hour } = log;
  const weekdays = Array.from({ length: 7 }, (_, at) => ((weekStart - 1 + at) % 7) + 1);
  return (
    <>
      <ChoiceButtons
        label={words.say("reminders-often")}
        className="choice-row"
        choices={kinds.map((value) => ({ value, name: words.say("reminders-kind", { kind: value }) }))}
        value={log.kind}
        onPick={(kind) => {
          if (kind === "daily") onPick({ kind, hour });
          if (kind === "weekly") onPick({ kind, weekday: 7, hour });
        }}
      />
      {log.kind === "weekly" && (
        <ChoiceButtons
          label={words.say("reminders-weekday")}
          className="choice-row"
          choices={weekdays.map((value) => ({
            value,
            name: words.weekday(addDays(monday, value - 1)).short,
          }))}
          value={log.weekday}
          onPick={(weekday) => weekday !== undefined && onPick({ kind: "weekly", weekday, hour })}
        />
      )}
      <HourChoice
        label={words.say("reminders-hour")}
        hours={logHours}
        value={hour}
        onPick={(next) => onPick({ ...log, hour: next })}
      />
    </>
  );
}
