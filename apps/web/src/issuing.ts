import { effect, untracked } from "@preact/signals";
import { type DatedForecast, withIssued } from "@tidetable/diary";
import type { DiarySession } from "./diary-session.ts";
import type { Outlook } from "./outlook.ts";

/**
 * Keeps each forecast that is shown, so that it can be compared with what came.
 *
 * Nobody is told whether that worked: a device without room shows the forecast all the same, and what its owner logs
 * is said to be kept or not by itself. Each forecast is tried once, so that two tabs that disagree, or a store that
 * refuses, end in silence and not in a loop.
 */
export function keepIssued(session: DiarySession, outlook: Outlook): void {
  let tried: DatedForecast | null = null;
  effect(() => {
    const answer = outlook.answer.value;
    if (answer?.kind !== "forecast") return;
    const { forecast } = answer;
    if (tried !== null && isSaidAlike(tried, forecast)) return;
    tried = forecast;
    untracked(() => session.keep((diary) => withIssued(diary, forecast)));
  });
}

/** Whether two forecasts are told in the same words: of one day and cycle, with the same chances. */
const isSaidAlike = (one: DatedForecast, other: DatedForecast): boolean =>
  one.today === other.today &&
  one.openCycle.start === other.openCycle.start &&
  one.nextStart.first === other.nextStart.first &&
  one.nextStart.probability.length === other.nextStart.probability.length &&
  one.nextStart.probability.every((chance, day) => chance === other.nextStart.probability[day]);
