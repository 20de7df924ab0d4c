import type { NotReadable, Problem, Where } from "@tidetable/diary/exchange";
import type { Values, Words } from "../../strings/words.ts";

/** A problem of a file in words, its place first. */
export function problemWords(words: Words, problem: Problem): string {
  return `${whereWords(words, problem.where)}: ${words.say(`problem-${problem.kind}`, plainValues(problem))}`;
}

/** Why nothing of a file can be taken, in words. */
export function unreadableWords(words: Words, error: NotReadable): string {
  const reason = words.say(`unreadable-${error.kind}`, plainValues(error));
  return "where" in error ? `${whereWords(words, error.where)}: ${reason}` : reason;
}

function whereWords(words: Words, where: Where): string {
  return "line" in where
    ? words.say("where-line", { line: where.line })
    : words.say("where-field", { field: where.path.join(" › ") });
}

/** The arguments of a problem that a sentence can hold. */
function plainValues(problem: object): Values {
  const plain = Object.entries(problem).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  return Object.fromEntries(plain);
}
