import { createBulkForecaster } from "@tidetable/forecast";
import type { OpenFile, Thread, World } from "../world.ts";
import type { Part } from "./answers.ts";
import { createOrderedLines, type Worker } from "./ordered-lines.ts";
import { mostAges, type Survey } from "./survey.ts";
import type { FromThread, ThreadData, ToThread } from "./thread.ts";
import { createWorker, type FromWorker } from "./workers.ts";

/** From so many rows on it is worth starting threads, which takes a second. Our choice. */
const rowsForThreads = 20_000;
/** More threads than these would need more memory than one machine's owner expects. Our choice. */
const mostWorkers = 8;
/** Parts that a worker has been told to answer and has not: so it need not wait for the next. Our choice. */
const partsAhead = 3;

/**
 * Answers every row of a surveyed file, here and in as many other threads as the machine has room for, and writes the lines
 * in the file's order: the same bytes however many there are.
 *
 * A worker has a few rooms to write into and waits while all are under way; so memory does not grow with the file, nor with
 * a part that never ends. There is no standstill: whoever answers the part that is being written gets each room back
 * at once.
 *
 * @param onRows is told how many rows more have been written.
 */
export function answerAll(
  file: OpenFile,
  survey: Survey,
  world: Pick<World, "threadCount" | "startThread" | "stdoutBytes" | "rest">,
  onRows: (count: number) => void,
): Promise<void> {
  const { layout, rowCount, ages, isTogether, cuts } = survey;
  const parts = cuts.slice(1).map((cut, i): Part => ({ from: cuts[i]!, to: cut }));
  const lines = createOrderedLines(parts.length, world.stdoutBytes, onRows);
  const forecaster = createBulkForecaster();
  const threads: Thread[] = [];
  let nextPart = 0;

  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      for (const thread of threads) thread.stop();
      end();
    };
    const fail = (error: unknown): void => finish(() => reject(error));
    const give = (worker: Worker, count: number): void => {
      for (let i = 0; i < count; i++) {
        const part = parts[nextPart];
        if (part) worker.post({ kind: "part", number: nextPart++, part }, []);
      }
    };
    const hear = (worker: Worker, message: FromWorker): void => {
      if (message.kind === "done") give(worker, 1);
      lines.hear(worker, message).then((isAll) => isAll && finish(resolve), fail);
    };
    const startThread = (data: ThreadData): void => {
      let isAtWork = false;
      const thread: Thread = world.startThread(new URL("./thread.ts", import.meta.url), data, {
        onMessage(received) {
          const message = received as FromThread;
          if (message.kind !== "ready") {
            hear(thread, message);
            return;
          }
          const tables = forecaster.share(ages);
          if (!tables) return;
          isAtWork = true;
          thread.post({ kind: "begin", tables } satisfies ToThread);
          give(thread, partsAhead);
        },
        // One that never came up took no part: the others do its share.
        onFailure: (error) => isAtWork && fail(error),
      });
      threads.push(thread);
    };

    const { descriptor, size } = file;
    if (descriptor !== null && isTogether && rowCount >= rowsForThreads && ages.size <= mostAges) {
      const count = Math.min(world.threadCount, mostWorkers);
      for (let i = 1; i < count; i++) startThread({ descriptor, size, layout });
      // While they come up, the tables that they wait for are made here.
      forecaster.share(ages);
    }
    const here: Worker = {
      post: createWorker(file, survey, forecaster, (message) => hear(here, message), world.rest, fail),
    };
    give(here, partsAhead);
  });
}
