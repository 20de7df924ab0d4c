import { readFileSync } from "node:fs";
import { calendarDate } from "@tidetable/diary";
import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { type CalendarEntry, writeCalendar } from "../../src/calendar/out/index.ts";
import { readText } from "./calendar-text.ts";

const golden = readFileSync(new URL("./fixtures/written.ics", import.meta.url), "utf8");

const entry = (given: Partial<CalendarEntry>): CalendarEntry => ({
  uid: "0f8fad5bd9cb469fa1656f4e2c4a3b21",
  first: calendarDate("2026-09-06"),
  last: calendarDate("2026-09-06"),
  title: "T. – ready from today",
  description: null,
  sequence: 0,
  isCancelled: false,
  changed: 1_795_392_000,
  ...given,
});

/** Santiago leaves out the midnight of 6 September 2026, and Apia changed its day; a leap day and a year's end are days too. */
const entries = [
  entry({}),
  entry({
    uid: "plan-1@tidetable",
    first: calendarDate("2026-12-30"),
    last: calendarDate("2027-01-02"),
    title: "Skiing; with Ö, and \\o/ — 滑雪旅行和我们所有的朋友们一起去山里度过新年的假期",
    description:
      "First line\nsecond, with a comma; and more that makes the line as long as it needs to be for folding.",
    sequence: 3,
  }),
  entry({
    uid: "dose-1",
    first: calendarDate("2028-02-29"),
    last: calendarDate("2028-02-29"),
    title: "T. – due today",
    sequence: 2,
    isCancelled: true,
  }),
];

test("a calendar is these bytes", () => {
  expect(writeCalendar({ name: "T.", entries })).toBe(golden);
});

describe("ical.js, in its strict mode, reads back", () => {
  const readBack = (text: string) => {
    expect(ICAL.design.strict).toBe(true);
    const calendar = new ICAL.Component(ICAL.parse(text));
    return calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      const end = event.endDate.clone();
      end.adjust(-1, 0, 0, 0);
      return {
        uid: event.uid,
        first: event.startDate.toString(),
        last: end.toString(),
        title: event.summary,
        description: event.description,
        sequence: event.sequence,
        isCancelled: component.getFirstPropertyValue("status") === "CANCELLED",
        isDate: event.startDate.isDate && event.endDate.isDate,
      };
    });
  };

  test("what was written", () => {
    expect(readBack(golden)).toEqual(entries.map(({ changed: _, ...said }) => ({ ...said, isDate: true })));
  });

  const text = fc.string({ unit: "grapheme", maxLength: 200, size: "max" });
  test("any title and description, as far as a calendar can have them", () => {
    fc.assert(
      fc.property(text, text, (title, description) => {
        const plain = (written: string) =>
          written
            .replaceAll(/\r\n|[\r\u2028\u2029]/g, "\n")
            .replaceAll(/\p{Cc}/gu, (character) => ("\t\n".includes(character) ? character : ""));
        const [event] = readBack(writeCalendar({ name: title, entries: [entry({ title, description })] }));
        expect(event).toMatchObject({ title: plain(title), description: plain(description) });
      }),
      { numRuns: 120, seed: 4 },
    );
  });
});

test("no line is longer than 75 octets, and none is cut inside a character", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400, size: "max" }), (title) => {
      const bytes = new TextEncoder().encode(writeCalendar({ name: "", entries: [entry({ title })] }));
      let first = 0;
      for (let index = 0; index < bytes.length; index += 1) {
        if (bytes[index] !== 0x0a) continue;
        expect(bytes[index - 1]).toBe(0x0d);
        expect(index - 1 - first).toBeLessThanOrEqual(75);
        decoder.decode(bytes.subarray(first, index));
        first = index + 1;
      }
      expect(first).toBe(bytes.length);
    }),
    { numRuns: 120, seed: 5 },
  );
});

test("nothing in it tells of a person, a place, a time of day or a program", () => {
  const names = golden.replaceAll("\r\n ", "").match(/^[\w-]+/gm) ?? [];
  expect([...new Set(names)].toSorted()).toEqual(
    [
      ...["BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME"],
      ...[
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
      ],
      ...["SUMMARY", "DESCRIPTION", "STATUS", "CLASS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"],
    ].toSorted(),
  );
});

test("a calendar without entries is a calendar, and ours reads it as one", () => {
  expect(readText(writeCalendar({ name: "T.", entries: [] }))).toMatchObject({
    ok: true,
    value: { name: "T.", events: [], leftOut: [] },
  });
});

test("what is written keeps nobody from anything", () => {
  const read = readText(golden, "Pacific/Apia");
  if (!read.ok) throw new Error(read.error.kind);
  expect(
    read.value.events.map(({ first, last, isFree, isAllDay }) => [first, last, isFree, isAllDay]),
  ).toEqual([
    ["2026-09-06", "2026-09-06", true, true],
    ["2026-12-30", "2027-01-02", true, true],
  ]);
});

test.each([-1, 0.5, Number.NaN, 1e12])("a time of %s is our mistake", (changed) => {
  expect(() => writeCalendar({ name: "", entries: [entry({ changed })] })).toThrow(RangeError);
});
