import {
  type CalendarDate,
  chanceInTwenty,
  type Duty,
  datesOfWindow,
  formatDate,
  type RotaAnswer,
  sentencesAboutRota,
} from "@tidetable/diary";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";
const gap = "   ";
/** Duties that are listed. Our choice: a screen. */
const mostListed = 20;

/** A rota's answer as a page of text: what to swap, then the duties of which a chance is known, by date. Ends with a line end. */
export function viewRota(
  {
    today,
    duties,
    answer,
  }: {
    readonly today: CalendarDate;
    readonly duties: readonly (Duty & { readonly chance: number | null })[];
    readonly answer: RotaAnswer;
  },
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const known = duties
    .flatMap(({ chance, ...duty }) => (chance === null ? [] : [{ duty, chance }]))
    .sort((one, other) => (one.duty.date < other.duty.date ? -1 : 1));
  const rows = known.slice(0, mostListed).map(({ duty, chance }) => [
    plain(words.saySentence(datesOfWindow({ first: duty.date, last: duty.date }, today))),
    words.saySentence(chanceInTwenty(chance)),
    words.say("rota-duty", {
      person: duty.person,
      what: duty.what,
      named: duty.what === "" ? "no" : "yes",
    }),
  ]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  const more = known.length - rows.length;
  const [first, ...rest] = sentencesAboutRota(answer, today).map(words.saySentence);
  return [
    ...wrap(`${formatDate(today, words.locale, "full")}.`, columns),
    "",
    ...wrap(first ?? "", columns).map(style.strong),
    ...rest.flatMap((sentence) => wrap(sentence, columns)),
    ...(rows.length > 0 ? [""] : []),
    ...rows.flatMap(([date = "", odds = "", who = ""]) => {
      const before = `${margin}${date.padEnd(widths[0]!)}${gap}${odds.padEnd(widths[1]!)}${gap}`;
      const [line = "", ...below] = wrap(who, Math.max(10, columns - before.length));
      return [before + line, ...below.map((text) => " ".repeat(before.length) + text)];
    }),
    ...(more > 0
      ? wrap(words.say("rota-more", { more }), columns - margin.length).map((line) => margin + line)
      : []),
    "",
  ].join("\n");
}

/** In a row nothing is wrapped, so a space is a space. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
