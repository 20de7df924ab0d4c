import {
  createForecaster,
  type Observation,
  quantile,
  seededRandom,
  simulateGaps,
  simulatePerson,
} from "@tidetable/forecast";
import { describe, expect, test } from "vitest";
import { forecastCohort } from "../src/commands/cohort.ts";
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

  test("with thousands of cycles of one person ends in a right answer", async () => {
    const rows = Array.from({ length: 3000 }, (_, cycle) => `a,${cycle},${27 + (cycle % 3)},,,`);
    const last = (await answers([header, ...rows])).at(-1);
    const chance = Float64Array.from({ length: 60 }, (_, day) => last.length[day] ?? 0);
    expect(last.known).toBe(2999);
    expect(quantile(chance, 0.5)).toBe(28);
  });

  test("is answered as the forecaster answers, to a total variation of 1e-6", async () => {
    const forecaster = createForecaster();
    const rows = cohort(6);
    const told = await answers(rows);
    const earlierOf = new Map<string, Observation[]>();
    for (const [i, row] of rows.slice(1).entries()) {
      const [person = "", , length, ovulation, period, age] = row.split(",");
      const earlier = earlierOf.get(person) ?? [];
      earlierOf.set(person, earlier);
      const now = age === "" ? undefined : Number(age);
      const belief = forecaster.atAge(forecaster.learn({}, earlier), now);
      expect(distance(told[i], forecaster.cycleLength(belief))).toBeLessThan(1e-6);
      const signs = ovulation === "" ? [] : [{ kind: "monitor", day: Number(ovulation) } as const];
      if (signs.length > 0) {
        expect(distance(told[i].afterOvulation, forecaster.cycleLengthAfter(belief, signs))).toBeLessThan(
          1e-6,
        );
      }
      // A period teaches nothing about the length of a cycle that has not begun.
      if (period !== "") earlier.push({ kind: "period", days: Number(period) });
      earlier.push({
        kind: "cycle",
        length: Number(length),
        signs,
        ...(now === undefined ? {} : { age: now }),
      });
    }
  });

  test("whose ovulation is later than any cycle can end has nothing left but what lies beyond", async () => {
    const [first] = await answers([header, "a,1,28,9000,,"]);
    expect(first.afterOvulation).toEqual({ length: {}, beyond: 1 });
  });

  test("has no line that is not JSON, whatever people are called", async () => {
    const names = [
      '"say ""hi"""',
      "back\\slash",
      "Zoë",
      "山田",
      '"two\nlines"',
      "tab\there",
      "\u0001",
      '"a,b"',
    ];
    const told = await answers([header, ...names.map((name) => `${name},1,28,,,`)]);
    expect(told.map(({ person }) => person)).toEqual([
      'say "hi"',
      "back\\slash",
      "Zoë",
      "山田",
      "two\nlines",
      "tab\there",
      "\u0001",
      "a,b",
    ]);
  });
});

/** Total variation between an answer and a distribution. */
function distance(answer: { length: Record<string, number>; beyond: number }, chance: Float64Array): number {
  const beyond = 1 - chance.reduce((sum, p) => sum + p, 0);
  const differences = Array.from(chance, (p, day) => Math.abs(p - (answer.length[day] ?? 0)));
  return differences.reduce((sum, difference) => sum + difference, Math.abs(answer.beyond - beyond)) / 2;
}

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
    [`${header}\na,1,NaN,,,\n`, "c.csv, line 2, length: expected whole days from 1 to 10000, or nothing."],
    [`${header}\na,1,28,,,Infinity\n`, "c.csv, line 2, age: expected years from 5 to 120, or nothing."],
    [
      `${header}\na,1,99999999999,,,\n`,
      "c.csv, line 2, length: expected whole days from 1 to 10000, or nothing.",
    ],
    [`${header}\na,,28,,,\n`, "c.csv, line 2, cycle: expected a whole number from 0 to 1000000."],
    [
      `${header}\na,1,28,,,\n\nb,1,28,,x,\n`,
      "c.csv, line 4, period_length: expected whole days from 1 to 1000, or nothing.",
    ],
    [
      `${header}\na,1,28,,,\nb,1,28,,,\na,1,28,,,\n`,
      "c.csv, line 4: expected this person's cycles oldest first, each once.",
    ],
    [
      `${header}\n"a\nb",1,28,,,\na,1,x,,,\n`,
      "c.csv, line 4, length: expected whole days from 1 to 10000, or nothing.",
    ],
  ])("%j", async (text, sentence) => {
    expect(await refusal(text)).toBe(sentence);
  });

  test("a quote that is never closed", async () => {
    expect(await refusal(`${header}\na,1,28,,,\n"${"x".repeat(70_000)}`)).toBe(
      "c.csv, line 3: expected a row of at most 16 kB. Is a quote left open?",
    );
  });

  test("a file that is not there, too", async () => {
    const world = memoryWorld();
    expect(await forecastCohort({ path: "c.csv" }, world)).toBe(1);
    expect(world.err()).toBe("There is no file c.csv.\n");
  });
});

