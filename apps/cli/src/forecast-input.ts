import type { CalendarDate, Diary, Result } from "@tidetable/diary";
import type { ImportedDiary } from "@tidetable/diary/exchange";
import { readDiaryFile, sayProblem } from "./diary-file.ts";
import type { World } from "./world.ts";

/** A diary to forecast from, and the day of the forecast. */
export interface ForecastInput {
  readonly diary: Diary;
  readonly today: CalendarDate;
}

/**
 * Reads a file that is to be forecast from, and tells whatever a person should know about it.
 *
 * Refused, and told why: a file that cannot be read, or of which anything would have to be skipped.
 */
export async function readForecastInput(
  input: { readonly path: string; readonly today: CalendarDate | null },
  world: World,
): Promise<Result<ForecastInput, { readonly kind: "refused" }>> {
  const { words } = world;
  const clockToday = world.today();
  const today = input.today ?? clockToday;
  const latest = today > clockToday ? today : clockToday;

  const read = await readDiaryFile(input.path, { latest }, world);
  if (!read.ok) {
    world.stderr(`${read.error.sentence}\n`);
    return { ok: false, error: { kind: "refused" } };
  }
  const { diary, skipped, odd } = read.value;
  if (skipped.length > 0) {
    tellFirst(input.path, skipped, world);
    world.stderr(`${words.say("forecast-refused")}\n`);
    return { ok: false, error: { kind: "refused" } };
  }
  if (odd.length > 0) tellFirst(input.path, odd, world);
  const leftOut = [...diary.entryByDate.keys()].filter((date) => date > today).length;
  if (leftOut > 0) world.stderr(`${words.say("forecast-left-out", { days: leftOut, today })}\n`);
  return { ok: true, value: { diary, today } };
}

/** The first problem, how many more there are, and where to see them. */
export function tellFirst(path: string, problems: ImportedDiary["skipped"], world: World): void {
  const [first, ...more] = problems;
  if (first) world.stderr(`${sayProblem(path, first, world.words)}\n`);
  if (more.length > 0) {
    const values = { count: more.length, file: path, program: world.program };
    world.stderr(`${world.words.say("problems-more", values)}\n`);
  }
}
