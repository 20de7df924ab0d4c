import {
  addDays,
  chanceStartedBy,
  chanceStartsOn,
  type DatedForecast,
  daysBetween,
  dotsFromForecast,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { DateText, Say } from "../../strings/say.tsx";
import { chanceWords } from "../calendar/day-name.ts";

/** The strip's numbers, day by day, over the days its dots lie on. */
export function StripTable({ forecast }: { readonly forecast: DatedForecast }): JSX.Element {
  const { words } = useApp();
  const dots = dotsFromForecast(forecast);
  const days = daysBetween(dots[0]!, dots.at(-1)!) + 1;
  return (
    <table class="strip-table">
      <thead>
        <tr>
          <th scope="col">
            <Say id="strip-table-date" />
          </th>
          <th scope="col">
            <Say id="strip-table-starts" />
          </th>
          <th scope="col">
            <Say id="strip-table-started" />
          </th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: days }, (_, index) => addDays(dots[0]!, index)).map((date) => (
          <tr key={date}>
            <th scope="row">
              <DateText date={date} style="weekday-day-month" />
            </th>
            <td>{chanceWords(words, chanceStartsOn(forecast, date))}</td>
            <td>{chanceWords(words, chanceStartedBy(forecast, date))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
