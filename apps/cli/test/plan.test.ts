import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = ["2026-10-02", "2026-10-30", "2026-11-28", "2026-12-25", "2027-01-24", "2027-02-20"];
const file = (...dates: readonly string[]): string => `${["start", ...dates].join("\n")}\n`;
const asked = ["--from", "2027-03-10", "--to", "2027-04-24", "--days", "4"];
const calendar = (...events: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
const taken = (first: string, next: string): string =>
  `BEGIN:VEVENT\r\nUID:${first}\r\nDTSTART;VALUE=DATE:${first}\r\nDTEND;VALUE=DATE:${next}\r\nSUMMARY:A fair\r\nEND:VEVENT`;

async function planned(
  words: readonly string[],
  textByPath: Readonly<Record<string, string>> = {},
  columns = 80,
) {
  const world = memoryWorld({
    textByPath: { "my.csv": file(...starts), ...textByPath },
    reader: { columns },
  });
  const code = await run(["plan", "my.csv", ...words], world);
  return { code, out: world.out(), err: world.err() };
}

test("the question comes first, then a short list, then what is the same", async () => {
  const { code, out, err } = await planned([...asked, "--avoid", "both"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^Friday,? 26 February 2027\.\n\n4 days between Wed 10 March and Sat 24 April\.\nThe chance of bleeding on at least one of them, or within 2 days after:\n\n( {2}\w{3} \d+ (\w+ )?– \w{3} \d+ \w+ +(fewer than 1|\d+) in 20\n){2,5}\n[^.]* are (all )?about the same\.\sPick what suits you\.\n/,
  );
});

test("no line is wider than the terminal, and none ends in a space", async () => {
  for (const columns of [40, 200]) {
    const { out } = await planned([...asked, "--avoid", "both"], {}, columns);
    for (const line of out.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
      expect(line).not.toMatch(/ $/);
    }
  }
});

test("JSON is one line of the schema, the lowest chance first, with plain numbers", async () => {
  const { code, out, err } = await planned([...asked, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^\{.*\}\n$/);
  const json = JSON.parse(out);
  expect(Object.keys(json)).toEqual(["schema", "today", "windows", "same", "tooFarAhead", "askAgain"]);
  expect(json).toMatchObject({
    schema: "tidetable.plan/1",
    today: "2027-02-26",
    tooFarAhead: false,
    askAgain: null,
  });
  expect(json.windows).toHaveLength(43);
  expect(Object.keys(json.windows[0])).toEqual(["first", "last", "chance"]);
  const chances: readonly number[] = json.windows.map(({ chance }: { chance: number }) => chance);
  expect(chances).toEqual(chances.toSorted((one, other) => one - other));
  for (const chance of chances) expect(chance >= 0 && chance <= 1).toBe(true);
  for (const group of json.same) {
    const of = group.map((i: number) => chances[i]);
    expect(Math.max(...of) - Math.min(...of)).toBeLessThan(0.1);
  }
});

test("avoiding the days before too is never better", async () => {
  const best = async (...more: readonly string[]) =>
    JSON.parse((await planned([...asked, "--json", ...more])).out).windows[0].chance;
  const bleeding = await best();
  expect(await best("--avoid", "bleeding")).toBe(bleeding);
  expect(await best("--avoid", "both")).toBeGreaterThan(bleeding);
  expect(await best("--avoid", "both", "--days-before", "5")).toBeGreaterThan(await best("--avoid", "both"));
});

test("one date is told with what it takes to be clearer", async () => {
  const { out } = await planned(["--from", "2027-04-14", "--to", "2027-04-14", "--days", "1"]);
  expect(out).toMatch(
    /\n\nWed 14 April\.\nThe chance of bleeding that day:\n\n {2}Wed 14 April {3}\d+ in 20\n\nIt will be clearer after your next period \(about \d+ March\)\.\n$/,
  );
});

test("too far ahead there is no list, but what is usual and when to ask again", async () => {
  const far = ["--from", "2028-08-01", "--to", "2028-09-20", "--days", "4"];
  const { code, out } = await planned(far);
  expect(code).toBe(0);
  expect(out).toMatch(
    /\n\n4 days between [^\n]+\.\n\nThat far ahead any 4 days are about \d+ in 20 for you\. Ask again from \d+\n?[^\n]+\.\n$/,
  );
  const { tooFarAhead, askAgain, same, windows } = JSON.parse((await planned([...far, "--json"])).out);
  expect(tooFarAhead).toBe(true);
  expect(askAgain > "2027-02-26" && askAgain <= "2028-08-01").toBe(true);
  expect(same).toEqual([windows.map((_: unknown, i: number) => i)]);
});

test("days that a calendar takes are left out, and so are all where it takes all", async () => {
  const textByPath = {
    "a.ics": calendar(taken("20270312", "20270401"), taken("20270410", "20270411")),
    "b.ics": calendar(taken("20270301", "20270501")),
  };
  const { code, out } = await planned([...asked, "--calendar", "a.ics", "--json"], textByPath);
  expect(code).toBe(0);
  const firsts = JSON.parse(out).windows.map(({ first }: { first: string }) => first);
  const free = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `2027-04-${String(from + i).padStart(2, "0")}`);
  expect(firsts.sort()).toEqual([...free(1, 6), ...free(11, 21)]);

  const none = [...asked, "--calendar", "a.ics", "--calendar", "b.ics"];
  expect(await planned(none, textByPath)).toEqual({
    code: 0,
    out: expect.stringMatching(
      /April\.\n\nNo dates are left there: [^.]+\. Allow other dates, or fewer days\.\n$/,
    ),
    err: "",
  });
  const json = await planned([...none, "--json"], textByPath);
  expect(JSON.parse(json.out)).toEqual({
    schema: "tidetable.plan/1",
    today: "2027-02-26",
    windows: [],
    same: [],
    tooFarAhead: false,
    askAgain: null,
  });
  expect(json.err).toMatch(/^No dates are left there: [^\n]+\.\n$/);
});

test("a calendar that cannot be read, or not all of it, is told", async () => {
  expect(await planned([...asked, "--calendar", "none.ics"])).toEqual({
    code: 1,
    out: "",
    err: "There is no file none.ics.\n",
  });
  expect(await planned([...asked, "--calendar", "my.csv"])).toEqual({
    code: 1,
    out: "",
    err: expect.stringMatching(/^my\.csv: [^\n]+BEGIN:VCALENDAR\.\n$/),
  });
  const broken = "BEGIN:VEVENT\r\nUID:b\r\nEND:VEVENT";
  for (const [content, more] of [
    [calendar(broken, taken("20270312", "20270314")), ""],
    [calendar(broken, broken, broken), " 2 more are left out too."],
  ] as const) {
    const { code, err } = await planned([...asked, "--calendar", "a.ics"], { "a.ics": content });
    expect(code).toBe(0);
    expect(err).toMatch(/^a\.ics: Line \d+, VEVENT: [^\n]+\.\n$/);
    expect(err.endsWith(`so this one is left out.${more}\n`)).toBe(true);
  }
});

test.each([
  ["one start too few", file(), "no day that I can take", 1],
  ["no start", "date,bleeding,note\n2027-02-20,none,slept well\n", "After one start date I can tell you", 4],
])("with %s there is no plan", async (_, content, said, exit) => {
  const { code, out, err } = await planned([...asked, "--json"], { "my.csv": content });
  expect({ code, out }).toEqual({ code: exit, out: "" });
  expect(err).toContain(said);
});

test("where forecasts are off, the reason is told", async () => {
  const diary = {
    schema: "tidetable.diary/1",
    days: { "2027-02-20": { bleeding: "medium" } },
    events: [{ kind: "pattern", date: "2027-02-21", pattern: "pregnancy" }],
  };
  expect(await planned(asked, { "my.csv": JSON.stringify(diary) })).toEqual({
    code: 4,
    out: "",
    err: "Forecasts are off during pregnancy.\n",
  });
});

test.each([
  [["--from", "2027-03-10", "--to", "2027-04-24"], "Between which dates, and how many days?"],
  [
    ["--from", "2027-02-30", "--to", "2027-04-24", "--days", "4"],
    "--from needs a real day, written YYYY-MM-DD.",
  ],
  [["--from", "2027-03-10", "--to", "soon", "--days", "4"], "--to needs a real day, written YYYY-MM-DD."],
  [["--from", "2027-03-10", "--to", "2027-03-09", "--days", "1"], "--to lies before --from."],
  [
    ["--from", "2027-03-10", "--to", "2027-04-24", "--days", "61"],
    "--days needs a whole number from 1 to 60.",
  ],
  [
    ["--from", "2027-03-10", "--to", "2027-04-24", "--days", "0"],
    "--days needs a whole number from 1 to 60.",
  ],
  [
    ["--from", "2027-03-10", "--to", "2027-04-24", "--days", "four"],
    "--days needs a whole number from 1 to 60.",
  ],
  [[...asked, "--avoid", "work"], "--avoid needs bleeding, days-before or both."],
  [[...asked, "--avoid", "both", "--days-before", "11"], "--days-before needs a whole number from 1 to 10."],
  [[...asked, "--days-before", "3"], "--days-before goes with --avoid days-before or --avoid both."],
  [
    ["--from", "2027-01-10", "--to", "2027-02-25", "--days", "4"],
    "These dates are over. Ask about days to come.",
  ],
  [
    ["--from", "2029-02-20", "--to", "2029-02-27", "--days", "4"],
    "I look two years ahead. Ask about days up to 26 February 2029.",
  ],
])("%j is a matter of usage, said in one sentence", async (words, said) => {
  const { code, out, err } = await planned(words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  const [first, second, ...rest] = err.split("\n");
  expect(first?.replaceAll("\u00a0", " ").startsWith(said)).toBe(true);
  expect(second).toMatch(/^Usage: tidetable plan FILE --from DATE /);
  expect(rest).toEqual([""]);
});
