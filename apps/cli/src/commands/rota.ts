import {
  addDays,
  betterRota,
  type CalendarDate,
  createForecaster,
  type Duty,
  headlineFromForecast,
  longestQuestion,
  lookAhead,
  mostDuties,
  type Result,
  type Rota,
  type RotaAnswer,
  rotaFromEvents,
} from "@tidetable/diary";
import { parseRotaCsv, sentenceFromWhere, sentenceOfNotARota } from "@tidetable/diary/exchange";
import { sayUnread } from "../diary-file.ts";
import { readForecastInput } from "../forecast-input.ts";
import type { PersonFile } from "../invocation.ts";
import { readCalendarFile } from "../read-calendar-file.ts";
import { viewRota } from "../rota-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** The chance of bleeding for somebody on a date; null where it is not known. */
type ChanceOn = (person: string, date: CalendarDate) => number | null;

/** Says which two duties of a rota should be swapped, from the diary files of one person or more. */
export async function rota(
  input: {
    readonly path: string;
    readonly people: readonly PersonFile[];
    readonly today: CalendarDate | null;
    readonly json: boolean;
  },
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const today = input.today ?? world.today();
  const names = input.people.map(({ name }) => name);
  const read = await readRota(input.path, names, today, world);
  if (read === null) return exitCodes.failure;
  const absent = names.find((name) => !read.duties.some(({ person }) => isSame(person, name)));
  if (absent !== undefined) {
    world.stderr(`${words.say("rota-person-absent", { file: input.path, name: absent })}\n`);
    return exitCodes.failure;
  }
  const chances = await chancesOf(read, input.people, today, world);
  if (!chances.ok) return chances.error.exit;

  const answer = betterRota(read, chances.value);
  const told = read.duties.map((duty) => ({ ...duty, chance: chances.value(duty.person, duty.date) }));
  world.stdout(
    input.json
      ? `${JSON.stringify(jsonFromRota(today, told, answer))}\n`
      : viewRota({ today, duties: told, answer }, world),
  );
  return exitCodes.ok;
}

/** The rota in a file of CSV or a calendar; null where there is none to be read, and then it was told why. */
async function readRota(
  path: string,
  names: readonly string[],
  today: CalendarDate,
  world: World,
): Promise<Rota | null> {
  const { words } = world;
  const bytes = await world.readFile(path);
  if (!bytes.ok) {
    world.stderr(`${sayUnread(path, bytes.error, words)}\n`);
    return null;
  }
  if (isCalendar(bytes.value)) {
    const events = await readCalendarFile(path, { from: today, to: addDays(today, longestQuestion) }, world);
    const found = events && rotaFromEvents(events, names);
    if (found?.isCut) {
      const problem = words.saySentence(sentenceOfNotARota({ kind: "too-many", limit: mostDuties }));
      world.stderr(`${words.say("problem-of-file", { file: path, problem })}\n`);
      return null;
    }
    return found;
  }
  const read = parseRotaCsv(bytes.value);
  if (read.ok) return read.value;
  const { error } = read;
  const problem = words.saySentence(sentenceOfNotARota(error));
  const where = "line" in error ? words.saySentence(sentenceFromWhere({ line: error.line })) : null;
  world.stderr(
    where === null
      ? `${words.say("problem-of-file", { file: path, problem })}\n`
      : `${words.say("problem-in-file", { file: path, where, problem })}\n`,
  );
  return null;
}

const isCalendar = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/** Chances for every known person and date that is not over, each diary asked once. */
async function chancesOf(
  { duties }: Rota,
  people: readonly PersonFile[],
  today: CalendarDate,
  world: World,
): Promise<Result<ChanceOn, { readonly kind: "refused"; readonly exit: ExitCode }>> {
  const { words } = world;
  const latest = addDays(today, longestQuestion);
  const dates = [...new Set(duties.map(({ date }) => date))].filter(
    (date) => date >= today && date <= latest,
  );
  const forecaster = createForecaster();
  const chanceByPerson = new Map<string, ReadonlyMap<CalendarDate, number>>();
  for (const { name, path } of people) {
    const read = await readForecastInput({ path, today }, world);
    if (!read.ok) return { ok: false, error: { kind: "refused", exit: exitCodes.failure } };
    const ahead = lookAhead(read.value.diary, today, forecaster);
    const chances = ahead.chances(dates.map((date) => ({ first: date, last: date, of: "bleeding" })));
    if (chances === null) {
      const sentence = words.saySentence(headlineFromForecast(ahead.answer));
      world.stderr(`${words.say("rota-person-unknown", { name, sentence })}\n`);
      return { ok: false, error: { kind: "refused", exit: exitCodes.notEnoughData } };
    }
    chanceByPerson.set(plainName(name), new Map(dates.map((date, i) => [date, chances[i]!])));
  }
  return {
    ok: true,
    value: (person, date) => chanceByPerson.get(plainName(person))?.get(date) ?? null,
  };
}

/** People are not careful with capitals. */
const plainName = (name: string): string => name.trim().toLowerCase();
const isSame = (one: string, other: string): boolean => plainName(one) === plainName(other);

/**
 * Schema tidetable.rota/1: `duties` in the order of the file, `chance` null where nothing is known; `worst` is the highest
 * chance before and after `swap`, null where there is none. `eases` is a swap that leaves the highest but lowers the sum.
 */
function jsonFromRota(
  today: CalendarDate,
  duties: readonly (Duty & { readonly chance: number | null })[],
  answer: RotaAnswer,
) {
  return {
    schema: "tidetable.rota/1",
    today,
    duties: duties.map(({ date, person, what, chance }) => ({ date, person, what, chance })),
    worst: {
      before: answer.kind === "nothing-known" ? null : answer.worst.chance,
      after: answer.kind === "swap" ? answer.after : null,
    },
    swap: answer.kind === "swap" ? answer.swap : null,
    eases: answer.kind === "no-better" ? answer.eases : null,
  };
}
