import type { CalendarDate } from "@tidetable/diary";
import { trustedAddress, workerAddresses } from "../platform/trusted-address.ts";
import type { CalendarAnswer, CalendarQuestion } from "./calendar-question.ts";

/** Longest a file is read, in milliseconds. Our choice: twenty times what the largest one we take needs on a phone. */
const longestReading = 10_000;

/**
 * What a calendar file holds between two days, read in a worker that lives for one file: a file made to keep a reader busy
 * does not freeze the page.
 *
 * Null where it took too long, or the browser started no worker or ended it.
 */
export const readInWorker = (
  bytes: Uint8Array<ArrayBuffer>,
  from: CalendarDate,
  to: CalendarDate,
): Promise<CalendarAnswer | null> =>
  new Promise((resolve) => {
    const worker = new Worker(trustedAddress(workerAddresses.calendar), { type: "module" });
    const end = (answer: CalendarAnswer | null) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), longestReading);
    worker.addEventListener("message", ({ data }: MessageEvent<CalendarAnswer>) => end(data));
    worker.addEventListener("error", () => end(null));
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const question: CalendarQuestion = { bytes, from, to, zone };
    worker.postMessage(question, [bytes.buffer]);
  });
