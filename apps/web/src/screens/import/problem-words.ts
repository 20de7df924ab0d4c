import {
  type NotReadable,
  type Problem,
  sentenceFromNotReadable,
  sentenceFromProblem,
  sentenceFromWhere,
  type Where,
} from "@tidetable/diary/exchange";
import type { Words } from "../../strings/words.ts";

/** A problem of a file in words, its place first. */
export function problemWords(words: Words, problem: Problem): string {
  return inPlace(words, problem.where, words.saySentence(sentenceFromProblem(problem)));
}

/** Why nothing of a file can be taken, in words. */
export function unreadableWords(words: Words, error: NotReadable): string {
  const reason = words.saySentence(sentenceFromNotReadable(error));
  return "where" in error && error.where ? inPlace(words, error.where, reason) : reason;
}

function inPlace(words: Words, where: Where, problem: string): string {
  return words.say("problem-in-place", { where: words.saySentence(sentenceFromWhere(where)), problem });
}
