import {
  basisFromForecast,
  type DatedForecast,
  dotsFromForecast,
  type ForecastAnswer,
  formatDate,
  headlineFromForecast,
  type Sentence,
} from "@tidetable/diary";
import { drawDotStrip } from "./dot-strip.ts";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

const margin = "  ";

/** A forecast as a page of text: the sentence first, the picture last. Ends with a line end. */
export function viewForecast(
  answer: ForecastAnswer & { readonly kind: "forecast" },
  changed: Sentence | null,
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const { forecast } = answer;
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const heading = words.say("forecast-heading", {
    today: formatDate(forecast.today, words.locale, "full"),
    // After a long silence the days since the last logged start are no day of a cycle.
    // … and a pack has days of its own.
    day: forecast.basis.unrecordedDays > 0 || forecast.basis.pack ? "none" : forecast.openCycle.day,
  });
  const quietLines = [...(changed ? [changed] : []), ...basisFromForecast(answer)];
  const strip = drawDotStrip(dotsFromForecast(forecast), {
    width: columns - margin.length,
    locale: words.locale,
    unicode: reader.unicode,
  });
  return [
    ...wrap(heading, columns),
    "",
    ...wrap(words.saySentence(headlineFromForecast(answer)), columns).map(style.strong),
    "",
    ...quietLines.flatMap((sentence) => wrap(words.saySentence(sentence), columns)),
    "",
    style.strong(words.say("strip-title")),
    "",
    ...strip.dots.map((line) => style.coming(margin + line)),
    ...strip.axis.map((line) => margin + line),
    "",
    ...captionsOf(forecast, strip.daysPerColumn, words).flatMap((caption) => wrap(caption, columns)),
    "",
  ].join("\n");
}

/** What tells a reader how to count the dots. */
function captionsOf(
  forecast: DatedForecast,
  daysPerColumn: number,
  words: World["words"],
): readonly string[] {
  const { mostLikely } = forecast.nextStart;
  const date = formatDate(mostLikely, words.locale, "weekday-day-month");
  const count = dotsFromForecast(forecast).filter((dot) => dot <= mostLikely).length;
  return [
    ...(daysPerColumn > 1 ? [words.say("strip-columns", { days: daysPerColumn })] : []),
    words.say("strip-odds"),
    `${words.say("strip-read", { date: date.replaceAll(" ", "\u00a0"), count })}.`,
  ];
}
