import { addDays, type CalendarDate, daysBetween } from "@tidetable/diary";
import { canary, canaryNumbers, privateWords } from "./canary-diary.ts";
import type { Agreed } from "./version-1.ts";

/** A kind of version 1 by what was agreed to, named as a projection names what it shares. */
const isShared: Readonly<Record<string, (agreed: Agreed) => boolean>> = {
  "heads-up": ({ headsUp }) => headsUp !== null,
  "next-start": ({ nextStart }) => nextStart !== null,
  bleeding: ({ bleeding }) => bleeding !== null,
  plans: ({ plans }) => plans.length > 0,
  today: ({ today }) => today,
  care: ({ care }) => care.length > 0,
  "past-starts": ({ pastStarts }) => pastStarts,
};

/** Every place of a projection that may hold something, and what has to be agreed to for that. */
const mayHold: Readonly<Record<string, (agreed: Agreed) => boolean>> = {
  v: () => true,
  called: () => true,
  from: () => true,
  last: () => true,
  shares: () => true,
  "shares[]": () => true,
  days: () => true,
  "days[]": () => true,
  "days[].week": ({ nextStart }) => nextStart === "week",
  "days[].bleeding": ({ bleeding }) => bleeding !== null,
  "days[].headsUp": ({ headsUp }) => headsUp !== null,
  nextStart: ({ nextStart }) => nextStart === "band" || nextStart === "distribution",
  "nextStart.first": ({ nextStart }) => nextStart === "band" || nextStart === "distribution",
  "nextStart.last": ({ nextStart }) => nextStart === "band",
  "nextStart.dots": ({ nextStart }) => nextStart === "distribution",
  "nextStart.dots[]": ({ nextStart }) => nextStart === "distribution",
  headsUp: ({ headsUp }) => headsUp !== null,
  "headsUp.words": ({ headsUp }) => headsUp !== null,
  "headsUp.days": ({ headsUp }) => headsUp !== null,
  bleedingDay: ({ bleeding }) => bleeding === "day",
  told: ({ today }) => today,
  helps: ({ care }) => care.includes("helps"),
  brings: ({ care }) => care.includes("brings"),
  pastStarts: ({ pastStarts }) => pastStarts,
  "pastStarts[]": ({ pastStarts }) => pastStarts,
  plans: ({ plans }) => plans.length > 0,
  "plans[]": ({ plans }) => plans.length > 0,
  "plans[].name": ({ plans }) => plans.length > 0,
  "plans[].first": ({ plans }) => plans.length > 0,
  "plans[].last": ({ plans }) => plans.length > 0,
  "plans[].chance": ({ plans }) => plans.length > 0,
};

/** Places that count as a field of a kind, to show that each was there to be looked at. */
export const watchedFields: readonly string[] = Object.keys(mayHold).filter(
  (place) => !mayHold[place]!(nothing()),
);

function nothing(): Agreed {
  return {
    called: "",
    first: "",
    last: "",
    headsUp: null,
    nextStart: null,
    bleeding: null,
    plans: [],
    today: false,
    care: [],
    pastStarts: false,
  };
}

/** What may be in a projection's JSON beside what was agreed to; empty where nothing is. */
export function fieldsBeyond(json: string, agreed: Agreed, today: CalendarDate): readonly string[] {
  const projection = JSON.parse(json);
  const places = new Set(placesOf(projection, ""));
  const beyond = [...places].filter((place) => mayHold[place]?.(agreed) !== true);
  const shares: readonly string[] = projection.shares;
  beyond.push(...shares.filter((kind) => isShared[kind]?.(agreed) !== true).map((kind) => `shares ${kind}`));
  const check = (name: string, holds: boolean): void => void (holds || beyond.push(name));
  check("another name", projection.called === agreed.called);
  check("another day", projection.from === today && agreed.first <= today && today <= agreed.last);
  check("a later last day", projection.last <= agreed.last);
  check("days after the last", projection.days.length <= daysBetween(today, agreed.last as CalendarDate) + 1);
  check("more than two weeks", projection.days.length <= 14);
  if (projection.headsUp) {
    check("an earlier heads-up", projection.headsUp.days === agreed.headsUp?.days);
    check("other words", projection.headsUp.words === agreed.headsUp?.words);
  }
  for (const { name } of projection.plans ?? []) check("another plan", agreed.plans.includes(name));
  check("a canary", !hasCanary(json));
  return beyond;
}

/** Whether a text has anything in it that only a hard-private field holds. */
export function hasCanary(json: string): boolean {
  const lower = json.toLowerCase();
  return (
    lower.includes(canary) ||
    canaryNumbers.some((number) => lower.includes(number)) ||
    privateWords.some((word) => new RegExp(`"${word}`, "i").test(json))
  );
}

/** Every place that a value has anything in, by its path; the items of a list are one place. */
export function placesOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => [`${path}[]`, ...placesOf(item, `${path}[]`)]);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => {
    const place = path === "" ? name : `${path}.${name}`;
    return [place, ...placesOf(inside, place)];
  });
}

/** The days of a range to look at: its ends, and some between, spread evenly. */
export function daysToLookAt(
  first: CalendarDate,
  last: CalendarDate,
  count: number,
): readonly CalendarDate[] {
  const length = daysBetween(first, last);
  if (length < 0) return [];
  const steps = Array.from({ length: count }, (_, step) => Math.round((step * length) / (count - 1)));
  return [...new Set(steps)].map((days) => addDays(first, days));
}
