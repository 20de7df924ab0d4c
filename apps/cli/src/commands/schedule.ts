import {
  addDays,
  type CalendarDate,
  createForecaster,
  type Diary,
  type Due,
  dueBetween,
  forecastFromDiary,
  type StockDates,
  stockDates,
} from "@tidetable/diary";
import { readForecastInput } from "../forecast-input.ts";
import { viewSchedules } from "../schedule-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Says what the schedules in a diary file make due, and by when to order and to pick up. */
export async function schedule(
  input: {
    readonly path: string;
    readonly today: CalendarDate | null;
    readonly days: number;
    readonly json: boolean;
  },
  world: World,
): Promise<ExitCode> {
  const read = await readForecastInput(input, world);
  if (!read.ok) return exitCodes.failure;
  const { diary, today } = read.value;
  const schedules = diary.schedules ?? [];
  if (schedules.length === 0) {
    world.stderr(`${world.words.say("schedule-none", { file: input.path })}\n`);
    return exitCodes.notEnoughData;
  }
  // Something that follows the cycle is due by the forecast; where there is none, the rest is due all the same.
  const answer = forecastFromDiary(diary, today, createForecaster());
  const due = dueBetween(diary, answer, { first: today, last: addDays(today, input.days - 1) });
  if (input.json) {
    const stock = schedules.flatMap((one) =>
      one.stock === null ? [] : [stockDates(diary, one, answer, today)],
    );
    world.stdout(`${JSON.stringify(jsonFromSchedules(diary, today, due, stock))}\n`);
  } else world.stdout(viewSchedules({ diary, today, answer, due }, world));
  return exitCodes.ok;
}

/**
 * Schema tidetable.schedule/1: `due` by date, `stock` by schedule. `taken` is whether it is recorded, `likely` whether it
 * hangs on the forecast; dates that cannot be known are null.
 */
function jsonFromSchedules(
  diary: Diary,
  today: CalendarDate,
  due: readonly Due[],
  stock: readonly StockDates[],
) {
  const scheduleById = new Map((diary.schedules ?? []).map((one) => [one.id, one]));
  return {
    schema: "tidetable.schedule/1",
    today,
    due: due.map(({ date, schedule, isPlacebo, isTaken, isLikely }) => {
      const { name, action } = scheduleById.get(schedule)!;
      return { date, schedule, name, action, placebo: isPlacebo, taken: isTaken, likely: isLikely };
    }),
    stock: stock.map(({ schedule, left, lastsThrough, orderBy, pickUpBy }) => {
      const { name } = scheduleById.get(schedule)!;
      return { schedule, name, left, lastsThrough, orderBy, pickUpBy };
    }),
  };
}
