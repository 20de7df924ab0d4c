import { expect, test } from "vitest";
import { calendarDate } from "../../src/calendar-date.ts";
import { formatNames, importDiary } from "../../src/exchange/index.ts";
import { daysOf, latest, readText, reasonOf } from "./import-text.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(2 * index, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ["nothing", ""],
  ["blanks", " \r\n\t\n"],
  ["a byte order mark alone", "\uFEFF"],
])("a file with %s is empty", (_, text) => {
  expect(reasonOf(text)).toEqual({ kind: "empty" });
});

test("a file that is not text is told as such", () => {
  for (const file of [bytes(0x50, 0x4b, 3, 4, 20, 0), bytes(0x1f, 0x8b, 8, 0xff), bytes(0xff, 1, 2)]) {
    expect(importDiary(file, { latest })).toEqual({ ok: false, error: { kind: "binary" } });
  }
});

test.each([
  ["prose", 'Dear diary, "today" was long.\nYours'],
  ["an unclosed quote in prose", '"Dear diary,\ntoday'],
  ["a calendar", "BEGIN:VCALENDAR\r\nDTSTART:20260302\r\nEND:VCALENDAR"],
  ["another program's JSON", '{"entries":[{"date":"2026-03-02","amount":3}]}'],
  ["a list", "[1,2]"],
  ["a table without days", "name,flow\nriver,light\n"],
  ["days without anything we know", "date,steps\n2026-03-02,5000\n2026-03-03,6000\n"],
])("%s is of an unknown format", (_, text) => {
  expect(reasonOf(text)).toEqual({ kind: "unknown-format" });
});

test("a broken file is told with its line", () => {
  expect(reasonOf('{"schema":"tidetable.diary/1",\n"days":{"2026-03-')).toEqual({
    kind: "truncated",
    where: { line: 2 },
  });
  expect(reasonOf('{"schema":"tidetable.diary/1",\n"days":}')).toEqual({
    kind: "malformed",
    where: { line: 2 },
  });
  expect(reasonOf('date,flow,note\n2026-03-02,light,"so it\ngoes')).toEqual({
    kind: "truncated",
    where: { line: 2 },
  });
  expect(reasonOf('date,flow,note\n2026-03-02,light,"so" it\ngoes')).toEqual({
    kind: "malformed",
    where: { line: 2 },
  });
});

test("a format that is asked for is the only one tried", () => {
  const text = "date,flow\n2026-03-02,light\n";
  expect(readText(text, "days-csv").format).toBe("days-csv");
  for (const format of formatNames.filter((name) => name !== "days-csv")) {
    expect(reasonOf(text, format)).toEqual({ kind: "not-this-format", format });
  }
});

test("no day after the latest is taken, the latest is", () => {
  const imported = importDiary(utf8("start\n2026-03-02\n2026-03-03\n"), {
    latest: calendarDate("2026-03-02"),
  });
  expect(imported).toMatchObject({
    ok: true,
    value: { skipped: [{ kind: "future-date", where: { line: 3 } }] },
  });
  expect(imported.ok && [...imported.value.diary.entryByDate.keys()]).toEqual(["2026-03-02"]);
});

test("a day before 1901 is not taken, because nothing can be looked up before it", () => {
  expect(readText("start\n1900-12-31\n1901-01-01\n").skipped).toEqual([
    { kind: "impossible-date", where: { line: 2 } },
  ]);
});

test("UTF-16, as spreadsheets save it, is read", () => {
  for (const littleEndian of [true, false]) {
    const imported = importDiary(utf16("\uFEFFdate\tflow\tnote\n2026-03-02\tlight\tgrün\n", littleEndian), {
      latest,
    });
    expect(imported.ok && daysOf(imported.value)).toEqual({
      "2026-03-02": { bleeding: "light", note: "grün" },
    });
  }
});

test("what is not UTF-8 is read as Windows-1252, and told with its line", () => {
  const file = bytes(...utf8("date,flow,note\n2026-03-02,light,gr"), 0xfc, ...utf8("n\n"));
  const imported = importDiary(file, { latest });
  expect(imported.ok && daysOf(imported.value)).toEqual({
    "2026-03-02": { bleeding: "light", note: "grün" },
  });
  expect(imported).toMatchObject({ value: { odd: [{ kind: "not-utf8", where: { line: 2 } }] } });
});

test("days come oldest first, whatever the order of the file", () => {
  const read = readText("date,flow\n2026-03-04,light\n2026-03-02,light\n2026-03-03,light\n");
  expect([...read.diary.entryByDate.keys()]).toEqual(["2026-03-02", "2026-03-03", "2026-03-04"]);
});

test("a file of 16 MiB is read, and one byte more is too large", () => {
  const file = (size: number): Uint8Array => utf8("start\n2026-03-02\n".padEnd(size, "\n"));
  const limit = 16 * 1024 * 1024;
  expect(importDiary(file(limit), { latest })).toMatchObject({ error: { unit: "lines" } });
  expect(importDiary(file(limit + 1), { latest })).toEqual({
    ok: false,
    error: { kind: "too-large", limit: 16, unit: "mebibytes" },
  });
});
