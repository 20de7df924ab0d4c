import {
  addDays,
  type CalendarDate,
  chancesByDay,
  type LookAhead,
  longestQuestion,
  type Rota,
} from "@tidetable/diary";
import { chanceFromDots } from "./chance-from-dots.ts";

/** Of whom something is known: the owner of this diary by her own forecast, others by the dates they share. */
export type Known =
  | { readonly kind: "self" }
  | { readonly kind: "shared"; readonly dots: readonly CalendarDate[] };

/**
 * The chances of bleeding on the days of a rota, by person and date: what `betterRota` asks for.
 *
 * Null for people of whom nothing is known, for days that are over, and for those too far ahead.
 */
export function rotaChances(
  ahead: LookAhead | null,
  rota: Rota,
  today: CalendarDate,
  knownByPerson: ReadonlyMap<string, Known>,
): (person: string, date: CalendarDate) => number | null {
  const furthest = addDays(today, longestQuestion);
  const dates = rota.duties.map(({ date }) => date).filter((date) => date >= today && date <= furthest);
  const [first, last] = [dates.reduce(earlier, furthest), dates.reduce(later, today)];
  const own =
    ahead && dates.length > 0
      ? chancesByDay(ahead, { first, last, avoid: { bleeding: true, daysBefore: 0 } })
      : [];
  const ownByDate = new Map(own.map(({ date, chance }) => [date, chance]));
  return (person, date) => {
    const known = knownByPerson.get(person);
    if (known === undefined || date < today) return null;
    return known.kind === "self" ? (ownByDate.get(date) ?? null) : chanceFromDots(known.dots, date);
  };
}

const earlier = (one: CalendarDate, other: CalendarDate): CalendarDate => (one < other ? one : other);
const later = (one: CalendarDate, other: CalendarDate): CalendarDate => (one > other ? one : other);
