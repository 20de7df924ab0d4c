import type { FromWorker, ToWorker } from "./workers.ts";

/** Someone who answers parts: this thread or another. */
export interface Worker {
  post(message: ToWorker, given: readonly ArrayBuffer[]): void;
}

type Lines = FromWorker & { readonly kind: "lines" };

/** Lines of one part, as they come. */
interface Arriving {
  readonly lines: { readonly worker: Worker; readonly message: Lines }[];
  isDone: boolean;
}

/** Writes lines in the order of their parts, whenever they come, and gives the room back that they came in. */
export interface OrderedLines {
  /** Resolves when all that can be written is; true when that was the last of all parts. */
  hear(worker: Worker, message: FromWorker): Promise<boolean>;
}

/** @param onRows is told how many rows more have been written. */
export function createOrderedLines(
  partCount: number,
  write: (pieces: readonly Uint8Array[]) => Promise<void>,
  onRows: (count: number) => void,
): OrderedLines {
  const arriving = new Map<number, Arriving>();
  let next = 0;
  let isWriting = false;
  const partOf = (number: number): Arriving => {
    const known = arriving.get(number) ?? { lines: [], isDone: false };
    arriving.set(number, known);
    return known;
  };
  /** All lines whose turn it is. */
  const takeNext = (): Arriving["lines"] => {
    const taken: Arriving["lines"] = [];
    for (let part = arriving.get(next); part; part = arriving.get(next)) {
      taken.push(...part.lines.splice(0));
      if (!part.isDone) break;
      arriving.delete(next++);
    }
    return taken;
  };
  return {
    async hear(worker, message) {
      const part = partOf(message.number);
      if (message.kind === "done") part.isDone = true;
      else part.lines.push({ worker, message });
      if (isWriting) return false;
      isWriting = true;
      for (let all = takeNext(); all.length > 0; all = takeNext()) {
        await write(all.map(({ message: { room, length } }) => new Uint8Array(room, 0, length)));
        for (const { worker: writer, message: lines } of all) {
          writer.post({ kind: "room", room: lines.room }, [lines.room]);
          onRows(lines.rowCount);
        }
      }
      isWriting = false;
      return next === partCount;
    },
  };
}
