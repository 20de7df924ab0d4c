import { addDays, type CalendarDate } from "../calendar-date.ts";
import { type Sentence, sentence } from "../sentence.ts";
import type { Card, Face } from "./face.ts";
import type { NoticeWhat } from "./notices.ts";
import type { SharedPlan } from "./projection.ts";
import { kindsOf, type Scope, type ShareKind } from "./scope.ts";

/**
 * Everything a reader's card says on `today`, from top to bottom, her name first; one sentence for nothing.
 *
 * A screen that draws the distribution or lists past starts may leave out `card-next-dots` and `card-past-start`.
 */
export function sentencesOnFace(face: Face, today: CalendarDate): readonly Sentence[] {
  if (face.kind === "nothing") return [sentence("card-nothing")];
  const { called, headsUp, bleeding, told, helps, brings, plans, pastStarts } = face;
  return [
    sentence("card-by", {}, { called }),
    ...(headsUp ? [inHerWords("card-heads-up", called, headsUp.words)] : []),
    ...(told !== null ? [sentence("card-told", {}, { words: told })] : []),
    ...(bleeding ? [bleedingSaid(bleeding)] : []),
    ...nextStartSaid(face.nextStart, today),
    ...(helps !== null ? [sentence("card-helps", {}, { words: helps })] : []),
    ...(brings !== null ? [sentence("card-brings", {}, { words: brings })] : []),
    ...plans.map((plan) => planSaid(plan, today)),
    ...(pastStarts.length > 0 ? [sentence("card-past-starts")] : []),
    ...pastStarts.map((date) => sentence("card-past-start", { date }, {}, today)),
  ];
}

const inHerWords = (id: string, called: string, words: string): Sentence =>
  words === "" ? sentence(id, {}, { called }) : sentence(`${id}-own`, {}, { called, words });

const bleedingSaid = (bleeding: NonNullable<Card["bleeding"]>): Sentence =>
  bleeding.kind === "day"
    ? sentence("card-bleeding-day", {}, { day: bleeding.day })
    : sentence("card-bleeding", {}, { chance: bleeding.kind });

function nextStartSaid(nextStart: Card["nextStart"], today: CalendarDate): readonly Sentence[] {
  if (!nextStart) return [];
  if (nextStart.kind === "week") return [sentence("card-next-week", {}, { week: nextStart.week })];
  if (nextStart.kind === "distribution") {
    const { dots } = nextStart;
    // The tenth of twenty is the first day by which it is as likely as not; after the eighteenth comes one in ten.
    return [sentence("card-next-dots", { middle: dots[9]!, last: dots[17]! }, {}, today)];
  }
  const { first, last } = nextStart;
  if (first <= addDays(today, 1) || first === last) return [sentence("card-next-by", { last }, {}, today)];
  return [sentence("card-next-band", { first, last }, {}, today)];
}

function planSaid({ name, first, last, chance }: SharedPlan, today: CalendarDate): Sentence {
  const count = Math.round(20 * chance);
  if (first === last) return sentence("card-plan-day", { first }, { name, count }, today);
  return sentence("card-plan", { first, last }, { name, count }, today);
}

/** The text of a notice. */
export function wordsOfNotice(what: NoticeWhat): Sentence {
  switch (what.kind) {
    case "heads-up":
      return inHerWords("notice-says-heads-up", what.called, what.words);
    case "nothing":
      return sentence("notice-says-nothing");
    case "check-in":
      return sentence("notice-says-check-in", {}, { words: what.words });
    case "reminder":
      return sentence("notice-says-reminder", {}, { which: what.which });
  }
}

/** What a grant shares, one sentence for each thing, then its days: for her list, for the preview, and for who accepts. */
export function sentencesAboutScope(scope: Scope, today: CalendarDate): readonly Sentence[] {
  const { first, last } = scope;
  const kinds = kindsOf(scope);
  return [
    ...(kinds.length === 0 ? [sentence("scope-nothing")] : kinds.flatMap((kind) => saidOf(kind, scope))),
    sentence("scope-dates", { first, last }, {}, today),
  ];
}

function saidOf(kind: ShareKind, scope: Scope): readonly Sentence[] {
  const { headsUp, nextStart, bleeding, plans, care } = scope;
  switch (kind) {
    case "heads-up":
      return headsUp
        ? [
            sentence(
              "scope-heads-up",
              {},
              { days: headsUp.days, words: headsUp.words, own: headsUp.words ? "yes" : "no" },
            ),
          ]
        : [];
    case "next-start":
      return nextStart ? [sentence("scope-next-start", {}, { coarseness: nextStart })] : [];
    case "bleeding":
      return bleeding ? [sentence("scope-bleeding", {}, { coarseness: bleeding })] : [];
    case "plans":
      return plans.map((name) => sentence("scope-plan", {}, { name }));
    case "today":
      return [sentence("scope-today")];
    case "care":
      return care.map((one) => sentence(`scope-${one}`));
    case "past-starts":
      return [sentence("scope-past-starts")];
  }
}
