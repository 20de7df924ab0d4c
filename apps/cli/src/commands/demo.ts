import {
  addDays,
  type Bleeding,
  type CalendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  emptyDiary,
  forecastFromDiary,
  whatChanged,
} from "@tidetable/diary";
import { viewForecast } from "../forecast-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";
import { readableColumns, wrap } from "../wrap.ts";

/** Made up: cycle lengths in days, oldest first, as uneven as many people's are. */
const cycleLengths = [28, 31, 27, 29, 33, 28, 30] as const;
/** Made up: a period, day by day. */
const bleedingByDay: readonly Bleeding[] = ["medium", "heavy", "medium", "light", "spotting"];
/** Days of the open cycle before today; far enough for the next start to be in sight. */
const daysElapsed = 20;

/** Shows a forecast from a made-up diary. Stores nothing. */
export async function demo(world: World): Promise<ExitCode> {
  const { words, program, reader } = world;
  const today = world.today();
  const diary = madeUpDiary(today);
  const forecaster = createForecaster();
  const answer = forecastFromDiary(diary, today, forecaster);
  if (answer.kind !== "forecast") throw new TypeError(`demo expects a forecast, got ${answer.kind}`);
  const tell = (text: string) => world.stderr(`${wrap(text, readableColumns(reader.columns)).join("\n")}\n`);

  tell(words.say("demo-heading", { cycles: cycleLengths.length }));
  world.stderr("\n");
  world.stdout(viewForecast(answer, whatChanged(diary, today, forecaster, answer), world));
  world.stderr("\n");
  tell(words.say("demo-next", { program }));
  tell(words.say("demo-file", { program }));
  return exitCodes.ok;
}

/** The diary of nobody, whose open cycle began `daysElapsed` days before `today`. */
function madeUpDiary(today: CalendarDate): Diary {
  const entryByDate = new Map<CalendarDate, DayEntry>();
  const total = cycleLengths.reduce<number>((sum, length) => sum + length, 0);
  let start = addDays(today, -daysElapsed - total);
  for (const length of [...cycleLengths, 0]) {
    for (const [day, bleeding] of bleedingByDay.entries()) entryByDate.set(addDays(start, day), { bleeding });
    start = addDays(start, length);
  }
  return { ...emptyDiary, entryByDate };
}
