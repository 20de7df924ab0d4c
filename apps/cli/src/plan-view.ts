import {
  type CalendarDate,
  chanceInTwenty,
  datesOfWindow,
  formatDate,
  type PlanAnswer,
  type PlanQuestion,
  sentencesAboutQuestion,
  shortList,
} from "@tidetable/diary";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";
const gap = "   ";

/** A plan's answer as a page of text: the question, a short list of dates, and what is to be said of them. Ends with a line end. */
export function viewPlan(
  {
    question,
    answer,
    under,
    today,
  }: {
    readonly question: PlanQuestion;
    readonly answer: Exclude<PlanAnswer, { kind: "no-forecast" }>;
    readonly under: readonly string[];
    readonly today: CalendarDate;
  },
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const wrapped = (text: string): readonly string[] => wrap(text, columns);
  const [asked, chances] = sentencesAboutQuestion(question, today).map(words.saySentence);
  const list = answer.kind === "windows" ? shortList(answer.windows) : [];
  // A list of dates that nobody can tell apart would look like a choice.
  const isListed = list.length === 1 || (answer.kind === "windows" && !answer.tooFarAhead);
  // The question has said its year; where both its days have it, no row says it again.
  const isOneYear = question.from.slice(0, 4) === question.to.slice(0, 4);
  const yearKnown = isOneYear ? question.from : today;
  const dates = list.map((window) => plain(words.saySentence(datesOfWindow(window, yearKnown))));
  const widest = Math.max(0, ...dates.map((text) => text.length));
  return [
    ...wrapped(`${formatDate(today, words.locale, "full")}.`),
    "",
    ...wrapped(asked ?? "").map(style.strong),
    ...(isListed ? [...wrapped(chances ?? ""), ""] : []),
    ...(isListed ? list : []).flatMap((window, i) => {
      const odds = words.saySentence(chanceInTwenty(window.chance));
      const row = `${margin}${(dates[i] ?? "").padEnd(widest)}${gap}${odds}`;
      const lines = row.length <= columns ? [row] : [margin + dates[i], margin + margin + odds];
      return lines.map(style.coming);
    }),
    ...(under.length > 0 ? ["", ...under.flatMap(wrapped)] : []),
    "",
  ].join("\n");
}

/** In a row nothing is wrapped, so a space is a space. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
