import { createHash } from "node:crypto";
import {
  addDays,
  type CalendarDate,
  calendarDoses,
  createForecaster,
  type Diary,
  dayNumberFromDate,
  daysBetween,
  type ForecastAnswer,
  forecastFromDiary,
  headlineFromForecast,
  periodStarts,
} from "@tidetable/diary";
import {
  type CalendarEntry,
  type CalendarMemory,
  type CalendarTitleKind,
  type CalendarTitles,
  calendarEntries,
  keyOfForecast,
  sentenceOfTitle,
  type TitleStyle,
  writeCalendar,
} from "@tidetable/diary/calendar/out";
import { formatTidetableJson } from "@tidetable/diary/exchange";
import { readDiaryFile } from "../diary-file.ts";
import { readForecastInput, tellFirst } from "../forecast-input.ts";
import type { Invocation } from "../invocation.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

type ExportInvocation = Extract<Invocation, { command: "export" }>;

/** Writes a diary file in another format to stdout. */
export function exportDiary(invocation: ExportInvocation, world: World): Promise<ExitCode> {
  return invocation.format === "ics" ? exportCalendar(invocation, world) : exportJson(invocation, world);
}

/** Days after today are kept: this is the diary, and not what is known on a day. */
async function exportJson({ path, today }: ExportInvocation, world: World): Promise<ExitCode> {
  const clockToday = world.today();
  const latest = today !== null && today > clockToday ? today : clockToday;
  const read = await readDiaryFile(path, { latest }, world);
  if (!read.ok) {
    world.stderr(`${read.error.sentence}\n`);
    return exitCodes.failure;
  }
  const { diary, skipped, odd } = read.value;
  tellFirst(path, skipped.length > 0 ? skipped : odd, world);
  if (skipped.length > 0) {
    world.stderr(`${world.words.say("export-refused")}\n`);
    return exitCodes.failure;
  }
  world.stdout(formatTidetableJson(diary));
  return exitCodes.ok;
}

async function exportCalendar(invocation: ExportInvocation, world: World): Promise<ExitCode> {
  const { words } = world;
  const read = await readForecastInput(invocation, world);
  if (!read.ok) return exitCodes.failure;
  const { diary, today } = read.value;
  const answer = forecastFromDiary(diary, today, createForecaster());
  if (answer.kind !== "forecast") world.stderr(`${words.saySentence(headlineFromForecast(answer))}\n`);
  const entries = entriesOf(diary, answer, today, invocation, world);
  if (!entries.some(({ isCancelled }) => !isCancelled)) {
    world.stderr(`${words.say("export-nothing", { file: invocation.path })}\n`);
    return exitCodes.notEnoughData;
  }
  world.stdout(writeCalendar({ name: words.say(`calendar-name-${invocation.titles}`), entries }));
  return exitCodes.ok;
}

/**
 * [Note: calendars without a memory] The command line remembers nothing between two calendars. So every entry's number is
 * the day it was written on, in days since 1970, which never falls from one day to the next; its time is that day's
 * midnight; and the forecast of the cycle that has just ended is cancelled for a while after the start that ended it.
 */
function entriesOf(
  diary: Diary,
  answer: ForecastAnswer,
  today: CalendarDate,
  { titles, horizonDays }: ExportInvocation,
  { words }: World,
): readonly CalendarEntry[] {
  const sequence = dayNumberFromDate(today);
  const range = { first: today, last: addDays(today, horizonDays) };
  const isTold = titles === "plain" && answer.kind === "forecast";
  const { entries } = calendarEntries({
    answer,
    plans: diary.plans ?? [],
    doses: calendarDoses(diary, answer, range),
    today,
    titles: titlesIn(titles, words),
    description: isTold ? words.saySentence(headlineFromForecast(answer)).replaceAll("\u00a0", " ") : null,
    horizonDays,
    memory: memoryOfLastCycle(diary, today, words),
    now: sequence * 86_400,
    newUid: uidOf,
  });
  return entries.map((entry) => ({ ...entry, sequence }));
}

function titlesIn(style: TitleStyle, words: World["words"]): CalendarTitles {
  const title = (kind: CalendarTitleKind): string => words.saySentence(sentenceOfTitle(kind, style));
  return {
    ready: title("ready"),
    plan: title("plan"),
    dose: title("dose"),
    order: title("order"),
    "pick-up": title("pick-up"),
  };
}

/** Days after a start for which the forecast that it ended is cancelled. Our choice: as long as a feed's entries are. */
const cancelledDays = 14;

/** A calendar that an earlier run may have written; what it is not is cancelled. */
function memoryOfLastCycle(diary: Diary, today: CalendarDate, words: World["words"]): CalendarMemory | null {
  const [before, latest] = periodStarts(diary.entryByDate)
    .filter((start) => start <= today)
    .slice(-2);
  if (!before || !latest || daysBetween(latest, today) > cancelledDays) return null;
  const key = keyOfForecast(before);
  const title = words.saySentence(sentenceOfTitle("ready", "neutral"));
  // Its own day is not known any more, and a cancelled entry is on none.
  const days = { first: today, last: today };
  const entry = {
    uid: uidOf(key),
    ...days,
    title,
    description: null,
    sequence: 0,
    isCancelled: false,
    changed: 0,
  };
  return { entries: { [key]: entry } };
}

/**
 * The same for the same cycle, plan or day in every run, and no date: a hash. Whoever guesses the day that it was made of
 * learns nothing that the entry's own day does not tell.
 */
const uidOf = (key: string): string =>
  createHash("sha256").update(`tidetable.calendar/1 ${key}`).digest("hex").slice(0, 32);
