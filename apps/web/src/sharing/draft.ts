import {
  type CalendarDate,
  type CareWords,
  type ForecastAnswer,
  type GrantUntil,
  headsUpOnly,
  isShareText,
  lastDayFor,
  type Plan,
  type Scope,
} from "@tidetable/diary";

/** Where somebody who makes up a permission begins. */
export const presets = ["heads-up", "dates", "custom"] as const;
export type Preset = (typeof presets)[number];

/** What a scope leaves to choose: everything but its name and its dates. */
export type Fields = Pick<
  Scope,
  "headsUp" | "nextStart" | "bleeding" | "plans" | "today" | "care" | "pastStarts"
>;

/** A permission that is being made up. */
export interface Draft {
  /** What the reader is called here. */
  readonly nickname: string;
  /** What the reader is told her name is. */
  readonly called: string;
  readonly preset: Preset;
  readonly fields: Fields;
  readonly until: GrantUntil;
  /** The words about what helps, as they will be for everybody who gets them. */
  readonly care: CareWords;
}

const nothing: Fields = {
  headsUp: null,
  nextStart: null,
  bleeding: null,
  plans: [],
  today: false,
  care: [],
  pastStarts: false,
};

/** What a preset switches on; everything else stays off (security.md, I2). `custom` is what it was, by hand. */
export function fieldsOf(preset: Preset, today: CalendarDate, before: Fields = nothing): Fields {
  if (preset === "custom") return before;
  if (preset === "dates") return { ...nothing, nextStart: "band", bleeding: "estimate" };
  const { headsUp, care } = headsUpOnly("…", today);
  // Words that were written stay written.
  return { ...nothing, headsUp: headsUp && { ...headsUp, words: before.headsUp?.words ?? "" }, care };
}

export const newDraft = (today: CalendarDate, care: CareWords): Draft => ({
  nickname: "",
  called: "",
  preset: "heads-up",
  fields: fieldsOf("heads-up", today),
  until: { kind: "cycles", cycles: 1 },
  care,
});

/** Whether anything at all is shared by these fields. */
export const isNothing = (fields: Fields): boolean => {
  const { headsUp, nextStart, bleeding, plans, today, care, pastStarts } = fields;
  const isAnyEstimate = headsUp !== null || nextStart !== null || bleeding !== null || plans.length > 0;
  return !isAnyEstimate && !today && care.length === 0 && !pastStarts;
};

/** Plans of one permission at most; the same as packages/diary/src/sharing/scope.ts takes. */
export const mostPlans = 5;

/** Names of the plans that can be shared: those that are not over and fit into a letter, each once. */
export const plansToShare = (plans: readonly Plan[], today: CalendarDate): readonly string[] => [
  ...new Set(
    plans.filter(({ name, last }) => last >= today && isShareText("plan", name)).map(({ name }) => name),
  ),
];

/** What is still to be filled in before a draft can be looked at; null where nothing is. */
export function missingIn(
  { nickname, called, fields, until, care }: Draft,
  today: CalendarDate,
): Missing | null {
  if (nickname.trim() === "") return "nickname";
  if (!isShareText("called", called.trim())) return "called";
  if (isNothing(fields)) return "fields";
  if (fields.headsUp && !isShareText("headsUp", fields.headsUp.words)) return "words";
  if (!isShareText("care", care.helps) || !isShareText("care", care.brings)) return "care";
  if (until.kind === "date" && until.date < today) return "until";
  return null;
}
export type Missing = "nickname" | "called" | "fields" | "words" | "care" | "until";

/** The draft as a scope that begins today. */
export const scopeFromDraft = (
  { called, fields, until }: Draft,
  today: CalendarDate,
  forecast: ForecastAnswer,
): Scope => ({
  called: called.trim(),
  first: today,
  last: lastDayFor(until, today, forecast),
  ...fields,
});