describe("other programs' ways to write a table are understood:", () => {
  const asFile = async (text: string) => {
    const world = memoryWorld({ textByPath: { "c.csv": text } });
    expect([await forecastCohort({ path: "c.csv" }, world), world.err()]).toEqual([0, ""]);
    return world
      .out()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  const plain = "person,cycle,length,ovulation_day,age\na,1,28,15,31\na,2,30,,31\n";

  test.each([
    [
      "quotes around everything",
      '"person","cycle","length","ovulation_day","age"\n"a","1","28","15","31"\n"a","2","30","","31"\n',
    ],
    ["a byte order mark", `\ufeff${plain}`],
    ["line ends of Windows", plain.replaceAll("\n", "\r\n")],
    ["line ends of old Macs", plain.replaceAll("\n", "\r")],
    ["no line end at the end", plain.slice(0, -1)],
    ["blank lines and rows", plain.replaceAll("\n", "\n\n,,,,\n  \n").replace(/^\n+/, "")],
    ["NA for what is unknown", plain.replace("30,,31", "30,NA,31")],
    ["blanks around cells", plain.replaceAll(",", " ,\t")],
    [
      "names in capitals, in another order, and other columns",
      "Note,Age,Ovulation_Day,Length,Cycle,Person\nx,31,15,28,1,a\n,31,,30,2,a\n",
    ],
    ["numbers as other programs write them", plain.replace("28,15", "28.0,1.5e1")],
  ])("%s", async (_name, text) => {
    expect(await asFile(text)).toEqual(await asFile(plain));
  });

  test("a quoted comma, and a column that is not there", async () => {
    const [answer] = await asFile('\ufeff"person","cycle","length","age"\r\n"a,b",1,28,NA\r\n');
    expect(answer).toMatchObject({ person: "a,b", cycle: 1, known: 0 });
  });

  test("an age with a fraction", async () => {
    const [answer] = await asFile("person,cycle,length,age\na,1,28,31.25\n");
    const forecaster = createForecaster();
    expect(distance(answer, forecaster.cycleLength(forecaster.begin({ age: 31.25 })))).toBeLessThan(1e-6);
  });
});

describe("a large cohort", () => {
  test("says now and then how far it is", async () => {
    const rows = Array.from({ length: 100_500 }, (_, i) => `p${i},1,28,,,`);
    const world = memoryWorld({ textByPath: { "c.csv": `${header}\n${rows.join("\n")}\n` } });
    // What is written is not kept: two hundred megabytes.
    let lines = 0;
    const counting = {
      ...world,
      stdoutBytes: async (pieces: readonly Uint8Array[]) => {
        for (const piece of pieces) for (const byte of piece) if (byte === 0x0a) lines++;
      },
    };
    expect(await forecastCohort({ path: "c.csv" }, counting)).toBe(0);
    expect(lines).toBe(100_500);
    expect(world.err()).toMatch(/^100,\d{3} of 100,500 rows\.\n$/);
  });

  test("in which people are mixed is refused when it is too large to remember, and says what to do", async () => {
    const rows = Array.from({ length: 1_000_001 }, (_, i) => `p${i % 2},${i >> 1},28,,,`);
    expect(await refusal(`${header}\n${rows.join("\n")}\n`)).toBe(
      "c.csv: its people are mixed, and 1,000,001 rows are more than the 1,000,000 that can be. Sort it by person.",
    );
  });
});
