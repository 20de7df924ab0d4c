import { calendarDate, type Scope } from "@tidetable/diary";
import type { Build } from "./build.ts";
import { widerIn } from "./narrower.ts";
import type { Found } from "./parts.ts";

const day = (text: string) => calendarDate(`2027-${text}`);

const starts: readonly Scope["nextStart"][] = [null, "week", "band", "distribution"];
const bleedings: readonly Scope["bleeding"][] = [null, "estimate", "day"];
const headsUps: readonly Scope["headsUp"][] = [null, { days: 3, words: "Soup" }, { days: 5, words: "Tea" }];
const cares: readonly Scope["care"][] = [[], ["helps"], ["brings"], ["helps", "brings"]];
const plans: readonly Scope["plans"][] = [["Trip"], ["Trip", "Exam"]];
const either = [false, true] as const;

const narrow: Scope = {
  called: "R.",
  first: day("02-01"),
  last: day("03-01"),
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
};

/** Every combination of what can be agreed to, coarse in the numbers and names alone. */
function everyScope(): readonly Scope[] {
  const scopes: Scope[] = [];
  for (const nextStart of starts)
    for (const bleeding of bleedings)
      for (const headsUp of headsUps)
        for (const care of cares)
          for (const names of plans)
            for (const today of either)
              for (const pastStarts of either)
                scopes.push({
                  ...narrow,
                  nextStart,
                  bleeding,
                  headsUp,
                  care,
                  plans: names,
                  today,
                  pastStarts,
                });
  return scopes;
}

/** Ranges of days that meet, enclose each other, and have nothing in common. */
const ranges = [
  [day("02-01"), day("03-01")],
  [day("02-10"), day("02-20")],
  [day("02-20"), day("04-01")],
  [day("03-02"), day("03-02")],
  [day("05-01"), day("06-01")],
] as const;

/** Whether what two agreements made at the same time become is in both of them, for every two. */
export function narrowestNeverWidens(build: Build, stride = 1): Found {
  const wrong: string[] = [];
  const every = everyScope();
  let cases = 0;
  const look = (one: Scope, other: Scope): void => {
    cases += 1;
    const both = build.narrowest([one, other]);
    const beyond = [...widerIn(both, one), ...widerIn(both, other)];
    // Of two names and two wordings one has to be chosen.
    const isNamed = [one.called, other.called].includes(both.called);
    wrong.push(...beyond.filter((name) => name !== "called" || !isNamed));
    if (both.headsUp && ![one.headsUp?.words, other.headsUp?.words, ""].includes(both.headsUp.words))
      wrong.push("other words");
  };
  for (let a = 0; a < every.length; a += stride)
    for (let b = 0; b < every.length; b += stride) look(every[a]!, every[b]!);
  const dated = ranges.flatMap(([first, last]) =>
    ["R.", "Ada"].map((called) => ({ ...every.at(-1)!, called, first, last })),
  );
  for (const one of dated) for (const other of dated) look(one, other);
  // Of three it must not matter in which order they came.
  const few = dated
    .filter((_, index) => index % 2 === 0)
    .concat(every.filter((_, index) => index % 97 === 0));
  for (const one of few)
    for (const other of few)
      for (const third of few) {
        cases += 1;
        const both = build.narrowest([one, other, third]);
        for (const scope of [one, other, third]) wrong.push(...widerIn(both, scope));
      }
  return { cases, wrong };
}
