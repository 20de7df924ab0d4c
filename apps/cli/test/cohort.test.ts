import { createForecaster, quantile, seededRandom, simulateGaps, simulatePerson } from "@tidetable/forecast";
import { describe, expect, test } from "vitest";
import { parseCohort } from "../src/cohort-file.ts";
import { createCohortAnswerer, forecastCohort } from "../src/commands/cohort.ts";
import { memoryWorld } from "./memory-world.ts";

const header = "person,cycle,length,ovulation_day,period_length,age";

/** A made-up cohort: five people of 3 to 11 cycles, some cells blank. */
function cohort(seed: number): string[] {
  const random = seededRandom(seed);
  const rows = [header];
  for (let person = 1; person <= 5; person++) {
    const gaps = simulateGaps(random, simulatePerson(random), 1 + 2 * person);
    for (const [i, length] of gaps.entries()) {
      const ovulation = random() < 0.7 ? length - 13 : "";
      const age = person === 3 ? "" : 25 + person;
      rows.push(`p${person},${i + 1},${length},${ovulation},${i % 4 === 3 ? "" : 5},${age}`);
    }
  }
  return rows;
}

async function answers(rows: readonly string[]) {
  const world = memoryWorld({ textByPath: { "c.csv": `${rows.join("\n")}\n` } });
  expect(await forecastCohort({ path: "c.csv" }, world)).toBe(0);
  return world
    .out()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function refusal(text: string): Promise<string> {
  const world = memoryWorld({ textByPath: { "c.csv": text } });
  expect(await forecastCohort({ path: "c.csv" }, world)).toBe(1);
  expect(world.out()).toBe("");
  return world.err().trim();
}

describe("a cohort", () => {
  test("is answered row by row, in the file's order, each answer summing to 1", async () => {
    const rows = cohort(1);
    const told = await answers(rows);
    expect(told.map(({ person, cycle }) => `${person},${cycle}`)).toEqual(
      rows.slice(1).map((row) => row.split(",").slice(0, 2).join(",")),
    );
    for (const answer of told) {
      for (const { length, beyond } of [answer, ...(answer.afterOvulation ? [answer.afterOvulation] : [])]) {
        const sum = Object.values<number>(length).reduce((total, p) => total + p, beyond);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      }
    }
  });

  test("has an answer after ovulation exactly where the row has its day", async () => {
    const rows = cohort(2);
    const told = await answers(rows);
    expect(told.map((answer) => "afterOvulation" in answer)).toEqual(
      rows.slice(1).map((row) => row.split(",")[3] !== ""),
    );
  });

  test("is answered from earlier rows only: changing a row and all that follow changes no answer before it", async () => {
    const rows = cohort(3);
    const told = await answers(rows);
    const changed = rows.map((row, i) => {
      if (i < 20) return row;
      const [person, cycle, , , , age] = row.split(",");
      return `${person},${cycle},${41 + (i % 5)},30,9,${age}`;
    });
    expect((await answers(changed)).slice(0, 19)).toEqual(told.slice(0, 19));
    const own = await answers(changed);
    expect(own[19].length).toEqual(told[19].length);
    expect(own.slice(20)).not.toEqual(told.slice(20));
  });

  test("keeps each person to herself: mixed people get the answers they get one after another", async () => {
    const rows = cohort(4);
    const mixed = [
      header,
      ...rows.slice(1).sort((a, b) => Number(a.split(",")[1]) - Number(b.split(",")[1])),
    ];
    const key = ({ person, cycle }: { person: string; cycle: number }): string => `${person} ${cycle}`;
    const byKey = new Map((await answers(mixed)).map((answer) => [key(answer), answer]));
    for (const answer of await answers(rows)) expect(byKey.get(key(answer))).toEqual(answer);
  });

  test("counts what was known, and learns nothing from a length of less than a cycle", async () => {
    const told = await answers([header, "a,1,28,,,", "a,2,,,,", "a,3,6,,,", "a,4,30,,,", "a,5,29,,,"]);
    expect(told.map(({ known }) => known)).toEqual([0, 1, 1, 1, 2]);
    expect(told[2].length).toEqual(told[3].length);
  });

  test("with thousands of cycles of one person ends in a right answer", () => {
    const answer = createCohortAnswerer(createForecaster());
    let last = answer({ line: 2, person: "a", cycle: 0, length: 28 });
    for (let cycle = 1; cycle < 3000; cycle++) {
      last = answer({ line: cycle + 2, person: "a", cycle, length: 27 + (cycle % 3) });
    }
    const chance = Float64Array.from({ length: 60 }, (_, day) => last.length[day] ?? 0);
    expect(quantile(chance, 0.5)).toBe(28);
  });
});

describe("a file that is no cohort is refused in one sentence, with its line and what was expected", () => {
  test.each([
    ["", "c.csv: expected a header and at least one row."],
    [`${header}\n`, "c.csv: expected a header and at least one row."],
    ["person,cycle\na,1\n", "c.csv, line 1: expected a column named length."],
    [`${header}\na,1,28,,,\na,1,28\n`, "c.csv, line 3: expected 6 cells, found 3."],
    [
      `${header}\na,2,28,,,\na,1,28,,,\n`,
      "c.csv, line 3: expected this person's cycles oldest first, each once.",
    ],
    [
      `${header}\na,1,28,,,\na,2,-3,,,\n`,
      "c.csv, line 3, length: expected whole days from 1 to 10000, or nothing.",
    ],
    [`${header}\na,1,28.5,,,\n`, "c.csv, line 2, length: expected whole days from 1 to 10000, or nothing."],
    [`${header}\na,1,long,,,\n`, "c.csv, line 2, length: expected whole days from 1 to 10000, or nothing."],
    [`${header}\na,one,28,,,\n`, "c.csv, line 2, cycle: expected a whole number from 0 to 1000000."],
    [`${header}\n,1,28,,,\n`, "c.csv, line 2, person: expected a name."],
    [`${header}\na,1,28,,,200\n`, "c.csv, line 2, age: expected years from 5 to 120, or nothing."],
  ])("%j", async (text, sentence) => {
    expect(await refusal(text)).toBe(sentence);
  });

  test("a file that is not there, too", async () => {
    const world = memoryWorld();
    expect(await forecastCohort({ path: "c.csv" }, world)).toBe(1);
    expect(world.err()).toBe("There is no file c.csv.\n");
  });
});

test("quotes, NA and a byte order mark of other programs are understood", () => {
  const parsed = parseCohort('\ufeff"person","cycle","length","age"\r\n"a,b",1,28,NA\r\n');
  expect(parsed).toEqual({ ok: true, value: [{ line: 2, person: "a,b", cycle: 1, length: 28 }] });
});
