import { isDeepStrictEqual } from "node:util";
import { addDays, type CalendarDate, calendarDate, type Projection, type Scope } from "@tidetable/diary";
import {
  type Build,
  careWords,
  type createScenes,
  hiddenPlan,
  type Scene,
  sharedBy,
  toldWords,
} from "./build.ts";
import { canary } from "./canary-diary.ts";
import { laterTexts, widened, widerIn } from "./narrower.ts";
import { daysToLookAt, fieldsBeyond, hasCanary, placesOf } from "./projected-fields.ts";
import { type Agreed, planNames, readText, type StoredGrant, signedAgain, textOf } from "./version-1.ts";

/** What a part of the proof counted; it holds where nothing is wrong. */
export interface Found {
  readonly cases: number;
  /** What was wrong, in a word or two each. */
  readonly wrong: readonly string[];
}

export type Scenes = ReturnType<typeof createScenes>;

/** The last day of all grants that were drawn, and of the canary's diary nearly. */
const lastKnownDay = calendarDate("2027-12-15");

/** Whether each text is read as version 1 meant it. */
export async function readAsAgreed(build: Build, grants: readonly StoredGrant[]): Promise<Found> {
  const wrong: string[] = [];
  for (const grant of grants) {
    const scope = await sharedBy(build, grant);
    if (scope === null) wrong.push("nothing is read");
    else if (!isDeepStrictEqual({ ...scope }, { ...readText(grant.text) }))
      wrong.push(`wider: ${widerIn(scope, readText(grant.text)).join(", ") || "no, but other"}`);
  }
  return { cases: grants.length, wrong };
}

const projectionOn = (build: Build, scope: Scope, today: CalendarDate, { diary, forecast }: Scene) =>
  build.project({
    diary,
    forecast,
    scope,
    today,
    care: careWords,
    told: { date: today, words: toldWords },
    plans: [...planNames, hiddenPlan].map((name) => ({
      name,
      first: today,
      last: addDays(today, 2),
      chance: 0.4,
    })),
  });

/** Whether what is projected, shown and told in notices has no field that was not agreed to; `seen` counts those it has. */
export async function projectedAsAgreed(
  build: Build,
  grants: readonly StoredGrant[],
  scenes: Scenes,
  seen: Map<string, number>,
): Promise<Found> {
  const wrong: string[] = [];
  let cases = 0;
  for (const grant of grants) {
    const scope = await sharedBy(build, grant);
    if (scope === null) continue;
    const agreed = readText(grant.text);
    const last = agreed.last < lastKnownDay ? calendarDate(agreed.last) : lastKnownDay;
    for (const today of daysToLookAt(calendarDate(agreed.first), last, 6)) {
      cases += 1;
      const { full, bare } = scenes(today);
      const json = JSON.stringify(projectionOn(build, scope, today, full));
      if (json !== JSON.stringify(projectionOn(build, scope, today, bare)))
        wrong.push("depends on what is private");
      if (json === "null") continue;
      for (const place of new Set(placesOf(JSON.parse(json), "")))
        seen.set(place, (seen.get(place) ?? 0) + 1);
      wrong.push(...fieldsBeyond(json, agreed, today));
      if (Buffer.byteLength(json) > 3_500) wrong.push("too long");
      const face = JSON.stringify(build.face(JSON.parse(json), today, 0));
      if (hasCanary(face)) wrong.push("a canary on the card");
      wrong.push(...noticedBeyond(build, scope, today, full, agreed));
    }
    wrong.push(...toldOnAnotherDay(build, scope, scenes));
  }
  return { cases, wrong };
}

/** Notices that wait from a day on: a heads-up only where it was agreed to, in the words that were. */
function noticedBeyond(
  build: Build,
  scope: Scope,
  today: CalendarDate,
  { forecast }: Scene,
  agreed: Agreed,
): readonly string[] {
  const rhythm = { kind: "daily", hour: 9 } as const;
  const planned = build.plan({ scope, forecast, today, hour: 0, rhythm, count: 8, told: null });
  const isRight = planned.every(
    ({ what }) =>
      what.kind === "nothing" ||
      (what.kind === "heads-up" && what.called === agreed.called && what.words === agreed.headsUp?.words),
  );
  return isRight && planned.length === 8 ? [] : ["a notice that was not agreed to"];
}

