import { addDays, calendarDate } from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import {
  calendarPrefix,
  calendarsIn,
  calendarToKeep,
  eventsAhead,
  mostKeptEvents,
  storedFrom,
  takenDays,
} from "../../src/calendars/stored-calendar.ts";
import { isDiaryName, settingPrefix } from "../../src/vault/stored-names.ts";

const today = calendarDate("2027-03-04");
const until = addDays(today, 700);
const event = (first: number, last: number, title: string, isFree = false) => ({
  first: addDays(today, first),
  last: addDays(today, last),
  title,
  isAllDay: true,
  isFree,
});
const from = { id: "a", fileName: "work.ics", today, withFree: false };
const kept = (...events: ReturnType<typeof event>[]) => calendarToKeep({ name: "Work", events, until }, from);

describe("what is kept of a calendar file", () => {
  test("lies under a name that never goes into a vault", () => {
    expect(isDiaryName(`${settingPrefix}${calendarPrefix}a`)).toBe(false);
  });

  test("is its busy days and titles; what is marked as free only where that is wanted", () => {
    const file = { name: null, events: [event(1, 2, "Fair"), event(5, 5, "Birthday", true)], until };
    const busy = calendarToKeep(file, from);
    expect(busy).toEqual({
      id: "a",
      name: "work",
      events: [{ first: addDays(today, 1), last: addDays(today, 2), title: "Fair" }],
      until,
      read: today,
    });
    expect(calendarToKeep(file, { ...from, withFree: true }).events).toHaveLength(2);
  });

  test("is cut where it is long: titles by whole characters, entries by their number", () => {
    const { events } = kept(
      ...Array.from({ length: mostKeptEvents + 1 }, (_, at) => event(at % 600, at % 600, "🗓".repeat(90))),
    );
    expect(events).toHaveLength(mostKeptEvents);
    expect(events[0]!.title).toBe("🗓".repeat(60));
  });

  test("comes back as it was, and what this version cannot read is left out", () => {
    const work = kept(event(1, 2, "Fair\n  in town"));
    expect(work.events[0]!.title).toBe("Fair in town");
    const settings = new Map<string, unknown>([
      [`${calendarPrefix}a`, JSON.parse(JSON.stringify(storedFrom(work)))],
      [`${calendarPrefix}b`, { v: 2, name: "Later" }],
      [
        `${calendarPrefix}c`,
        { v: 1, name: "Odd", until, read: today, events: [["2027-02-30", today, "x"], 7] },
      ],
      ["lock", {}],
    ]);
    const read = calendarsIn(settings);
    expect(read.map(({ name }) => name)).toEqual(["Odd", "Work"]);
    expect(read[0]!.events).toEqual([]);
    expect(read[1]).toEqual(work);
  });
});

describe("days that are taken", () => {
  test("are joined where they touch or overlap, over all files, within the dates asked for", () => {
    const one = kept(event(1, 3, "a"), event(10, 12, "b"));
    const other = kept(event(4, 4, "c"), event(2, 2, "d"), event(-9, -5, "past"), event(90, 91, "far"));
    expect(takenDays([one, other], today, addDays(today, 30))).toEqual([
      { first: addDays(today, 1), last: addDays(today, 4) },
      { first: addDays(today, 10), last: addDays(today, 12) },
    ]);
  });

  test("are offered as events by their titles, soonest first, each title once", () => {
    const calendar = kept(
      event(20, 20, "Wedding"),
      event(7, 7, "Course"),
      event(14, 14, "Course"),
      event(3, 3, ""),
    );
    expect(eventsAhead([calendar], today, 183, 8).map(({ title }) => title)).toEqual(["Course", "Wedding"]);
    expect(eventsAhead([calendar], today, 10, 8)).toHaveLength(1);
  });
});
