import fc from "fast-check";
import { expect, test } from "vitest";
import { dateReadingFrom } from "../../src/exchange/written-date.ts";
import { inventedDate } from "./invented-diaries.ts";
import { holds } from "./laws.ts";

const read = (...texts: string[]): unknown => {
  const reading = dateReadingFrom(texts);
  return reading.kind === "ambiguous" ? reading.kind : texts.map(reading.read);
};

test("each form that has one reading is read", () => {
  expect(
    read("2026-03-02", "2026/3/2", "2.3.2026", "02. 03. 2026", " 2026-03-02 ", "2026-03-02T00:00:00.000"),
  ).toEqual(Array(6).fill("2026-03-02"));
});

test("an instant, a year of two digits and a day that does not exist are no dates", () => {
  expect(
    read("2026-03-01T23:00:00Z", "2026-03-02T00:00+01:00", "2.3.26", "2026-02-29", "2026-13-01", ""),
  ).toEqual(Array(6).fill(null));
});

test("one date with a day above 12 tells the order of all", () => {
  expect(read("13/02/2026", "03/04/2026")).toEqual(["2026-02-13", "2026-04-03"]);
  expect(read("03/04/2026", "02/13/2026")).toEqual(["2026-03-04", "2026-02-13"]);
});

test("dates that both orders fit are ambiguous, unless both give the same days", () => {
  expect(read("01/02/2026", "03/04/2026")).toBe("ambiguous");
  expect(read("05/05/2026")).toEqual(["2026-05-05"]);
});

test("dates that no one order fits are ambiguous", () => {
  expect(read("13/02/2026", "02/13/2026")).toBe("ambiguous");
});

test("a slip that is a day in neither order is no sign of either", () => {
  expect(read("31/31/2026", "13/02/2026")).toEqual([null, "2026-02-13"]);
});

test("a file that writes days before months is never read the other way round", () => {
  holds(
    fc.property(fc.array(inventedDate, { minLength: 1, maxLength: 20 }), (dates) => {
      const slashed = dates.map((date) => date.split("-").reverse().join("/"));
      const result = read(...slashed);
      expect([dates, "ambiguous"]).toContainEqual(result);
      if (dates.some((date) => Number(date.slice(8)) > 12)) expect(result).toEqual(dates);
    }),
  );
});
