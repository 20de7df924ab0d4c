import {
  aheadForReaders,
  type CalendarDate,
  type CareWords,
  type Diary,
  type Face,
  type Forecaster,
  faceOn,
  headsUpDay,
  plansForReaders,
  type Scope,
  type Told,
} from "@tidetable/diary";
import { projectionFor } from "./letters.ts";

/** What a reader's screen shows on one day, if nothing else is logged until then. */
export interface Previewed {
  readonly day: CalendarDate;
  readonly face: Face;
}

interface ToPreview {
  readonly diary: Diary;
  readonly today: CalendarDate;
  readonly forecaster: Forecaster;
  readonly care: CareWords;
  readonly told: Told | null;
  readonly scope: Scope;
}

/** What the reader sees on a day: the very face that the reader's own device makes of the letter of that day. */
export function faceAt({ diary, forecaster, care, told, scope }: ToPreview, day: CalendarDate): Face {
  const ahead = aheadForReaders(diary, day, forecaster);
  const plans = scope.plans.length > 0 ? plansForReaders(diary, day, forecaster) : [];
  const shareable = { diary, forecast: ahead.answer, care, today: day, plans };
  return faceOn(projectionFor(shareable, scope, told), day, 0);
}

/** The next day on which a heads-up stands; null where none is to be expected within the scope's dates. */
export function headsUpPreview(from: ToPreview): Previewed | null {
  const { diary, today, forecaster, scope } = from;
  const { answer: forecast } = aheadForReaders(diary, today, forecaster);
  if (scope.headsUp === null || forecast.kind !== "forecast") return null;
  const day = headsUpDay(forecast.forecast, scope.headsUp.days);
  if (day === null || day > scope.last) return null;
  const face = faceAt(from, day);
  return face.kind === "card" && face.headsUp ? { day, face } : null;
}
