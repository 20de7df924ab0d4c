import { type CalendarDate, chanceInTwenty } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";

interface DayChancesProps {
  readonly days: readonly { readonly date: CalendarDate; readonly chance: number }[];
}

/** The days of a window one by one: each by itself is less than all of them together, which is said above them. */
export function DayChances({ days }: DayChancesProps): JSX.Element {
  const { words } = useApp();
  return (
    <table class="plan-days">
      <caption>
        <Say id="planner-each-day" />
      </caption>
      <tbody>
        {days.map(({ date, chance }) => (
          <tr key={date}>
            <th scope="row">
              <bdi>{words.date(date, "weekday-day")}</bdi>
            </th>
            <td class="plan-bar-room" aria-hidden="true">
              <svg class="plan-bar" height="10" aria-hidden="true">
                <rect class="plan-bar-all" x="0.5" y="0.5" width="99%" height="9" rx="3" />
                <rect class="plan-bar-part" x="0.5" y="0.5" width={`${99 * chance}%`} height="9" rx="3" />
              </svg>
            </td>
            <td>
              <SaySentence sentence={chanceInTwenty(chance)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
