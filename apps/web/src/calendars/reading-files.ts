import { addDays, type CalendarDate, longestQuestion, type Sentence } from "@tidetable/diary";
import type { ReadFile } from "./calendar-question.ts";
import { readInWorker } from "./read-in-worker.ts";

/** A calendar file that somebody chose or shared with the app, before anything of it is kept. */
export type OpenedFile = { readonly fileName: string; readonly key: number } & (
  | { readonly kind: "read"; readonly file: ReadFile }
  | { readonly kind: "refused"; readonly why: Sentence }
  /** Longer than any that is read, or it took too long; or the device does not give it out any more. */
  | { readonly kind: "too-large" | "too-slow" | "not-opened" }
);

/** Bytes of the largest file that is looked at. Our choice: years of a busy calendar with all its guests; tested by the hostile files. */
const largestFile = 10_000_000;

/** How many were opened: two files may have one name. */
let opened = 0;

/** Reads a file for the days that can be planned: from today on, as far as can be asked. */
export async function openCalendarFile(file: File, today: CalendarDate): Promise<OpenedFile> {
  const known = { fileName: file.name, key: ++opened };
  if (file.size > largestFile) return { kind: "too-large", ...known };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const answer = await readInWorker(bytes, today, addDays(today, longestQuestion - 1));
    if (answer === null) return { kind: "too-slow", ...known };
    return answer.ok
      ? { kind: "read", ...known, file: answer.value }
      : { kind: "refused", ...known, why: answer.error };
  } catch {
    // The file was moved or changed since it was picked, or the device does not give it out.
    return { kind: "not-opened", ...known };
  }
}
