import fc from "fast-check";
import { expect, test } from "vitest";
import { readTable } from "../../src/exchange/csv-table.ts";
import { formatCsv, unguarded } from "../../src/exchange/csv-text.ts";
import { anyText } from "./invented-diaries.ts";
import { holds } from "./laws.ts";

const cells = (text: string): readonly (readonly string[])[] => readTable(text).rows.map((row) => row.cells);

test.each([
  ["comma", "a,b\n1,2\n"],
  ["semicolon", "a;b\r\n1;2\r\n"],
  ["tab", "a\tb\r1\t2"],
  ["a first line that names it", "sep=;\na;b\n1;2"],
  ["semicolon beside a comma in quotes", '"a";b\n1;2'],
])("cells are separated by %s", (_, text) => {
  expect(cells(text)).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("a separator in quotes does not decide", () => {
  expect(cells('"a,b,c";d\n1;2')).toEqual([
    ["a,b,c", "d"],
    ["1", "2"],
  ]);
});

test("a row is told by the line on which it begins, after line ends in quotes and blank lines too", () => {
  const text = 'a,b\r\n\r\n1,"x\r\ny\r\nz"\r\n , \r\n2,3\n4,"p\n"\n5,6';
  expect(readTable(text).rows.map(({ line, cells: [first] }) => [line, first])).toEqual([
    [1, "a"],
    [3, "1"],
    [7, "2"],
    [8, "4"],
    [10, "5"],
  ]);
});

test("a quote that is never closed is told by the line of its row", () => {
  expect(readTable('a,b\n1,2\n3,"x\ny\n').openQuote).toEqual({ kind: "truncated", line: 3 });
  expect(readTable('a,b\n1,2\n3,"x"y\n4').openQuote).toEqual({ kind: "malformed", line: 3 });
  expect(readTable('a,b\n1,"2"\n').openQuote).toBeNull();
});

test("text after a closing quote marks the row", () => {
  expect(readTable('a,b\n"x"y",2\n3,4').rows.map((row) => row.hasBadQuotes)).toEqual([false, true, false]);
});

test("cells come back as they were written", () => {
  const cell = fc.oneof(anyText, fc.constant("")).map((text) => text.replace(/[\0\r]/g, ""));
  const row = fc.tuple(cell, cell, fc.constant("end"));
  holds(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const header = ["one", "two", "three"];
      const text = formatCsv([header, ...rows]);
      expect(cells(text).map((list) => list.map(unguarded))).toEqual([header, ...rows]);
    }),
  );
});

test("no cell that is written begins like a formula", () => {
  holds(
    fc.property(
      fc.constantFrom(..."=+-@\t\r"),
      fc.constantFrom("", "'", "''"),
      anyText,
      (sign, quotes, rest) => {
        const [line = ""] = formatCsv([[`${quotes}${sign}${rest}`]]).split("\n");
        expect(line).toMatch(/^"?'/);
      },
    ),
  );
});
