import { type Avoid, longestPlan, parseCalendarDate } from "@tidetable/diary";
import { fail, type Parsed, type PersonFile, succeed } from "./invocation.ts";
import { withFile } from "./relay-command-line.ts";

/** What was given beside the name of a command about dates to come. */
export interface PlanWords {
  readonly rest: readonly string[];
  readonly today: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly days: string | null;
  readonly avoid: string | null;
  readonly daysBefore: string | null;
  readonly calendars: readonly string[];
  readonly people: readonly string[];
  readonly json: boolean;
}

/** Days before a start that are avoided where nobody says how many. Our choice: those on which most of it is felt. */
const usualDaysBefore = 2;
const mostDaysBefore = 10;

export function planFrom(given: PlanWords): Parsed {
  const { rest, calendars, json } = given;
  const today = parseCalendarDate(given.today);
  if (given.today !== null && today === null) return fail("today-invalid", "plan");
  if (given.from === null || given.to === null || given.days === null) return fail("plan-incomplete", "plan");
  const [from, to] = [parseCalendarDate(given.from), parseCalendarDate(given.to)];
  if (from === null) return fail("plan-date-invalid", "plan", "--from");
  if (to === null) return fail("plan-date-invalid", "plan", "--to");
  if (to < from) return fail("plan-backwards", "plan");
  const days = whole(given.days, 1, longestPlan);
  if (days === null) return fail("plan-days-invalid", "plan");
  const avoid = avoidFrom(given);
  if (typeof avoid === "string") return fail(avoid, "plan");
  return withFile("plan", rest, (path) =>
    succeed({ command: "plan", path, today, from, to, days, avoid, calendars, json }),
  );
}

function avoidFrom({
  avoid,
  daysBefore,
}: PlanWords): Avoid | "avoid-invalid" | "days-before-invalid" | "days-before-unwanted" {
  const count = daysBefore === null ? usualDaysBefore : whole(daysBefore, 1, mostDaysBefore);
  if (count === null) return "days-before-invalid";
  switch (avoid ?? "bleeding") {
    case "bleeding":
      return daysBefore === null ? { bleeding: true, daysBefore: 0 } : "days-before-unwanted";
    case "days-before":
      return { bleeding: false, daysBefore: count };
    case "both":
      return { bleeding: true, daysBefore: count };
    default:
      return "avoid-invalid";
  }
}

export function rotaFrom({ rest, today: todayText, people: texts, json }: PlanWords): Parsed {
  const today = parseCalendarDate(todayText);
  if (todayText !== null && today === null) return fail("today-invalid", "rota");
  const people: PersonFile[] = [];
  for (const text of texts) {
    const [, name = "", path = ""] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    const isNew = people.every((other) => other.name !== name.trim());
    if (name.trim() === "" || path === "" || !isNew) return fail("person-invalid", "rota");
    people.push({ name: name.trim(), path });
  }
  // Which file is missing is told first: without a rota nobody is in it.
  return withFile("rota", rest, (path) =>
    people.length === 0
      ? fail("person-missing", "rota")
      : succeed({ command: "rota", path, people, today, json }),
  );
}

function whole(text: string, least: number, most: number): number | null {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return count >= least && count <= most ? count : null;
}
