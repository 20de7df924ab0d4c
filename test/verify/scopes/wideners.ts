import { addDays, type CalendarDate, type PlannedNotice } from "@tidetable/diary";
import { type Build, currentBuild } from "./build.ts";
import { narrowestNeverWidens } from "./lattice.ts";
import {
  type Found,
  lapsesInSilence,
  projectedAsAgreed,
  readAsAgreed,
  refusedIfTampered,
  type Scenes,
  unknownIsNotShared,
} from "./parts.ts";
import type { StoredGrant } from "./version-1.ts";

/** A build that shares more than was signed, and the part of the proof that has to notice it. */
interface Widener {
  readonly name: string;
  look(grants: readonly StoredGrant[], scenes: Scenes): Promise<Found>;
}

type Parse = Build["parse"];
const parse: Parse = currentBuild.parse;
const building = (worse: Partial<Build>): Build => ({ ...currentBuild, ...worse });

/** Parsers, one mistake each. */
const parsers: Readonly<Record<string, Parse>> = {
  "a parser that adds past starts": (text) =>
    withScope(parse(text), (scope) => ({ ...scope, pastStarts: true })),
  "a parser that takes a week for dates": (text) =>
    withScope(parse(text), (scope) => ({
      ...scope,
      nextStart: scope.nextStart === "week" ? "band" : scope.nextStart,
    })),
  "a parser that adds a day": (text) =>
    withScope(parse(text), (scope) => ({ ...scope, last: addDays(scope.last, 1) })),
  "a parser that takes every care word": (text) =>
    withScope(parse(text), (scope) => ({ ...scope, care: scope.care.length > 0 ? ["helps", "brings"] : [] })),
};

/** Parsers that know version 1, and take what they do not know for the most. */
const guessers: Readonly<Record<string, Parse>> = {
  "a parser that takes an unknown fineness for the finest": (text) =>
    withScope(parse(text), (scope) =>
      JSON.parse(text).nextStart === "hour" ? { ...scope, nextStart: "distribution" } : scope,
    ),
  "a parser that takes any word for yes": (text) =>
    withScope(parse(text), (scope) => ({ ...scope, today: Boolean(JSON.parse(text).today) })),
  "a parser that reads a later version as everything": (text) =>
    withScope(parse(text), (scope) => (JSON.parse(text).v > 1 ? { ...scope, pastStarts: true } : scope)),
};

/** Projections that say more than the scope they were given. */
const projections: Readonly<Record<string, Build["project"]>> = {
  "a projection that forgets which kinds were chosen": (input) =>
    currentBuild.project({ ...input, scope: { ...input.scope, today: true, care: ["helps", "brings"] } }),
  "a projection of the whole distribution": (input) =>
    currentBuild.project({ ...input, scope: { ...input.scope, nextStart: "distribution" } }),
  "a projection with every plan": (input) => {
    const projection = currentBuild.project(input);
    return projection?.plans ? { ...projection, plans: input.plans } : projection;
  },
  "a projection with the note of the day": (input) => {
    const projection = currentBuild.project(input);
    const note = input.diary.entryByDate.get(input.today)?.note;
    return projection?.told && note ? { ...projection, told: note } : projection;
  },
  "a projection with a field of its own": (input) => {
    const projection = currentBuild.project(input);
    return projection && { ...projection, mood: input.diary.entryByDate.get(input.today)?.mood };
  },
};

export const wideners: readonly Widener[] = [
  ...Object.entries(parsers).map(([name, worse]) => ({
    name,
    look: (grants: readonly StoredGrant[]) => readAsAgreed(building({ parse: worse }), grants),
  })),
  ...Object.entries(guessers).map(([name, worse]) => ({
    name,
    look: (grants: readonly StoredGrant[], scenes: Scenes) =>
      unknownIsNotShared(building({ parse: worse }), grants, scenes),
  })),
  ...Object.entries(projections).map(([name, worse]) => ({
    name,
    look: (grants: readonly StoredGrant[], scenes: Scenes) =>
      projectedAsAgreed(building({ project: worse }), grants, scenes, new Map()),
  })),
  {
    name: "a heads-up for everybody",
    look: (grants, scenes) =>
      projectedAsAgreed(
        building({
          plan: (input) =>
            currentBuild.plan({
              ...input,
              scope: input.scope && { ...input.scope, headsUp: { days: 3, words: "" } },
            }),
        }),
        grants,
        scenes,
        new Map(),
      ),
  },
  {
    name: "signatures that are not looked at",
    look: (grants) => refusedIfTampered(building({ isSigned: async () => true }), grants),
  },
  {
    name: "signatures of any grant",
    look: (grants) =>
      refusedIfTampered(
        building({
          isSigned: async (grant) =>
            (await currentBuild.isSigned(grant)) ||
            grants.some(({ text, signature }) => text === grant.text && signature === grant.signature),
        }),
        grants,
      ),
  },
  {
    name: "two agreements taken together",
    look: async () =>
      narrowestNeverWidens(
        building({
          narrowest: (scopes) => ({
            ...currentBuild.narrowest(scopes),
            today: scopes.some(({ today }) => today),
          }),
        }),
        7,
      ),
  },
  {
    name: "the later of two agreements",
    look: async () => narrowestNeverWidens(building({ narrowest: (scopes) => scopes.at(-1)! }), 7),
  },
  {
    name: "a last day that is one day too late",
    look: (grants, scenes) =>
      lapsesInSilence(building({ parse: parsers["a parser that adds a day"]! }), grants, scenes),
  },
  {
    name: "a card that stays",
    look: (grants, scenes) =>
      lapsesInSilence(
        building({
          face: (projection, day, days) =>
            currentBuild.face(projection, projection && day > projection.from ? projection.from : day, days),
        }),
        grants,
        scenes,
      ),
  },
  {
    name: "a goodbye on the day after",
    look: (grants, scenes) =>
      lapsesInSilence(
        building({
          plan: (input) => [
            ...(input.scope ? [goodbyeOn(addDays(input.scope.last, 1))] : []),
            ...currentBuild.plan(input),
          ],
        }),
        grants,
        scenes,
      ),
  },
];

const goodbyeOn = (date: CalendarDate): PlannedNotice => ({
  date,
  hour: 9,
  what: { kind: "check-in", words: "It is over." },
});

const withScope = <Scope>(scope: Scope | null, change: (scope: Scope) => Scope): Scope | null =>
  scope && change(scope);
