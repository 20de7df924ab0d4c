import { type CalendarDate, periodStarts } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { DateText, Say } from "../../strings/say.tsx";

interface CyclesBesideProps {
  readonly called: string;
  /** Hers, as far as she shares them. */
  readonly starts: readonly CalendarDate[];
}

/** Two people's starts in the order they came, each in a column of its own. Nothing for a reader without a diary. */
export function CyclesBeside({ called, starts }: CyclesBesideProps): JSX.Element | null {
  const { session } = useApp();
  const first = starts[0];
  const own = periodStarts(session.diary.value.entryByDate);
  if (first === undefined || own.length === 0) return null;
  const since = own.filter((date) => date >= first);
  const dates = [...new Set([...starts, ...since])].sort();
  const cell = (date: CalendarDate, list: readonly CalendarDate[]) => (
    <td>{list.includes(date) && <DateText date={date} style="brief-year" />}</td>
  );
  return (
    <table class="cycle-table">
      <caption class="unseen">
        <Say id="shared-beside-title" />
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <Say id="shared-beside-other" values={{ called }} />
          </th>
          <th scope="col">
            <Say id="shared-beside-own" />
          </th>
        </tr>
      </thead>
      <tbody>
        {dates.map((date) => (
          <tr key={date}>
            {cell(date, starts)}
            {cell(date, since)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
