import * as v from "valibot";
import { date, type NotA, notA, parsed, whole } from "../at-the-edge.ts";
import { addDays, type CalendarDate, daysBetween } from "../calendar-date.ts";
import type { Result } from "../result.ts";
import { shareText } from "./shared-text.ts";

/** Everything that can be shared; anything that is not here cannot be (docs/protocol.md, rule 90). */
export const shareKinds = [
  "heads-up",
  "next-start",
  "bleeding",
  "plans",
  "today",
  "care",
  "past-starts",
] as const;
export type ShareKind = (typeof shareKinds)[number];

/** What one grant shares, as its owner agreed to it. */
export interface Scope {
  /** What the reader is told her name is; 1 to 40 characters. */
  readonly called: string;
  /** Days on which anything is shared, both inclusive; at most `longestGrantDays` of them. */
  readonly first: CalendarDate;
  readonly last: CalendarDate;
  /** A word 1 to 10 `days` ahead, in her `words`; empty for ours. */
  readonly headsUp: { readonly days: number; readonly words: string } | null;
  /** From coarse to fine. */
  readonly nextStart: "week" | "band" | "distribution" | null;
  /** Whether bleeding is likely on a day; `day` gives, besides, the number of a recorded day of bleeding. */
  readonly bleeding: "estimate" | "day" | null;
  /** Names of the plans whose results are shared; at most 5, none twice, in the order of their letters. */
  readonly plans: readonly string[];
  /** "How I am today", on the day she says so. */
  readonly today: boolean;
  /** In the order of `careKinds`. */
  readonly care: readonly CareKind[];
  readonly pastStarts: boolean;
}

/** Care words that can be shared: what helps me, what to bring. */
export const careKinds = ["helps", "brings"] as const;
export type CareKind = (typeof careKinds)[number];

export type NotAScope = NotA<"not-a-scope">;

/** Days of the longest grant, first and last included. Source: security.md I4, here and for the default. */
export const longestGrantDays = 180;
const defaultGrantDays = 30;
/** Days ahead of the default heads-up. Our choice: a long weekend to arrange things. */
const defaultHeadsUpDays = 3;
/** Plans of one grant. Our choice; their names have to fit into a letter. */
const mostPlans = 5;
/** Longest text of a scope, in characters. Our choice: four times what every field set takes. */
const longestText = 8_192;

/** What a version does not know is not shared: a value of a field that does not fit shares nothing of that field. */
const nothing = <Value>(schema: v.GenericSchema<unknown, Value>) => v.fallback(v.nullable(schema), null);

const scopeSchema = v.object({
  v: whole(0, Number.MAX_SAFE_INTEGER),
  called: shareText("called"),
  first: date,
  last: date,
  headsUp: nothing(
    v.object({ days: whole(1, 10), words: v.optional(v.nullable(shareText("headsUp"), ""), "") }),
  ),
  nextStart: nothing(v.picklist(["week", "band", "distribution"])),
  bleeding: nothing(v.picklist(["estimate", "day"])),
  plans: v.fallback(v.array(v.unknown()), []),
  today: v.fallback(v.boolean(), false),
  care: v.fallback(v.array(v.unknown()), []),
  pastStarts: v.fallback(v.boolean(), false),
});

/**
 * What a scope's text shares, of any version.
 *
 * Fields and values that this version does not know share nothing, and absent fields neither; so a text that was agreed
 * to before a kind was thought of never shares it. `v` is no reason to refuse: a later version that means something else
 * by a known field has to call it something else. Not a scope is what is no JSON, has no name or dates, or lasts longer
 * than `longestGrantDays`.
 */
export function parseScope(text: string): Result<Scope, NotAScope> {
  if (text.length > longestText) return notA("not-a-scope", "whole", `at most ${longestText} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return notA("not-a-scope", "whole", "JSON");
  }
  const answer = parsed(scopeSchema, value, "not-a-scope");
  if (!answer.ok) return answer;
  const { v: _version, plans, care, ...rest } = answer.value;
  const days = daysBetween(rest.first, rest.last) + 1;
  if (days < 1 || days > longestGrantDays) {
    return notA("not-a-scope", "last", `a day within ${longestGrantDays} days of the first`);
  }
  const name = shareText("plan");
  const names = plans.filter((plan) => v.is(name, plan));
  return {
    ok: true,
    value: {
      ...rest,
      plans: [...new Set(names)].slice(0, mostPlans).sort(),
      care: careKinds.filter((kind) => care.includes(kind)),
    },
  };
}

/**
 * The text that is signed: `{"v":1,"called",…}` with the fields in the order of `Scope`, those that share nothing left out.
 *
 * @throws RangeError naming the field, for a scope that its own text would not give back
 */
export function formatScope(scope: Scope): string {
  const { called, first, last, headsUp, nextStart, bleeding, plans, today, care, pastStarts } = scope;
  const text = JSON.stringify({
    v: 1,
    called,
    first,
    last,
    ...(headsUp && { headsUp: { days: headsUp.days, words: headsUp.words } }),
    ...(nextStart && { nextStart }),
    ...(bleeding && { bleeding }),
    ...(plans.length > 0 && { plans: [...plans].sort() }),
    ...(today && { today }),
    ...(care.length > 0 && { care: careKinds.filter((kind) => care.includes(kind)) }),
    ...(pastStarts && { pastStarts }),
  });
  const again = parseScope(text);
  if (!again.ok) throw new RangeError(`scope.${again.error.field} expects ${again.error.expected}`);
  if ((again.value.headsUp === null) !== (headsUp === null)) {
    throw new RangeError("scope.headsUp expects 1 – 10 days, and words that fit");
  }
  if (again.value.plans.length !== plans.length) {
    throw new RangeError(`scope.plans expects at most ${mostPlans} names that fit, none twice`);
  }
  return text;
}

/** The grant that is proposed first: a heads-up and the care words that go with it, for 30 days. */
export function headsUpOnly(called: string, first: CalendarDate): Scope {
  return {
    called,
    first,
    last: addDays(first, defaultGrantDays - 1),
    headsUp: { days: defaultHeadsUpDays, words: "" },
    nextStart: null,
    bleeding: null,
    plans: [],
    today: false,
    care: careKinds,
    pastStarts: false,
  };
}

/** The kinds a scope shares, in the order of `shareKinds`. */
export function kindsOf(scope: Scope): readonly ShareKind[] {
  const isShared: Readonly<Record<ShareKind, boolean>> = {
    "heads-up": scope.headsUp !== null,
    "next-start": scope.nextStart !== null,
    bleeding: scope.bleeding !== null,
    plans: scope.plans.length > 0,
    today: scope.today,
    care: scope.care.length > 0,
    "past-starts": scope.pastStarts,
  };
  return shareKinds.filter((kind) => isShared[kind]);
}
