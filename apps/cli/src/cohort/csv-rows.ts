import type { OpenFile } from "../world.ts";

/**
 * The rows of a CSV file (RFC 4180), one after the other, in as much memory as the longest of them takes. Bytes stay
 * bytes: a million people's file is read twice, and most of its cells are two digits.
 */
export interface CsvRows {
  /** Goes to byte `from` of the file, where a row begins; rows are then read up to byte `to`, where one ends. */
  goTo(from: number, to: number): void;
  /** Reads on to the next row; false when there is none, or when `isTooLong`. */
  next(): boolean;
  /** Cell i of the row is what lies in `bytes` from starts[i] to before ends[i]; only until the next row is read. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  cellCount: number;
  /** The line on which the row begins, the first that was read being 1. */
  line: number;
  /** Where the row begins in the file, and where the one after it does; bytes. */
  offset: number;
  nextOffset: number;
  /** The row is longer than `longestRow`: its end was not looked for. Perhaps a quote is never closed. */
  isTooLong: boolean;
}

/** Bytes of the longest row that is read. Our choice: some hundred times a usual one. */
const longestRow = 16 * 1024;
/** Bytes held at once. Our choice. */
const bufferSize = 16 * longestRow;

const comma = 0x2c;
const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The rows of a file, none before it is told where to go. */
export function createCsvRows(file: OpenFile): CsvRows {
  const bytes = new Uint8Array(bufferSize);
  // A row has at most one cell more than bytes.
  const starts = new Int32Array(longestRow + 1);
  const ends = new Int32Array(longestRow + 1);
  /** The buffer holds `filled` bytes, the first of them byte `origin` of the file; the next row begins at `at`. */
  let [origin, filled, at, end] = [0, 0, 0, 0];
  let nextLine = 1;

  const refill = (): void => {
    bytes.copyWithin(0, at, filled);
    origin += at;
    filled -= at;
    at = 0;
    while (filled < bytes.length && origin + filled < end) {
      const wanted = Math.min(bytes.length - filled, end - origin - filled);
      const got = file.read(bytes.subarray(filled, filled + wanted), origin + filled);
      if (got === 0) break;
      filled += got;
    }
  };

  /** Takes the quotes off the cell that begins at `start`; gives where it goes on. Its content ends at `contentEnd`. */
  let contentEnd = 0;
  const unquote = (start: number, limit: number): number => {
    contentEnd = start;
    let i = start + 1;
    while (i < limit) {
      const byte = bytes[i++]!;
      if (byte === quote && (i === limit || bytes[i] !== quote)) break;
      if (byte === quote) i++;
      if (byte === lineFeed) nextLine++;
      bytes[contentEnd++] = byte;
    }
    // What stands between the closing quote and the comma belongs to the cell.
    while (i < limit && !endsCell(bytes[i]!)) bytes[contentEnd++] = bytes[i++]!;
    return i;
  };

  /** Reads one row and moves on behind it; false when it does not end before `limit`. */
  const readRow = (limit: number): boolean => {
    let i = at;
    let count = 0;
    for (;;) {
      starts[count] = i;
      if (i < limit && bytes[i] === quote) {
        i = unquote(i, limit);
        ends[count++] = contentEnd;
      } else {
        // Letters and digits come after the comma, so that most bytes need one look.
        while (i < limit && (bytes[i]! > comma || !endsCell(bytes[i]!))) i++;
        ends[count++] = i;
      }
      rows.cellCount = count;
      if (i === limit) {
        at = i;
        return false;
      }
      const byte = bytes[i++];
      if (byte === comma) continue;
      if (byte === carriageReturn && i < limit && bytes[i] === lineFeed) i++;
      nextLine++;
      at = i;
      return true;
    }
  };

  const rows: CsvRows = {
    bytes,
    starts,
    ends,
    cellCount: 0,
    line: 1,
    offset: 0,
    nextOffset: 0,
    isTooLong: false,
    goTo(from, to) {
      [origin, filled, at, end] = [from, 0, 0, to];
      rows.offset = from;
      rows.nextOffset = from;
      rows.isTooLong = false;
    },
    next() {
      if (filled - at < longestRow && origin + filled < end) refill();
      if (at === filled || rows.isTooLong) return false;
      rows.line = nextLine;
      rows.offset = origin + at;
      const limit = Math.min(filled, at + longestRow);
      rows.isTooLong = !readRow(limit) && limit < filled;
      rows.nextOffset = origin + at;
      return !rows.isTooLong;
    },
  };
  return rows;
}

const endsCell = (byte: number): boolean => byte === comma || byte === lineFeed || byte === carriageReturn;

/** The text of a cell, without the blanks around it. */
export function cellText({ bytes, starts, ends }: CsvRows, cell: number): string {
  return new TextDecoder().decode(bytes.subarray(starts[cell], ends[cell])).trim();
}
