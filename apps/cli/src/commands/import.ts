import { type CalendarDate, formatDate, periodStarts } from "@tidetable/diary";
import { formatNames, type ImportedDiary, sentenceFromWhere } from "@tidetable/diary/exchange";
import { readDiaryFile, sayProblemInPlace } from "../diary-file.ts";
import { reportUsage } from "../usage.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";
import { readableColumns, wrap } from "../wrap.ts";

/** Says what a diary file holds and what of it would be skipped. Stores nothing. */
export async function importDryRun(
  input: { readonly path: string; readonly from: string | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const isGiven = input.from !== null && input.from !== "auto";
  const format = formatNames.find((name) => name === input.from);
  if (isGiven && !format) {
    const values = { formats: formatNames.join(", ") };
    return reportUsage({ kind: "format-unknown", topic: "import" }, world, values);
  }
  const latest = world.today();
  const read = await readDiaryFile(input.path, format ? { latest, format } : { latest }, world);
  if (!read.ok) {
    world.stderr(`${read.error.sentence}\n`);
    return exitCodes.failure;
  }
  const starts = periodStarts(read.value.diary.entryByDate);
  world.stdout(
    input.json
      ? `${formatJsonLine(jsonFromImport(read.value, starts, world))}\n`
      : viewImport(input.path, read.value, starts, world),
  );
  return exitCodes.ok;
}

/** JSON that cannot steer a terminal either: a name from the file may hold control characters that JSON lets stand. */
function formatJsonLine(value: unknown): string {
  const escaped = (character: string): string => `\\u00${character.charCodeAt(0).toString(16)}`;
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f]/g, escaped);
}

type Problems = ImportedDiary["skipped"];

/** Schema tidetable.import/1. `reason` is the stable kind of a problem; `where` is text for people. */
function jsonFromImport(imported: ImportedDiary, starts: readonly CalendarDate[], { words }: World) {
  const { format, diary, skipped, odd, unknown } = imported;
  const listed = (problems: Problems) =>
    problems.map((problem) => ({
      where: words.saySentence(sentenceFromWhere(problem.where)),
      reason: problem.kind,
    }));
  return {
    schema: "tidetable.import/1",
    format,
    days: diary.entryByDate.size,
    starts,
    bleeding: Object.fromEntries(
      [...diary.entryByDate]
        .flatMap(([date, { bleeding }]) => (bleeding === undefined ? [] : [[date, bleeding] as const]))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    skipped: listed(skipped),
    odd: listed(odd),
    unknown,
  };
}

function viewImport(
  path: string,
  imported: ImportedDiary,
  starts: readonly CalendarDate[],
  world: World,
): string {
  const { words, reader } = world;
  const { format, diary, skipped, odd, unknown } = imported;
  const indent = "  ";
  const summary = [
    words.say("import-heading", { file: path, format: words.say(`format-${format}`) }),
    words.say("import-days", { days: diary.entryByDate.size }),
    words.say("import-starts", { starts: starts.length, ...endsOf(starts, words.locale) }),
  ];
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : ["", words.say(title, { count: lines.length }), ...lines.map((line) => indent + line)];
  const listed = (problems: Problems): readonly string[] =>
    problems.map((problem) => sayProblemInPlace(problem, words));
  const isClean = skipped.length === 0 && odd.length === 0 && unknown.length === 0;
  return [
    ...wrap(summary.join(" "), readableColumns(reader.columns)),
    ...section("import-skipped", listed(skipped)),
    ...section("import-odd", listed(odd)),
    ...section(
      "import-unknown",
      unknown.map((name) => words.say("import-name", { name })),
    ),
    "",
    ...(isClean ? [words.say("import-clean")] : []),
    words.say("import-stored"),
    "",
  ].join("\n");
}

function endsOf(dates: readonly CalendarDate[], locale: string): { first: string; last: string } {
  const [first, last] = [dates[0], dates.at(-1)];
  const say = (date: CalendarDate | undefined) => (date ? formatDate(date, locale, "full") : "");
  return { first: say(first), last: say(last) };
}
