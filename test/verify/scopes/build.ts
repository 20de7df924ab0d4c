import {
  type CalendarDate,
  createForecaster,
  type Diary,
  diaryAsOf,
  type Face,
  type ForecastAnswer,
  faceOn,
  forecastFromDiary,
  narrowest,
  type Projection,
  parseScope,
  planNotices,
  project,
  type Scope,
} from "@tidetable/diary";
import { createSuite, isSignedScope } from "@tidetable/sync";
import { bareDiary, canary, canaryDiary } from "./canary-diary.ts";
import type { StoredGrant } from "./version-1.ts";

/** What of a build decides what a grant shares; a proof takes it as an argument, so that a worse one can be put there. */
export interface Build {
  readonly parse: (text: string) => Scope | null;
  readonly isSigned: (grant: StoredGrant) => Promise<boolean>;
  readonly project: (input: Parameters<typeof project>[0]) => Projection | null;
  readonly face: (projection: Projection | null, day: CalendarDate, daysSinceContact: number) => Face;
  readonly narrowest: (scopes: readonly Scope[]) => Scope;
  readonly plan: typeof planNotices;
}

export const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

/** The build in this checkout. */
export const currentBuild: Build = {
  parse(text) {
    const parsed = parseScope(text);
    return parsed.ok ? parsed.value : null;
  },
  isSigned: ({ id, key, text, signature }) => isSignedScope(suite, key, id, text, signature),
  project,
  face: faceOn,
  narrowest,
  plan: planNotices,
};

/** What a stored grant shares: nothing where its signature does not hold. */
export async function sharedBy(build: Build, grant: StoredGrant): Promise<Scope | null> {
  return (await build.isSigned(grant)) ? build.parse(grant.text) : null;
}

/** A projection for one person on one day, and everything that could get into it by mistake. */
export interface Scene {
  readonly diary: Diary;
  readonly forecast: ForecastAnswer;
}

/** The canary's diary as of a day, and the same bleeding with nothing beside it; both with the canary's forecast. */
export function createScenes(): (today: CalendarDate) => { readonly full: Scene; readonly bare: Scene } {
  const [full, bare] = [canaryDiary(), bareDiary()];
  const forecaster = createForecaster();
  const sceneByDay = new Map<CalendarDate, { readonly full: Scene; readonly bare: Scene }>();
  return (today) => {
    const known = sceneByDay.get(today);
    if (known) return known;
    const forecast = forecastFromDiary(full, today, forecaster);
    const scenes = {
      full: { diary: diaryAsOf(full, today), forecast },
      bare: { diary: diaryAsOf(bare, today), forecast },
    };
    sceneByDay.set(today, scenes);
    return scenes;
  };
}

/** Words that are shared where it was agreed to; nothing a canary would be taken for. */
export const careWords = { helps: "Tea and quiet", brings: "Chocolate, dark" };
export const toldWords = "Better than yesterday";
/** The name of a plan that nobody was told of. */
export const hiddenPlan = `${canary} plan`;
