import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarProblems } from "../../src/calendar/in/problem.ts";
import { calendarOf, eventOf, readText } from "./calendar-text.ts";

/** Most processor time that a hostile file may take, seconds. It is usually one or two, however busy the machine is. */
const patience = 10;

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join("");
const many = (count: number, ...lines: readonly string[]) =>
  calendarOf(
    times(count, (index) => `${eventOf(...lines).replace("UID:one", `UID:${index}`)}\r\n`).trimEnd(),
  );
const start = "DTSTART;TZID=Europe/Berlin:20260105T100000";
const twoDigits = (number: number): string => String(number).padStart(2, "0");

describe("a file that is broken as a whole gives nothing, and one reason", () => {
  test.each([
    ["nothing", "", { kind: "empty" }],
    ["blank lines", "\r\n\r\n", { kind: "empty" }],
    ["another format", "\r\ndate,title\r\n2026-03-01,Tea", { kind: "not-a-calendar", line: 2 }],
    ["a web page", "<!DOCTYPE html>", { kind: "not-a-calendar", line: 1 }],
    ["an event without a calendar", eventOf(start), { kind: "not-a-calendar", line: 1 }],
    [
      "words behind the calendar",
      `${calendarOf(eventOf(start))}and more`,
      { kind: "not-a-calendar", line: 10 },
    ],
    ["control bytes", "BEGIN:VCALENDAR\u0000\u0001", { kind: "binary" }],
    [
      "an end in the middle",
      "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTST",
      { kind: "cut-short", line: 3, component: "VEVENT" },
    ],
    [
      "an end that is another's",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
      { kind: "wrong-end", line: 3, component: "VEVENT" },
    ],
    [
      "an end of nothing",
      "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR",
      { kind: "not-a-calendar", line: 3 },
    ],
    ["a line of the calendar that is none", calendarOf("what is this"), { kind: "bad-line", line: 4 }],
    [
      "components 100,000 deep",
      `BEGIN:VCALENDAR\n${"BEGIN:VEVENT\n".repeat(100_000)}`,
      { kind: "too-deep", line: 17, limit: 16 },
    ],
    [
      "too many events",
      calendarOf(eventOf(start).concat("\r\n").repeat(20_001).trimEnd()),
      { kind: "too-large", limit: 20_000, unit: "events" },
    ],
    ["too many bytes", "x".repeat(10 * 1024 * 1024 + 1), { kind: "too-large", limit: 10, unit: "mebibytes" }],
    ["ten megabytes of one letter", "x".repeat(10 * 1024 * 1024), { kind: "not-a-calendar", line: 1 }],
  ])("%s", (_name, text, error) => {
    expect(readText(text)).toEqual({ ok: false, error });
  });

  test("a name that steers a terminal is not repeated", () => {
    expect(readText("BEGIN:VCALENDAR\nBEGIN:\u001b[31mÜ\nEND:X")).toMatchObject({
      error: { kind: "wrong-end", component: "??31M?" },
    });
  });
});

