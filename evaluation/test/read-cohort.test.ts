import fc from "fast-check";
import { expect, test } from "vitest";
import { readCohort } from "../read-cohort.ts";

const header = "person,cycle,length,ovulation_day,period_length,age";
const two = "a,1,28,,,\nb,1,29,,,";
const errorOf = (text: string): string => {
  const cohort = readCohort(text);
  return cohort.ok ? "no error" : cohort.error;
};

test("reads people in the order they come, mixed or not, with what is blank left out", () => {
  const text = `﻿Person,Cycle,length,ovulation_day,period_length,age,note\na,1,28,15,5,31.5,x\nb,4,NA,,,,\na,2,30,,na,,\nb,5,27,,,,\n\n`;
  expect(readCohort(text)).toEqual({
    ok: true,
    value: {
      people: [
        { id: "a", cycles: [{ length: 28, ovulationDay: 15, periodLength: 5, age: 31.5 }, { length: 30 }] },
        { id: "b", cycles: [{ length: 27 }] },
      ],
      leftOut: 1,
    },
  });
});

test("fewer days than a cycle can have are left out and counted", () => {
  expect(readCohort(`${header}\n${two}\nb,2,6,,,`)).toMatchObject({ ok: true, value: { leftOut: 1 } });
});

test.each([
  ["", 'The first line has no column "person".'],
  ["person,cycle\na,1", 'The first line has no column "length".'],
  [`${header}\n`, "It has no row with the length of a cycle."],
  [
    `${header}\na,1,28,,,`,
    "It has one person only; models learn from one half of the people and forecast the other.",
  ],
  [`${header}\n${two}\na,2,-3,,,`, 'Line 4, column "length": expected a whole number from 1 to 10000.'],
  [`${header}\n${two}\na,2,long,,,`, 'Line 4, column "length": expected a whole number from 1 to 10000.'],
  [`${header}\n${two}\na,2,28.5,,,`, 'Line 4, column "length": expected a whole number from 1 to 10000.'],
  [`${header}\n${two}\na,2,Infinity,,,`, 'Line 4, column "length": expected a whole number from 1 to 10000.'],
  [
    `${header}\n${two}\na,2,28,0,,`,
    'Line 4, column "ovulation_day": expected a whole number from 1 to 10000.',
  ],
  [`${header}\n${two}\na,2,28,,,200`, 'Line 4, column "age": expected a number from 5 to 120.'],
  [`${header}\n${two}\n,2,28,,,`, 'Line 4, column "person": it is blank.'],
  [`${header}\n${two}\na,,28,,,`, 'Line 4, column "cycle": it is blank.'],
  [`${header}\n${two}\na,1,28,,,`, 'Line 4, column "cycle": rows of one person must be oldest first.'],
  [`${header}\n${two}\na,2,28`, "Line 4 has 3 cells where the first line has 6."],
])("%j is refused with one sentence that says where", (text, sentence) => {
  expect(errorOf(text)).toBe(sentence);
});

test("a million cycles of one person are refused at once, in words", () => {
  const rows = Array.from({ length: 1_000_000 }, (_, cycle) => `a,${cycle},28`).join("\n");
  expect(errorOf(`person,cycle,length\n${rows}`)).toMatch(/^It has more than 20000 rows/);
  const fewer = Array.from({ length: 1_001 }, (_, cycle) => `a,${cycle},28`).join("\n");
  expect(errorOf(`person,cycle,length\n${fewer}`)).toMatch(
    /^Line 1002: one person has more than 1000 cycles/,
  );
});

test("law: any bytes give people with whole lengths, or one sentence; never anything of the file's content", () => {
  const cell = fc.oneof(
    fc.constantFrom("a", "b", "28", "-1", "", '"', "NA", "1e9"),
    fc.string({ maxLength: 4 }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (cells) => {
      const cohort = readCohort(`person,cycle,length\n${cells.map((row) => row.join(",")).join("\n")}`);
      if (cohort.ok) {
        for (const { cycles } of cohort.value.people) {
          expect(cycles.every(({ length }) => Number.isInteger(length) && length >= 10)).toBe(true);
        }
      } else expect(cohort.error).toMatch(/^[A-Z][^\n]*\.$/);
    }),
    { numRuns: 300, seed: 1 },
  );
});