/** "How I am today" is of that day alone. */
function toldOnAnotherDay(build: Build, scope: Scope, scenes: Scenes): readonly string[] {
  const { diary, forecast } = scenes(scope.first).full;
  const told = { date: addDays(scope.first, -1), words: canary };
  const projection = build.project({
    diary,
    forecast,
    scope,
    today: scope.first,
    care: null,
    told,
    plans: [],
  });
  return hasCanary(JSON.stringify(projection)) ? ["told on another day"] : [];
}

/** Whether a text that its owner did not sign shares nothing, whatever was done to it. */
export async function refusedIfTampered(build: Build, grants: readonly StoredGrant[]): Promise<Found> {
  const wrong: string[] = [];
  let cases = 0;
  for (const [index, grant] of grants.entries()) {
    const { text, signature, id, key } = grant;
    const other = grants[(index + 1) % grants.length]!;
    const tampered: readonly StoredGrant[] = [
      ...widened(readText(text)).map((agreed) => ({ ...grant, text: textOf(agreed) })),
      { ...grant, text: `${text} ` },
      { ...grant, text: other.text },
      { ...grant, signature: "" },
      { ...grant, signature: other.signature },
      { ...grant, signature: `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}` },
      // Truly signed, and by another grant's key.
      { ...other, id },
      { ...other, id, key },
    ];
    for (const stored of tampered) {
      if (stored.text === text && stored.signature === signature && stored.id === id) continue;
      cases += 1;
      if ((await sharedBy(build, stored)) !== null) wrong.push("a text nobody signed");
    }
  }
  return { cases, wrong };
}

/** Whether what a later version may write shares no more than this version knows; nothing of it comes into a projection. */
export async function unknownIsNotShared(
  build: Build,
  grants: readonly StoredGrant[],
  scenes: Scenes,
): Promise<Found> {
  const wrong: string[] = [];
  let cases = 0;
  for (const grant of grants) {
    for (const [text, most] of laterTexts(grant.text, readText(grant.text))) {
      cases += 1;
      const scope = await sharedBy(build, signedAgain(grant, text));
      if (scope === null) continue;
      wrong.push(...widerIn(scope, most));
      const json = JSON.stringify(projectionOn(build, scope, scope.first, scenes(scope.first).full));
      if (json !== "null") wrong.push(...fieldsBeyond(json, most, scope.first));
    }
  }
  return { cases, wrong };
}

/** Whether nothing is left of a grant from the day after its last, with nothing new written by anybody. */
export async function lapsesInSilence(
  build: Build,
  grants: readonly StoredGrant[],
  scenes: Scenes,
): Promise<Found> {
  const wrong: string[] = [];
  let cases = 0;
  const nothing = JSON.stringify(build.face(null, lastKnownDay, 0));
  for (const grant of grants) {
    const scope = await sharedBy(build, grant);
    const { last: lastText } = readText(grant.text);
    const last = calendarDate(lastText);
    if (scope === null || last > lastKnownDay) continue;
    cases += 1;
    for (const days of [1, 2, 14, 200]) {
      const today = addDays(last, days);
      const { diary, forecast } = scenes(today < lastKnownDay ? today : lastKnownDay).full;
      if (projectionOn(build, scope, today, { diary, forecast }) !== null)
        wrong.push("a letter after the last day");
    }
    for (const days of [0, 1, 6, 12]) {
      const from = addDays(last, -days);
      if (from < scope.first) continue;
      const projection: Projection | null = projectionOn(build, scope, from, scenes(from).full);
      for (const after of [1, 2]) {
        const face = build.face(projection, addDays(last, after), 0);
        if (JSON.stringify(face) !== nothing) wrong.push("a card after the last day");
      }
    }
    wrong.push(...toldAfter(build, scope, last, scenes));
  }
  return { cases, wrong };
}

/** Notices that were left before the last day, and those of the day after. */
function toldAfter(build: Build, scope: Scope, last: CalendarDate, scenes: Scenes): readonly string[] {
  return [addDays(last, -3), addDays(last, 1)].flatMap((today) => {
    const { forecast } = scenes(today < lastKnownDay ? today : lastKnownDay).full;
    const rhythm = { kind: "daily", hour: 9 } as const;
    const planned = build.plan({ scope, forecast, today, hour: 0, rhythm, count: 8, told: null });
    return planned.some(({ date, what }) => date > last && what.kind !== "nothing")
      ? ["a notice after the last day"]
      : [];
  });
}