describe("an event that cannot be read is left out, with its line, and the others are read", () => {
  const good = eventOf("DTSTART:20260401").replace("UID:one", "UID:good");

  test.each([
    ["no start", ["DTEND:20260301"], "start-missing", 4],
    ["a start that is none", ["DTSTART:tomorrow"], "not-a-date", 7],
    ["an impossible day", ["DTSTART:20260230"], "not-a-date", 7],
    ["an impossible time", ["DTSTART:20260301T250000"], "not-a-date", 7],
    ["an offset instead of a zone", ["DTSTART:20260301T100000+0200"], "not-a-date", 7],
    ["the year 99", ["DTSTART:00990301"], "not-a-date", 7],
    ["two starts", ["DTSTART:20260301", "DTSTART:20260302"], "not-a-date", 7],
    ["a day that ends at an hour", ["DTSTART:20260301", "DTEND:20260302T100000"], "not-a-date", 8],
    ["an end before its start", ["DTSTART:20260301", "DTEND:20260228"], "ends-before-start", 8],
    ["a length below nothing", ["DTSTART:20260301T100000", "DURATION:-PT1H"], "ends-before-start", 8],
    ["a length that is none", ["DTSTART:20260301", "DURATION:PT"], "not-a-date", 8],
    ["a length of centuries", ["DTSTART:20260301", "DURATION:P999999W"], "too-long", 8],
    ["an unknown zone", ["DTSTART;TZID=Europe/Atlantis:20260301T100000"], "unknown-zone", 7],
    ["a rule that is none", ["DTSTART:20260301", "RRULE:weekly"], "not-a-rule", 8],
    ["a rule of seconds", ["DTSTART:20260301", "RRULE:FREQ=SECONDLY"], "repeats-within-a-day", 8],
    ["two rules", ["DTSTART:20260301", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "not-a-rule", 9],
    ["periods", ["DTSTART:20260301T100000", "RDATE;VALUE=PERIOD:20260301T100000Z/PT1H"], "not-a-date", 8],
    [
      "a change of all that follow",
      ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260301", "DTSTART:20260301"],
      "range",
      7,
    ],
    ["a line that is none", ["DTSTART:20260301", "and so on"], "bad-line", 8],
    ["a quote left open", ['DTSTART;TZID="Europe:20260301T100000'], "bad-line", 7],
    ["a line without an end", [`DTSTART;X=${"y".repeat(70_000)}:20260301`], "line-too-long", 7],
    [
      "a flood of dates",
      ["DTSTART:20260301", `RDATE:${"20260302,".repeat(6_000)}20260303`],
      "too-many-dates",
      8,
    ],
  ])("%s", (_name, lines, reason, line) => {
    expect(readText(calendarOf(eventOf(...lines), good))).toMatchObject({
      ok: true,
      value: { events: [{ first: "2026-04-01" }], leftOut: [{ line, component: "VEVENT", reason }] },
    });
  });

  test("times taken are no events, tasks are nobody's business, and neither keeps an event from being read", () => {
    const text = calendarOf(
      "BEGIN:VFREEBUSY\r\nFREEBUSY:20260301T100000Z/PT1H\r\nEND:VFREEBUSY",
      "BEGIN:VTODO\r\nDUE:20260301\r\nEND:VTODO",
      "BEGIN:X-OWN\r\nBEGIN:VEVENT\r\nDTSTART:20260301\r\nEND:VEVENT\r\nEND:X-OWN",
      good,
    );
    expect(readText(text)).toMatchObject({
      value: {
        events: [{ first: "2026-04-01" }],
        leftOut: [{ line: 4, component: "VFREEBUSY", reason: "not-an-event" }],
      },
    });
  });

  test("birthdays from before 1900 are read; days after 2199 are nobody's", () => {
    const text = calendarOf(
      eventOf("DTSTART:16040301", "RRULE:FREQ=YEARLY"),
      eventOf("DTSTART:99991231", "RRULE:FREQ=YEARLY").replace("UID:one", "UID:two"),
    );
    expect(readText(text)).toMatchObject({
      value: { events: [{ first: "2026-03-01" }, { first: "2027-03-01" }], leftOut: [] },
    });
  });

  test("an alarm inside an event is not looked at", () => {
    const alarm = "BEGIN:VALARM\r\nDTSTART:nonsense\r\nTRIGGER:-PT5M\r\nEND:VALARM";
    expect(readText(calendarOf(eventOf("DTSTART:20260301", alarm)))).toMatchObject({
      value: { events: [{ first: "2026-03-01" }], leftOut: [] },
    });
  });
});

describe("a hostile file costs seconds", () => {
  const repeating = (rule: string, count: number) => many(count, start, `RRULE:${rule}`);
  const override = (index: number): string =>
    `${eventOf(`RECURRENCE-ID:20260105T${twoDigits(index % 24)}${twoDigits(index % 60)}00`, start)}\r\n`;

  test.each([
    ["20,000 events every day", () => repeating("FREQ=DAILY", 20_000)],
    ["a date that never comes, 20,000 times", () => repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 20_000)],
    [
      "a billion repeats from 1604",
      () => many(20_000, "DTSTART:16040101", "RRULE:FREQ=DAILY;COUNT=1000000000"),
    ],
    ["a place that no year has", () => repeating("FREQ=YEARLY;BYDAY=MO;BYSETPOS=366", 5_000)],
    ["years that no calendar has", () => repeating("FREQ=YEARLY;INTERVAL=99999999999999999999", 5_000)],
    ["a rule of 60,000 characters", () => repeating(`FREQ=YEARLY;BYDAY=${"MO,".repeat(20_000)}MO`, 100)],
    [
      "events of three years every day",
      () => many(200, "DTSTART:20250101", "DURATION:P1000D", "RRULE:FREQ=DAILY"),
    ],
    [
      "a million dates on as many lines",
      () => calendarOf(eventOf(start, "RDATE:20260301\r\n".repeat(600_000).trimEnd())),
    ],
    [
      "19,000 overrides of one event",
      () => calendarOf(`${eventOf(start, "RRULE:FREQ=DAILY")}\r\n${times(19_000, override).trimEnd()}`),
    ],
    ["millions of empty lines", () => `BEGIN:VCALENDAR${"\n".repeat(10_000_000)}END:VCALENDAR\n`],
    ["millions of folds", () => `BEGIN:VCALENDAR\nX:a${"\n b".repeat(3_400_000)}\nEND:VCALENDAR\n`],
    ["a title of seven megabytes", () => calendarOf(eventOf(start, `SUMMARY:${"\\n".repeat(3_500_000)}`))],
    ["15,000 parameters", () => many(100, `DTSTART${";A=B".repeat(15_000)}:20260105T100000`)],
    [
      "8,000 zones that nobody knows",
      () =>
        calendarOf(
          times(8_000, (index) => `${eventOf(`DTSTART;TZID=Z/${index}:20260105T100000`)}\r\n`).trimEnd(),
        ),
    ],
    [
      "every zone there is",
      () =>
        calendarOf(
          ...Intl.supportedValuesOf("timeZone").map((zone) =>
            eventOf(`DTSTART;TZID=${zone}:20260105T100000`, "RRULE:FREQ=WEEKLY;COUNT=10").replace(
              "UID:one",
              `UID:${zone}`,
            ),
          ),
        ),
    ],
    ["quotes upon quotes", () => many(50, start, `SUMMARY;A="${'"a'.repeat(30_000)}":Tea`)],
  ])(
    "%s",
    (_name, make) => {
      const bytes = new TextEncoder().encode(make());
      expect(bytes.length).toBeLessThan(10 * 1024 * 1024);
      const before = process.cpuUsage();
      const read = readText(bytes);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6).toBeLessThan(patience);
      expect(read.ok).toBe(true);
      if (read.ok) expect(read.value.events.length).toBeLessThanOrEqual(20_000);
    },
    60_000,
  );
});

