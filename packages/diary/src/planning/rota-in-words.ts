import type { CalendarDate } from "../calendar-date.ts";
import { type Sentence, sentence } from "../sentence.ts";
import type { RotaAnswer, RotaSwap, WorstDuty } from "./better-rota.ts";
import { chanceCount } from "./chance-count.ts";
import type { NotARota } from "./rota-csv.ts";

/** What a rota's best swap is, or that there is none. */
export function sentencesAboutRota(answer: RotaAnswer, today: CalendarDate): readonly Sentence[] {
  if (answer.kind === "nothing-known") return [sentence("rota-nothing-known")];
  const worst = worstSaid(answer.worst, today);
  if (answer.kind === "alone") return [worst, sentence("rota-alone")];
  if (answer.kind === "swap") {
    const after = sentence("rota-falls", {}, { count: chanceCount(answer.after) });
    return [worst, swapSaid("rota-swap", answer.swap, today), after];
  }
  return [
    worst,
    sentence(answer.isAboutSame ? "rota-about-same" : "rota-none"),
    ...(answer.eases ? [swapSaid("rota-eases", answer.eases, today)] : []),
  ];
}

const worstSaid = ({ duty, chance }: WorstDuty, today: CalendarDate): Sentence =>
  sentence("rota-worst", { date: duty.date }, { name: duty.person, count: chanceCount(chance) }, today);

const swapSaid = (id: string, { give, take }: RotaSwap, today: CalendarDate): Sentence =>
  sentence(id, { give: give.date, take: take.date }, { giver: give.person, taker: take.person }, today);

/** Why a rota was not taken, without its place: that is the error's `line`, where it has one. */
export function sentenceOfNotARota(error: NotARota): Sentence {
  return sentence(`rota-problem-${error.kind}`, {}, "limit" in error ? { limit: error.limit } : {});
}
