import {
  type CalendarDate,
  type CareWords,
  type Diary,
  type ForecastAnswer,
  type Projection,
  project,
  type Scope,
  type SharedPlan,
  type Told,
} from "@tidetable/diary";
import type { NextLetter } from "@tidetable/sync";
import type { Grant } from "./grants.ts";
import type { StoredKeys } from "./stored.ts";

/** What a letter is made from. */
export interface Shareable {
  readonly diary: Diary;
  readonly forecast: ForecastAnswer;
  readonly care: CareWords;
  readonly today: CalendarDate;
  /** Results of all plans that are not over; a permission names those it shares. */
  readonly plans: readonly SharedPlan[];
}

/** What somebody with this permission sees, for letters and for the preview of them. */
export const projectionFor = (
  { diary, forecast, care, today, plans }: Shareable,
  scope: Scope,
  told: Told | null,
): Projection | null => project({ diary, forecast, scope, today, care, told, plans });

/** A grant into whose letterbox letters go: until its last day has passed, ended ones too (rule 97). */
export type Published = Grant & { readonly secrets: StoredKeys };

export const isPublished = (grant: Grant): grant is Published =>
  grant.secrets !== null && grant.standing !== "lapsed";

const projectionOf = (grant: Published, shareable: Shareable): Projection | null =>
  grant.standing === "open" && grant.scope ? projectionFor(shareable, grant.scope, grant.told) : null;

/** The next letter of a grant: blank unless it is open and there is something to say (rule 96). */
export function letterFor(grant: Published, shareable: Shareable, number: number): NextLetter {
  const { keys, readers } = grant.secrets;
  const projection = projectionOf(grant, shareable);
  return { keys, number, readers, content: projection && { relay: null, projection } };
}

/**
 * The letter that stays behind where the vault has moved: where the letterbox is now (rule 95), for whoever may read on.
 * Somebody who was stopped is told of no move.
 */
export function forwardingLetterFor(
  grant: Published,
  shareable: Shareable,
  relay: string,
  number: number,
): NextLetter {
  const { keys, readers } = grant.secrets;
  const isTold = grant.standing === "open" || grant.standing === "paused";
  const content = isTold ? { relay, projection: projectionOf(grant, shareable) } : null;
  return { keys, number, readers, content };
}
