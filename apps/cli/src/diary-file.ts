import type { CalendarDate, Result } from "@tidetable/diary";
import {
  type FormatName,
  type ImportedDiary,
  importDiary,
  type NotReadable,
  type Problem,
  sentenceFromNotReadable,
  sentenceFromProblem,
  sentenceFromWhere,
} from "@tidetable/diary/exchange";
import type { Words } from "./words.ts";
import { maxFileBytes, type UnreadableFile, type World } from "./world.ts";

/** What a file holds, or the one sentence that says why it cannot be read. */
export async function readDiaryFile(
  path: string,
  options: { readonly latest: CalendarDate; readonly format?: FormatName },
  { readFile, words }: Pick<World, "readFile" | "words">,
): Promise<Result<ImportedDiary, { readonly kind: "unreadable"; readonly sentence: string }>> {
  const file = await readFile(path);
  if (!file.ok) return unreadable(sayUnread(path, file.error, words));
  const imported = importDiary(file.value, options);
  return imported.ok ? imported : unreadable(sayNotReadable(path, imported.error, words));
}

/** Why there is nothing to look into. */
export function sayUnread(path: string, { kind }: UnreadableFile, words: Words): string {
  return words.say(`file-${kind}`, { file: path, megabytes: maxFileBytes / 1024 / 1024 });
}

/** One thing about one place of a file, the file named first. */
export function sayProblem(path: string, problem: Problem, words: Words): string {
  return words.say("problem-in-file", {
    file: path,
    where: words.saySentence(sentenceFromWhere(problem.where)),
    problem: words.saySentence(sentenceFromProblem(problem)),
  });
}

/** One thing about one place of a file that is already named. */
export function sayProblemInPlace(problem: Problem, words: Words): string {
  return words.say("problem-in-place", {
    where: words.saySentence(sentenceFromWhere(problem.where)),
    problem: words.saySentence(sentenceFromProblem(problem)),
  });
}

/** Why no diary was found in a file. */
export function sayNotReadable(path: string, error: NotReadable, words: Words): string {
  const problem = words.saySentence(sentenceFromNotReadable(error));
  if ("where" in error) {
    const where = words.saySentence(sentenceFromWhere(error.where));
    return words.say("problem-in-file", { file: path, where, problem });
  }
  const whole = words.say("problem-of-file", { file: path, problem });
  // Where every day was refused, why the first one was says more than that all were.
  const [first] = error.kind === "no-days" ? error.skipped : [];
  return first ? `${whole} ${sayProblemInPlace(first, words)}` : whole;
}

function unreadable(sentence: string): {
  readonly ok: false;
  readonly error: { readonly kind: "unreadable"; readonly sentence: string };
} {
  return { ok: false, error: { kind: "unreadable", sentence } };
}
