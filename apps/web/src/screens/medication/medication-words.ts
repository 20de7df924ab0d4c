import medicationWords from "@tidetable/diary/strings/medication.en.ftl?raw";
import screenWords from "../../strings/later/medication.en.ftl?raw";
import type { Words } from "../../strings/words.ts";

/** Adds what is said of schedules, which whoever has none and looks for none never loads. */
export function addMedicationWords(words: Words): void {
  if (words.has("schedule-dose")) return;
  words.add(medicationWords);
  words.add(screenWords);
}
