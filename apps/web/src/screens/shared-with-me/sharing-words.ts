import sharingWords from "@tidetable/diary/strings/sharing.en.ftl?raw";
import type { Words } from "../../strings/words.ts";

/** Adds the sentences about what is shared, which whoever shares nothing never loads. */
export function addSharingWords(words: Words): void {
  if (!words.has("card-nothing")) words.add(sharingWords);
}
