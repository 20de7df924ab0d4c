import { calendarDate } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import { busyRanges, readCalendar, zoneReader } from "../../src/calendar/in/index.ts";
import { ianaByWindowsName } from "../../src/calendar/in/windows-zones.ts";
import { calendarOf, daysRead, eventOf, readText } from "./calendar-text.ts";

const daysOf = (...lines: readonly string[]) => daysRead(calendarOf(eventOf(...lines)));
const daysIn = (zone: string, ...lines: readonly string[]) => daysRead(calendarOf(eventOf(...lines)), zone);

describe("one event", () => {
  test.each([
    ["a day", ["DTSTART;VALUE=DATE:20260301"], "2026-03-01"],
    ["a day without saying that it is one", ["DTSTART:20260301"], "2026-03-01"],
    [
      "days up to an exclusive end",
      ["DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260303"],
      "2026-03-01 – 2026-03-02",
    ],
    ["a day that ends on itself", ["DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260301"], "2026-03-01"],
    ["days by their number", ["DTSTART;VALUE=DATE:20260301", "DURATION:P3D"], "2026-03-01 – 2026-03-03"],
    ["a time", ["DTSTART:20260301T100000"], "2026-03-01"],
    ["hours", ["DTSTART:20260301T100000", "DURATION:PT90M"], "2026-03-01"],
    ["an evening until midnight", ["DTSTART:20260301T200000", "DTEND:20260302T000000"], "2026-03-01"],
    [
      "an evening until a minute past it",
      ["DTSTART:20260301T200000", "DTEND:20260302T000100"],
      "2026-03-01 – 2026-03-02",
    ],
    ["midnight itself", ["DTSTART:20260302T000000", "DTEND:20260302T000000"], "2026-03-02"],
    [
      "a weekend by the clock",
      ["DTSTART:20260306T180000", "DTEND:20260308T120000"],
      "2026-03-06 – 2026-03-08",
    ],
    [
      "what began before the question",
      ["DTSTART;VALUE=DATE:20251230", "DTEND;VALUE=DATE:20260102"],
      "2025-12-30 – 2026-01-01",
    ],
  ])("%s", (_name, lines, days) => {
    expect(daysOf(...lines)).toEqual([days]);
  });

  test("is not there when the question has none of its days, or its owner cancelled it", () => {
    expect(daysOf("DTSTART;VALUE=DATE:20251230", "DTEND;VALUE=DATE:20260101")).toEqual([]);
    expect(daysOf("DTSTART;VALUE=DATE:20280101")).toEqual([]);
    expect(daysOf("DTSTART;VALUE=DATE:20260301", "STATUS:CANCELLED")).toEqual([]);
  });

  test("keeps its owner free where it says so", () => {
    const text = calendarOf(
      eventOf("DTSTART;VALUE=DATE:20260301", "TRANSP:TRANSPARENT"),
      eventOf("DTSTART;VALUE=DATE:20260303", "X-MICROSOFT-CDO-BUSYSTATUS:FREE").replace("UID:one", "UID:two"),
      eventOf("DTSTART:20260305T100000", "TRANSP:OPAQUE").replace("UID:one", "UID:three"),
    );
    const read = readText(text);
    if (!read.ok) throw new Error(read.error.kind);
    expect(read.value.events.map(({ isFree, isAllDay }) => [isFree, isAllDay])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(busyRanges(read.value.events)).toEqual([{ first: "2026-03-05", last: "2026-03-05" }]);
  });
});

describe("zones", () => {
  test("a time in UTC is on another day east and west of it", () => {
    const evening = ["DTSTART:20260301T203000Z", "DTEND:20260301T213000Z"];
    expect(daysIn("Pacific/Kiritimati", ...evening)).toEqual(["2026-03-02"]);
    expect(daysIn("Europe/Berlin", ...evening)).toEqual(["2026-03-01"]);
    expect(daysIn("America/Santiago", "DTSTART:20260301T020000Z")).toEqual(["2026-02-28"]);
  });

  test("a day and a time without a zone are the same in every zone", () => {
    for (const zone of ["Pacific/Apia", "America/Santiago", "Europe/Berlin", "Pacific/Kiritimati"]) {
      expect(daysIn(zone, "DTSTART;VALUE=DATE:20260301")).toEqual(["2026-03-01"]);
      expect(daysIn(zone, "DTSTART:20260301T233000")).toEqual(["2026-03-01"]);
    }
  });

  test.each([
    ["its IANA name", "America/New_York"],
    ["one behind a path", "/freeassociation.sourceforge.net/America/New_York"],
    ["one of three steps behind a path", "/example.org/20260101_1/America/Argentina/Salta"],
    ["the name Windows has", "Eastern Standard Time"],
    ["quotes about it", '"Eastern Standard Time"'],
  ])("a time in a zone by %s", (_name, zone) => {
    expect(daysOf(`DTSTART;TZID=${zone}:20260301T200000`)).toEqual(["2026-03-02"]);
  });

  test("every name that Windows has stands for a zone that the language knows", () => {
    const unknown = [...ianaByWindowsName.values()].filter((iana) => zoneReader(iana) === null);
    expect(unknown).toEqual([]);
    expect(ianaByWindowsName.size).toBeGreaterThan(90);
  });

  const ownZone = (name: string, ...rules: readonly string[]) =>
    [
      "BEGIN:VTIMEZONE",
      `TZID:${name}`,
      "BEGIN:STANDARD",
      "DTSTART:16011028T030000",
      "TZOFFSETFROM:-0600",
      "TZOFFSETTO:-0700",
      ...rules,
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:16010325T020000",
      "TZOFFSETFROM:-0700",
      "TZOFFSETTO:-0600",
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
      "END:DAYLIGHT",
      "END:VTIMEZONE",
    ].join("\r\n");
  const rule = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10";

  test("a name nobody knows is taken from the file's own description, summer and winter", () => {
    const late = (day: string) =>
      daysRead(calendarOf(ownZone("Home", rule), eventOf(`DTSTART;TZID=Home:${day}`)), "Etc/UTC");
    expect(late("20260701T175959")).toEqual(["2026-07-01"]);
    expect(late("20260701T180000")).toEqual(["2026-07-02"]);
    expect(late("20260115T165959")).toEqual(["2026-01-15"]);
    expect(late("20260115T170000")).toEqual(["2026-01-16"]);
  });

  test("a zone whose clocks are no longer changed keeps what it had last", () => {
    const zone = ownZone("Home", `${rule};UNTIL=20191027T090000Z`).replace(
      "BYDAY=-1SU;BYMONTH=3",
      "BYDAY=-1SU;BYMONTH=3;UNTIL=20190331T090000Z",
    );
    const late = (day: string) => daysRead(calendarOf(zone, eventOf(`DTSTART;TZID=Home:${day}`)), "Etc/UTC");
    expect(late("20260701T165959")).toEqual(["2026-07-01"]);
    expect(late("20260701T170000")).toEqual(["2026-07-02"]);
  });

  test("a name that is known is not taken from the file, which may be wrong", () => {
    const text = calendarOf(
      ownZone("Europe/Berlin", rule),
      eventOf("DTSTART;TZID=Europe/Berlin:20260701T200000"),
    );
    expect(daysRead(text, "Etc/UTC")).toEqual(["2026-07-01"]);
  });

  test.each([
    ["nothing", ""],
    ["no parts", "BEGIN:VTIMEZONE\r\nTZID:Home\r\nEND:VTIMEZONE"],
    ["a rule that nobody can follow", ownZone("Home", "RRULE:FREQ=SECONDLY")],
    ["an offset that is none", ownZone("Home", rule).replace("-0700", "seven")],
  ])("an event in a zone of which the file says %s is left out, with its line", (_name, zone) => {
    const lines = [...(zone === "" ? [] : [zone]), eventOf("DTSTART;TZID=Home:20260301T100000")];
    const text = calendarOf(...lines);
    const line = text.split("\r\n").findIndex((one) => one.startsWith("DTSTART;TZID")) + 1;
    const read = readText(text);
    expect(read).toMatchObject({
      ok: true,
      value: { events: [], leftOut: [{ line, component: "VEVENT", reason: "unknown-zone" }] },
    });
  });

  test("an event by the clock over a change of the clocks ends at its own midnight", () => {
    const zone = "TZID=Europe/Berlin";
    expect(daysOf(`DTSTART;${zone}:20260328T000000`, `DTEND;${zone}:20260330T000000`)).toEqual([
      "2026-03-28 – 2026-03-29",
    ]);
    expect(daysOf(`DTSTART;${zone}:20261024T000000`, `DTEND;${zone}:20261026T000000`)).toEqual([
      "2026-10-24 – 2026-10-25",
    ]);
  });

  test("a flight ends in another zone", () => {
    const flight = [
      "DTSTART;TZID=Asia/Tokyo:20260301T010000",
      "DTEND;TZID=America/Los_Angeles:20260228T180000",
    ];
    expect(daysIn("America/Los_Angeles", ...flight)).toEqual(["2026-02-28"]);
    expect(daysIn("Asia/Tokyo", ...flight)).toEqual(["2026-03-01"]);
  });

  test("Apia had no 30 December 2011", () => {
    const dateOf = zoneReader("Pacific/Apia");
    const bytes = new TextEncoder().encode(
      calendarOf(eventOf("DTSTART:20111230T093000Z", "DTEND:20111230T103000Z")),
    );
    if (!dateOf) throw new Error("Pacific/Apia is a zone");
    const read = readCalendar(bytes, {
      from: calendarDate("2011-12-01"),
      to: calendarDate("2012-01-31"),
      dateOf,
    });
    expect(read).toMatchObject({ value: { events: [{ first: "2011-12-29", last: "2011-12-31" }] } });
  });
});

describe("repeats", () => {
  test("are unfolded over the days asked for, each with its length", () => {
    expect(daysOf("DTSTART;VALUE=DATE:20240105", "DTEND;VALUE=DATE:20240107", "RRULE:FREQ=YEARLY")).toEqual([
      "2026-01-05 – 2026-01-06",
      "2027-01-05 – 2027-01-06",
    ]);
  });

  test("lack what is left out, and have what is added", () => {
    const days = daysOf(
      "DTSTART:20260105T100000",
      "RRULE:FREQ=DAILY;COUNT=4",
      "EXDATE:20260106T100000",
      "EXDATE;VALUE=DATE:20260107",
      "RDATE:20260201T100000,20260202T090000",
    );
    expect(days).toEqual(["2026-01-05", "2026-01-08", "2026-02-01", "2026-02-02"]);
  });

  test("left out by an instant, or by a time without a zone", () => {
    const start = "DTSTART;TZID=America/New_York:20260105T200000";
    expect(
      daysOf(start, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260107T010000Z", "EXDATE:20260107T200000"),
    ).toEqual(["2026-01-06"]);
  });

  test.each([
    ["UNTIL=20260107", 3],
    ["UNTIL=20260107T010000Z", 2],
    ["UNTIL=20260107T005959Z", 1],
    ["UNTIL=20260106T200000", 2],
  ])("end with %s", (until, count) => {
    const days = daysOf("DTSTART;TZID=America/New_York:20260105T200000", `RRULE:FREQ=DAILY;${until}`);
    expect(days).toHaveLength(count);
  });

  test("moved, cancelled and changed ones stand for their own", () => {
    const weekly = eventOf("DTSTART;TZID=Europe/Berlin:20260105T100000", "RRULE:FREQ=WEEKLY;COUNT=4");
    const moved = eventOf("RECURRENCE-ID:20260112T090000Z", "DTSTART;TZID=Europe/Berlin:20260114T100000");
    const cancelled = eventOf(
      "RECURRENCE-ID;TZID=Europe/Berlin:20260119T100000",
      "DTSTART;TZID=Europe/Berlin:20260119T100000",
      "STATUS:CANCELLED",
    );
    const other = eventOf("RECURRENCE-ID;VALUE=DATE:20260126", "DTSTART:20260131T100000").replace(
      "UID:one",
      "UID:two",
    );
    expect(daysRead(calendarOf(moved, weekly, cancelled, other))).toEqual([
      "2026-01-05",
      "2026-01-14",
      "2026-01-26",
      "2026-01-31",
    ]);
  });

  test("of two versions of one event the later counts", () => {
    const version = (number: number, day: string) =>
      eventOf(`SEQUENCE:${number}`, `DTSTART;VALUE=DATE:${day}`);
    expect(daysRead(calendarOf(version(2, "20260301"), version(1, "20260401")))).toEqual(["2026-03-01"]);
    expect(daysRead(calendarOf(version(1, "20260301"), version(1, "20260401")))).toEqual(["2026-04-01"]);
    const nameless = version(1, "20260301").replace("UID:one@example.org\r\n", "");
    expect(daysRead(calendarOf(nameless, nameless))).toHaveLength(2);
  });

  test("at another hour than the start's are on that hour's day", () => {
    const start = "DTSTART;TZID=America/New_York:20260105T100000";
    expect(daysOf(start, "RRULE:FREQ=DAILY;COUNT=2;BYHOUR=22")).toEqual(["2026-01-05", "2026-01-07"]);
  });
});

describe("text", () => {
  const titleOf = (summary: string): string | undefined => {
    const text = calendarOf(`BEGIN:VEVENT\r\nDTSTART:20260301\r\nSUMMARY${summary}\r\nEND:VEVENT`);
    const read = readText(text);
    return read.ok ? read.value.events[0]?.title : read.error.kind;
  };

  test.each([
    [":Tea\\, and\\nbuns\\; or \\\\", "Tea, and buns; or \\"],
    [';LANGUAGE=en;ALTREP="cid:a;b:c":Tea: hot', "Tea: hot"],
    [":Tea\r\n  and\r\n\t buns", "Tea and buns"],
    [":Te\u0007a\u001b[31m", "Te a [31m"],
    [":Tea\u202egnp.exe", "Teagnp.exe"],
    [":=1+1", "=1+1"],
    [":<b>Tea</b>", "<b>Tea</b>"],
    [":", ""],
    [`:${"a".repeat(100_000)}`, `${"a".repeat(199)}…`],
    [`:${"🫖".repeat(300)}`, `${"🫖".repeat(199)}…`],
  ])("SUMMARY%s is a title", (summary, title) => {
    expect(titleOf(summary)).toBe(title);
  });

  test("the calendar's own name is told", () => {
    expect(readText(calendarOf("X-WR-CALNAME:Work", eventOf("DTSTART:20260301")))).toMatchObject({
      value: { name: "Work", until: "2027-12-31" },
    });
    expect(readText(calendarOf("NAME:", eventOf("DTSTART:20260301")))).toMatchObject({
      value: { name: null },
    });
  });

  test.each([
    ["UTF-8 with its mark", (text: string) => new TextEncoder().encode(`\ufeff${text}`)],
    ["UTF-16", (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"))],
    ["Latin-1", (text: string) => new Uint8Array(Buffer.from(text, "latin1"))],
  ])("a file in %s is read", (_name, encode) => {
    const text = calendarOf(eventOf("DTSTART:20260301").replace("Tea", "Grün"));
    expect(readText(encode(text))).toMatchObject({ value: { events: [{ title: "Grün" }] } });
  });

  test.each(["\n", "\r"])("lines may end in %j alone", (end) => {
    expect(daysRead(calendarOf(eventOf("DTSTART:20260301")).replaceAll("\r\n", end))).toEqual(["2026-03-01"]);
  });
});

test("several calendars in one file are one", () => {
  const one = calendarOf(eventOf("DTSTART:20260301"));
  expect(daysRead(`${calendarOf(eventOf("DTSTART:20260303"))}\r\n${one}`)).toEqual([
    "2026-03-01",
    "2026-03-03",
  ]);
});

test("busy days are ranges that neither touch nor overlap", () => {
  const read = readText(
    calendarOf(
      ...["20260301", "20260302", "20260305", "20260304T100000", "20260310"].map((day, index) =>
        eventOf(`DTSTART:${day}`).replace("UID:one", `UID:${index}`),
      ),
    ),
  );
  if (!read.ok) throw new Error(read.error.kind);
  expect(busyRanges(read.value.events)).toEqual([
    { first: "2026-03-01", last: "2026-03-02" },
    { first: "2026-03-04", last: "2026-03-05" },
    { first: "2026-03-10", last: "2026-03-10" },
  ]);
});

test("a zone that is none has no reader, and a question of too many days is our mistake", () => {
  expect(zoneReader("Europe/Atlantis")).toBeNull();
  expect(zoneReader("x".repeat(10_000))).toBeNull();
  const dateOf = zoneReader("Europe/Berlin");
  if (!dateOf) throw new Error("Europe/Berlin is a zone");
  const [from, to] = [calendarDate("2026-01-01"), calendarDate("2025-12-31")];
  expect(() => readCalendar(new Uint8Array(), { from, to, dateOf })).toThrow(RangeError);
});
