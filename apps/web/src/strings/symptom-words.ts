import { offeredSymptoms } from "../symptoms.ts";
import type { Words } from "./words.ts";

/** A symptom in the reader's language where the app offered it, in the owner's own words where she did. */
export function symptomWords(words: Words, name: string): string {
  const offered = offeredSymptoms.find((other) => other === name);
  return offered === undefined ? name : words.say("symptom", { name: offered.replace(" ", "-") });
}
