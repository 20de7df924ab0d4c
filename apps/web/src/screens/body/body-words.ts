import bodyWords from "../../strings/later/body.en.ftl?raw";
import type { Words } from "../../strings/words.ts";

/** Adds what this screen says; once, however often it is opened. */
export function addBodyWords(words: Words): void {
  if (!words.has("method-title")) words.add(bodyWords);
}
