/** Reads one calendar file in a thread of its own and answers it; whoever started the worker ends it. */
import {
  readCalendar,
  sentenceFromLeftOut,
  sentenceFromNotACalendar,
  zoneReader,
} from "@tidetable/diary/calendar";
import type { CalendarAnswer, CalendarQuestion } from "./calendar-question.ts";

declare const self: DedicatedWorkerGlobalScope;

/** Most reasons said one by one; a file may have thousands. Our choice: as many as of an imported diary. */
const leftOutShown = 200;

function answerTo({ bytes, from, to, zone }: CalendarQuestion): CalendarAnswer {
  const dateOf = zoneReader(zone) ?? zoneReader("UTC");
  if (dateOf === null) throw new TypeError("zone expects one that this browser knows");
  const read = readCalendar(bytes, { from, to, dateOf });
  if (!read.ok) return { ok: false, error: sentenceFromNotACalendar(read.error) };
  const { name, events, until, leftOut } = read.value;
  const said = leftOut.slice(0, leftOutShown).map(sentenceFromLeftOut);
  return { ok: true, value: { name, events, until, leftOut: said, leftOutCount: leftOut.length } };
}

self.addEventListener("message", ({ data }: MessageEvent<CalendarQuestion>) => {
  self.postMessage(answerTo(data));
});
