import type { Result } from "../../result.ts";
import { maxDepth, maxEvents, maxLineLength } from "./limits.ts";
import type { NotACalendar } from "./problem.ts";

/** A line of a calendar after unfolding; `text` is cut where it is longer than we need. */
export interface ContentLine {
  /** Of its first part in the file, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly isCut: boolean;
}

/** A component with those of its lines that anybody looks at, and the components in it that anybody looks at. */
export interface RawComponent {
  readonly name: string;
  readonly line: number;
  readonly lines: readonly ContentLine[];
  readonly parts: readonly RawComponent[];
  /** The first of its lines, looked at or not, that is no content line; null: none. */
  readonly tornAt: number | null;
}

/** What is looked at. Everything else, such as what an event is about and who comes, is never parsed. */
const linesLookedAt: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ["NAME", "X-WR-CALNAME"],
  VEVENT: [
    "UID",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "SUMMARY",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
  ],
  VFREEBUSY: [],
  VTIMEZONE: ["TZID"],
  STANDARD: ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"],
  DAYLIGHT: ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"],
};

interface Open {
  readonly name: string;
  readonly line: number;
  readonly lines: ContentLine[];
  readonly parts: RawComponent[];
  tornAt: number | null;
}

/** Name of a property, with whatever follows it: RFC 5545, 3.1; `_` and `.` are widely written too. */
const contentLine = /^([\w.-]{1,100})[;:]/;
const blank = /^\s*$/;

/**
 * The calendars of a file, in its order. One is enough; some programs write several.
 *
 * A component that is never closed makes the whole file unreadable, because nobody knows what belongs in it.
 */
export function readComponents(text: string): Result<readonly RawComponent[], NotACalendar> {
  const calendars: RawComponent[] = [];
  const open: Open[] = [];
  let events = 0;
  for (const content of contentLines(text)) {
    const { line, text } = content;
    const inside = open.at(-1);
    const name = contentLine.exec(text)?.[1]?.toUpperCase();
    if (name === "BEGIN") {
      const component = nameIn(text);
      if (!inside && component !== "VCALENDAR") return refused({ kind: "not-a-calendar", line });
      if (open.length >= maxDepth) return refused({ kind: "too-deep", line, limit: maxDepth });
      if (component === "VEVENT" && ++events > maxEvents)
        return refused({ kind: "too-large", limit: maxEvents, unit: "events" });
      open.push({ name: component, line, lines: [], parts: [], tornAt: null });
      continue;
    }
    if (!inside) {
      if (blank.test(text)) continue;
      return refused({ kind: "not-a-calendar", line });
    }
    if (name === "END") {
      if (nameIn(text) !== inside.name) return refused({ kind: "wrong-end", line, component: inside.name });
      open.pop();
      const parent = open.at(-1);
      if (!parent) calendars.push(inside);
      else if (inside.name in linesLookedAt) parent.parts.push(inside);
    } else if (name === undefined) {
      if (blank.test(text)) continue;
      if (inside.name === "VCALENDAR") return refused({ kind: "bad-line", line });
      inside.tornAt ??= line;
    } else if (linesLookedAt[inside.name]?.includes(name)) {
      inside.lines.push(content);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) return refused({ kind: "cut-short", line: unclosed.line, component: unclosed.name });
  if (calendars.length === 0) return refused({ kind: "not-a-calendar", line: 1 });
  return { ok: true, value: calendars };
}

/** The name after BEGIN or END; one that no component has is shortened, because it is shown. */
const nameIn = (text: string): string =>
  text
    .slice(text.indexOf(":") + 1)
    .trim()
    .slice(0, 40)
    .toUpperCase()
    .replaceAll(/[^\w-]/g, "?");

const refused = (error: NotACalendar) => ({ ok: false, error }) as const;

/** Lines, unfolded: one that begins with a space or a tab goes on the line before. Ends are CRLF, LF or CR. */
function* contentLines(text: string): Generator<ContentLine> {
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let line = 0;
  const whole = (): ContentLine => ({
    line: first,
    text: parts.join("").slice(0, maxLineLength),
    isCut: length > maxLineLength,
  });
  for (let from = 0; from < text.length; ) {
    const end = endOfLine(text, from);
    line += 1;
    const isRest = first > 0 && (text[from] === " " || text[from] === "\t");
    if (!isRest) {
      if (first > 0) yield whole();
      parts = [];
      length = 0;
      // Nothing goes on an empty line, and nobody needs one: a file may have millions.
      first = end > from ? line : 0;
    }
    const begin = isRest ? from + 1 : from;
    if (first > 0 && length <= maxLineLength)
      parts.push(text.slice(begin, Math.min(end, begin + maxLineLength + 1)));
    length += end - begin;
    from = text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
  }
  if (first > 0) yield whole();
}

function endOfLine(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a || code === 0x0d) return index;
  }
  return text.length;
}