describe("whatever comes gives an answer", () => {
  const laws = (bytes: Uint8Array): void => {
    const read = readText(bytes);
    if (!read.ok) return;
    const { events, leftOut } = read.value;
    for (const { first, last, title } of events) {
      expect(first <= last && last >= "2026-01-01" && first <= "2027-12-31").toBe(true);
      expect(title).not.toMatch(/\p{Cc}/u);
      expect([...title].length).toBeLessThanOrEqual(200);
    }
    for (const { line, reason } of leftOut) {
      expect(line).toBeGreaterThan(0);
      expect(calendarProblems).toContain(reason);
    }
  };

  test("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000, size: "max" }), laws), { numRuns: 200, seed: 1 });
  });

  const line = fc.oneof(
    fc.constantFrom(
      "BEGIN:VEVENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "BEGIN:VTIMEZONE",
      "DTSTART;VALUE=DATE:20260301",
      "DTSTART;TZID=Europe/Berlin:20260301T100000",
      "DTEND:20260301T110000Z",
      "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
      "RECURRENCE-ID:20260301T100000Z",
      "UID:1",
      "SUMMARY:Tea",
      " folded",
      "",
    ),
    fc
      .tuple(
        fc.constantFrom(
          "DTSTART",
          "DTEND",
          "DURATION",
          "RRULE",
          "RDATE",
          "EXDATE",
          "RECURRENCE-ID",
          "SUMMARY",
          "UID",
        ),
        fc.constantFrom("", ";TZID=x", ";VALUE=DATE", ';A="b', ";=", ";constructor=a", ";__proto__=b"),
        fc.string({ unit: "binary", maxLength: 40 }),
      )
      .map(([name, parameter, value]) => `${name}${parameter}:${value}`),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            "FREQ",
            "BYDAY",
            "BYMONTHDAY",
            "COUNT",
            "INTERVAL",
            "UNTIL",
            "BYSETPOS",
            "BYWEEKNO",
            "WKST",
          ),
          fc.constantFrom(
            "DAILY",
            "WEEKLY",
            "YEARLY",
            "MO",
            "-5SU",
            "1",
            "-1",
            "366",
            "20260301",
            "1e9",
            "",
            "MO,TU",
          ),
        ),
        { maxLength: 5 },
      )
      .map((parts) => `RRULE:${parts.map(([name, value]) => `${name}=${value}`).join(";")}`),
  );

  test("any lines of a calendar", () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30, size: "max" }), fc.boolean(), (lines, isWhole) => {
        laws(
          encoder.encode(isWhole ? calendarOf(eventOf(...lines)) : `BEGIN:VCALENDAR\n${lines.join("\n")}`),
        );
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });

  test("a calendar with one byte changed", () => {
    const bytes = new TextEncoder().encode(
      calendarOf(
        eventOf(
          "DTSTART;TZID=Europe/Berlin:20260105T100000",
          "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=9",
          "EXDATE:20260202T090000Z",
        ),
      ),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, byte) => {
        const changed = bytes.slice();
        changed[place] = byte;
        laws(changed);
      }),
      { numRuns: 800, seed: 3 },
    );
  });
});
