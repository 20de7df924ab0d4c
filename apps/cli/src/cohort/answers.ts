import type { BulkForecaster } from "@tidetable/forecast";
import type { OpenFile } from "../world.ts";
import { ageOf, createCohortRows } from "./cohort-row.ts";
import type { Layout } from "./columns.ts";
import { createCsvRows } from "./csv-rows.ts";
import { ascii, createJsonLines, roomFor } from "./json-lines.ts";
import { createPeopleMixed, createPeopleTogether, type People, signsOf } from "./people.ts";

/** Some rows of a file that has been surveyed: bytes, from the beginning of one to the beginning of another. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Where lines go. */
export interface Sink {
  /** Room of `roomForLines` bytes, once there is any. */
  room(): Promise<Uint8Array>;
  /** Takes what has been written, at the beginning of the latest room, and the room with it. */
  take(lines: Uint8Array, rowCount: number): void;
  /** Resolves when whatever else waits has had its turn. */
  rest(): Promise<void>;
}

/** Room that is handed to and fro: small enough to stay near the processor, and for the longest name. Our choice. */
export const roomForLines = 128 * 1024;

/** Our choice: two thousandths of a second's work. */
const rowsBetweenRests = 128;

export interface Answers {
  /** Writes a line for each row of the part. @throws Error when the file is not what was surveyed any more */
  answer(part: Part): Promise<void>;
}

const [person, cycle, known] = [ascii('{"person":'), ascii(',"cycle":'), ascii(',"known":')];
const [comma, afterOvulation] = [ascii(","), ascii(',"afterOvulation":{')];
const [end, endOfLine] = [ascii("}"), ascii("}\n")];

/**
 * Answers row by row, in the file's order, each from that person's earlier rows only. How this project scores itself.
 *
 * @param isTogether whether each person's rows stand together; then those of a part are all her rows.
 */
export function createAnswers(
  file: OpenFile,
  { layout, isTogether }: { readonly layout: Layout; readonly isTogether: boolean },
  forecaster: BulkForecaster,
  sink: Sink,
): Answers {
  const people: People = (isTogether ? createPeopleTogether : createPeopleMixed)(forecaster);
  const lines = createJsonLines();
  const rows = createCsvRows(file);
  const cohort = createCohortRows(rows, layout);
  const { row } = cohort;
  let rowsSinceRest = 0;

  return {
    async answer({ from, to }) {
      let room = await sink.room();
      lines.begin(room);
      rows.goTo(from, to);
      let rowCount = 0;
      while (cohort.next()) {
        if (room.length - lines.length() < roomFor(row.personEnd - row.personStart)) {
          sink.take(room.subarray(0, lines.length()), rowCount);
          rowCount = 0;
          room = await sink.room();
          lines.begin(room);
        }
        lines.raw(person);
        lines.string(row.person, row.personStart, row.personEnd);
        lines.raw(cycle);
        lines.whole(row.cycle);
        lines.raw(known);
        lines.whole(people.turnTo(row));
        lines.raw(comma);
        lines.lengths(forecaster.cycleLength(ageOf(row)));
        const signs = signsOf(row);
        if (signs.length > 0) {
          lines.raw(afterOvulation);
          lines.lengths(forecaster.cycleLengthAfter(signs, ageOf(row)));
          lines.raw(end);
        }
        lines.raw(endOfLine);
        people.learn(row);
        rowCount++;
        if (++rowsSinceRest < rowsBetweenRests) continue;
        rowsSinceRest = 0;
        await sink.rest();
      }
      if (cohort.problem()) throw new Error("the file changed while it was read");
      sink.take(room.subarray(0, lines.length()), rowCount);
    },
  };
}
