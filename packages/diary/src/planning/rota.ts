import { addDays, type CalendarDate } from "../calendar-date.ts";
import { type DateRange, lengthOf } from "./question.ts";

/** One person's duty on one day. */
export interface Duty {
  readonly date: CalendarDate;
  /** 1 to 60 characters. */
  readonly person: string;
  /** What it is called; may be empty. */
  readonly what: string;
}

/** Who is on duty on which days, in the order of the file. */
export interface Rota {
  readonly duties: readonly Duty[];
}

/** Duties of one rota. Our choice: a ward of thirty for half a year. */
export const mostDuties = 5_000;

/** An event of a calendar, as far as it can be a duty. */
interface DutyEvent extends DateRange {
  readonly title: string;
  readonly isAllDay: boolean;
}

/**
 * A rota from a calendar: one event, one duty, on its first day; of an event of whole days each is a duty.
 *
 * An event is that person's whose name stands in its title, and somebody else's, called by the title, where none does. Where
 * one name is asked for and stands nowhere, the calendar is that person's own. Only the first `mostDuties` are taken; with
 * `isCut` where there are more.
 */
export function rotaFromEvents(
  events: readonly DutyEvent[],
  people: readonly string[],
): Rota & { readonly isCut: boolean } {
  const isOwn = people.length === 1 && !events.some(({ title }) => nameIn(title, people) !== null);
  const duties: Duty[] = [];
  for (const { title, isAllDay, ...range } of events) {
    const name = isOwn ? people[0]! : nameIn(title, people);
    const [person, what] =
      name === null ? [title.slice(0, longestName), ""] : [name, title.slice(0, longestName)];
    const days = isAllDay ? lengthOf(range) : 1;
    for (let day = 0; day < days && duties.length <= mostDuties; day++)
      duties.push({ date: addDays(range.first, day), person, what });
  }
  return { duties: duties.slice(0, mostDuties), isCut: duties.length > mostDuties };
}

/** Characters of a person's name, and of what a duty is called. */
export const longestName = 60;

/** The first of some names that stands in a title as a word of its own. */
function nameIn(title: string, people: readonly string[]): string | null {
  const words = ` ${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return (
    people.find((name) =>
      words.includes(
        ` ${name
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
          .trim()} `,
      ),
    ) ?? null
  );
}
