import { describe, expect, test } from "vitest";
import {
  calendarDate,
  diaryFromValues,
  emptyDiary,
  entryFields,
  isEmptyEntry,
  parseDayEntry,
  parseLifeEvent,
  valuesFromDiary,
  withEntry,
  withEvent,
  withoutEvent,
} from "../src/index.ts";

describe("an entry", () => {
  test("may hold every field at once, and fields of a later version as they came", () => {
    const full = {
      bleeding: "light",
      bleedingExcluded: true,
      periodStart: false,
      pain: 10,
      mood: 1,
      energy: 5,
      symptoms: { headache: 3 },
      temperature: { celsius: 36.45, time: "06:30", excluded: true },
      mucus: "eggwhite",
      cervix: { opening: "open", firmness: "soft", position: "high" },
      lhTest: "positive",
      ovulation: "monitor",
      pregnancyTest: "unclear",
      sex: "other",
      desire: 2,
      medication: ["ibuprofen"],
      note: "x",
    };
    expect(Object.keys(full)).toEqual(entryFields);
    const value = { ...full, moon: "full" };
    expect(parseDayEntry(value)).toEqual({ ok: true, value });
  });

  test.each([
    [{ bleeding: "lots" }, "bleeding"],
    [{ pain: 11 }, "pain"],
    [{ pain: 2.5 }, "pain"],
    [{ mood: 0 }, "mood"],
    [{ symptoms: { headache: 4 } }, "symptoms.headache"],
    [{ symptoms: [2] }, "symptoms"],
    [{ temperature: { celsius: 43 } }, "temperature.celsius"],
    [{ temperature: { celsius: 36, time: "25:00" } }, "temperature.time"],
    [{ cervix: [] }, "cervix"],
    [{ note: "" }, "note"],
    [[], "entry"],
    ["light", "entry"],
    [null, "entry"],
  ])("%j is refused by the name of its field, without the value", (value, field) => {
    const parsed = parseDayEntry(value);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) {
      expect(parsed.error.field).toBe(field);
      expect(parsed.error.kind).toBe("not-an-entry");
    }
  });

  test("without a field is the same as none", () => {
    expect(isEmptyEntry({})).toBe(true);
    expect(withEntry(emptyDiary, calendarDate("2026-01-01"), {}).entryByDate.size).toBe(0);
  });
});

describe("a life event", () => {
  test.each([
    [{ kind: "pause", date: "2026-01-05", last: "2026-01-04" }, "last"],
    [{ kind: "pause", date: "2026-02-30", last: null }, "date"],
    [{ kind: "pattern", date: "2026-01-05", pattern: "other" }, "pattern"],
    [{ kind: "party", date: "2026-01-05" }, "kind"],
  ])("%j is refused by the name of its field", (value, field) => {
    const parsed = parseLifeEvent(value);
    expect(parsed.ok ? null : parsed.error.field).toBe(field);
  });

  test("of one kind on one day replaces the one before, and can be taken back", () => {
    const event = (answer: string) => {
      const parsed = parseLifeEvent({ kind: "unlogged", date: "2026-01-05", answer });
      if (!parsed.ok) throw new Error(parsed.error.field);
      return parsed.value;
    };
    const diary = withEvent(withEvent(emptyDiary, event("missed")), event("unsure"));
    expect(diary.events).toEqual([event("unsure")]);
    expect(withoutEvent(diary, event("unsure")).events).toEqual([]);
  });
});

describe("a store's values", () => {
  test("make the diary they were made from", () => {
    const pause = parseLifeEvent({ kind: "pause", date: "2026-01-05", last: null });
    if (!pause.ok) throw new Error(pause.error.field);
    const diary = {
      ...withEvent(withEntry(emptyDiary, calendarDate("2026-01-01"), { bleeding: "light" }), pause.value),
      birthYear: 1990,
    };
    expect(diaryFromValues(valuesFromDiary(diary))).toEqual({ diary, unreadableKeys: [] });
  });

  test("that this version cannot read are named, and the rest is read", () => {
    const values = new Map<string, unknown>([
      ["day/2026-01-01", { bleeding: "light" }],
      ["day/2026-01-02", { bleeding: "torrential" }],
      ["day/yesterday", {}],
      ["event/2026-01-05/party", { kind: "party", date: "2026-01-05" }],
      ["birth-year", "1990"],
      ["colour", "blue"],
    ]);
    const { diary, unreadableKeys } = diaryFromValues(values);
    expect([...diary.entryByDate.keys()]).toEqual(["2026-01-01"]);
    expect([...unreadableKeys].sort()).toEqual([
      "birth-year",
      "colour",
      "day/2026-01-02",
      "day/yesterday",
      "event/2026-01-05/party",
    ]);
  });
});

test.each([
  [{ pain: 11 }, "0 – 10"],
  [{ temperature: { celsius: 50 } }, "34 – 42 °C"],
  [{ temperature: { celsius: 36, time: "noon" } }, "HH:MM"],
  [{ medication: [""] }, "1 – 100 characters"],
  [{ cervix: 3 }, "named values"],
])("%j is refused with what was expected, in words for people", (value, expected) => {
  const parsed = parseDayEntry(value);
  expect(parsed.ok ? null : parsed.error.expected).toBe(expected);
});

test("an event's date is refused with what was expected", () => {
  const parsed = parseLifeEvent({ kind: "pause", date: "soon", last: null });
  expect(parsed.ok ? null : parsed.error.expected).toBe("a day as YYYY-MM-DD");
});
