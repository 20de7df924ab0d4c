import type { Result } from "../result.ts";
import { maxFileBytes } from "./limits.ts";
import type { NotReadable } from "./not-readable.ts";

/** Every browser and Node have it; the language's own library does not name it. */
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

export interface FileText {
  readonly text: string;
  /** The first line that is not UTF-8, when the text was read as Windows-1252 instead; else null. */
  readonly foreignLine: number | null;
}

/**
 * The text of a file: UTF-8, or UTF-16 with its byte order mark, as spreadsheets save it.
 *
 * What is neither, and has no control bytes, is taken for Windows-1252, the default of older spreadsheets: its
 * digits and plain letters are the same, so only accents could be wrong. The mark is not part of the text.
 */
export function readFileText(bytes: Uint8Array): Result<FileText, NotReadable> {
  if (bytes.length > maxFileBytes) {
    return { ok: false, error: { kind: "too-large", limit: maxFileBytes / 1024 / 1024, unit: "mebibytes" } };
  }
  const decoded = decode(bytes);
  if (decoded === null || decoded.text.includes("\0")) return { ok: false, error: { kind: "binary" } };
  if (!/\S/.test(decoded.text)) return { ok: false, error: { kind: "empty" } };
  return { ok: true, value: decoded };
}

function decode(bytes: Uint8Array): FileText | null {
  const utf16 = utf16From(bytes);
  if (utf16 !== null) return { text: new TextDecoder(utf16).decode(bytes), foreignLine: null };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), foreignLine: null };
  } catch {
    if (bytes.some(isControl)) return null;
    const withMarks = new TextDecoder("utf-8").decode(bytes);
    const foreignLine = lineAt(withMarks, withMarks.indexOf("\uFFFD"));
    return { text: new TextDecoder("windows-1252").decode(bytes), foreignLine };
  }
}

function utf16From(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** Whether a byte is never part of written text: below the space, except tab, line feed to carriage return. */
const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && (byte < 0x0a || byte > 0x0d);

/** The line, 1 the first, on which the character at `index` stands; line ends are LF, CRLF or CR. */
export function lineAt(text: string, index: number): number {
  return lineEndsIn(text, 0, index) + 1;
}

/** Line ends from `first` up to, not including, `end`. */
export function lineEndsIn(text: string, first: number, end: number): number {
  let count = 0;
  for (let index = first; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(index + 1) !== 0x0a)) count += 1;
  }
  return count;
}
