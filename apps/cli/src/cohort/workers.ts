import type { BulkForecaster } from "@tidetable/forecast";
import type { OpenFile } from "../world.ts";
import { createAnswers, type Part, roomForLines, type Sink } from "./answers.ts";
import type { Layout } from "./columns.ts";

/**
 * A worker answers parts of a cohort; it may be a thread of its own or work in the one that writes. This is what both
 * sides say to each other.
 */
export type ToWorker =
  /** A part to answer. A worker answers in the order in which it is told to; numbers count up. */
  | { readonly kind: "part"; readonly number: number; readonly part: Part }
  /** Room that was written out. */
  | { readonly kind: "room"; readonly room: ArrayBuffer };

export type FromWorker =
  /** The first `length` bytes of `room` are the next lines of a part, for so many rows. */
  | {
      readonly kind: "lines";
      readonly number: number;
      readonly room: ArrayBuffer;
      readonly length: number;
      readonly rowCount: number;
    }
  | { readonly kind: "done"; readonly number: number };

/** Rooms of one worker that may be under way at once; then it waits. Our choice: seven parts' lines. */
const mostRooms = 16;

/**
 * Answers what it is told to, one part after the other.
 *
 * @param rest resolves when whatever else waits in this thread has had its turn.
 * @param onFailure what went wrong; nothing more comes then.
 */
export function createWorker(
  file: OpenFile,
  survey: { readonly layout: Layout; readonly isTogether: boolean },
  forecaster: BulkForecaster,
  send: (message: FromWorker, given: readonly ArrayBuffer[]) => void,
  rest: () => Promise<void>,
  onFailure: (error: unknown) => void,
): (message: ToWorker) => void {
  const rooms: ArrayBuffer[] = [];
  let roomCount = 0;
  let onRoom: (() => void) | null = null;
  let number = 0;
  const sink: Sink = {
    async room() {
      if (rooms.length === 0 && roomCount < mostRooms) {
        roomCount++;
        return new Uint8Array(roomForLines);
      }
      while (rooms.length === 0) {
        await new Promise<void>((resolve) => {
          onRoom = resolve;
        });
      }
      return new Uint8Array(rooms.pop()!);
    },
    take({ buffer, length }, rowCount) {
      const room = buffer as ArrayBuffer;
      send({ kind: "lines", number, room, length, rowCount }, [room]);
    },
    rest,
  };
  const answers = createAnswers(file, survey, forecaster, sink);
  let work = Promise.resolve();
  return (message) => {
    if (message.kind === "room") {
      rooms.push(message.room);
      onRoom?.();
      return;
    }
    work = work
      .then(async () => {
        number = message.number;
        await answers.answer(message.part);
        send({ kind: "done", number }, []);
      })
      .catch(onFailure);
  };
}
