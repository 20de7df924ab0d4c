import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = ["2026-10-02", "2026-10-30", "2026-11-28", "2026-12-25", "2027-01-24", "2027-02-20"];
const others = ["2026-10-16", "2026-11-13", "2026-12-12", "2027-01-10", "2027-02-07"];
const file = (dates: readonly string[]): string => `${["start", ...dates].join("\n")}\n`;
/** Ada is likely to bleed around 20 March, Bea around 7 March and 4 April. */
const rota = [
  "date,person,duty",
  "2027-02-01,Ada,night",
  "2027-03-20,Ada,night",
  "2027-03-27,Cleo,night",
  "2027-04-04,Bea,",
  "2027-04-12,Cleo,day",
  "",
].join("\n");

async function asked(
  words: readonly string[],
  textByPath: Readonly<Record<string, string>> = {},
  columns = 80,
) {
  const files = { "rota.csv": rota, "ada.csv": file(starts), "bea.csv": file(others), ...textByPath };
  const world = memoryWorld({ textByPath: files, reader: { columns } });
  const code = await run(["rota", ...words], world);
  return { code, out: world.out(), err: world.err() };
}
const both = ["rota.csv", "--person", "Ada=ada.csv", "--person", "bea=bea.csv"];

test("the worst comes first, then the swap that lowers it, then the duties that are known", async () => {
  const { code, out, err } = await asked(["rota.csv", "--person", "Ada=ada.csv"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^Friday,? 26 February 2027\.\n\nThe highest chance of bleeding on a duty is 1\d in 20: Ada, Sat 20 March\.\nAda and (Bea|Cleo) could swap Sat 20 March and (Sat 27|Sun 4 April|Mon 12 April)\.\nThen the highest is [^\n]+\.\n\n {2}Sat 20 March {3}1\d in 20 {3}Ada, night\n$/,
  );
});

test("for two people, what helps one must not hurt the other", async () => {
  const { code, out, err } = await asked([...both, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^\{.*\}\n$/);
  const json = JSON.parse(out);
  expect(Object.keys(json)).toEqual(["schema", "today", "duties", "worst", "swap", "eases"]);
  expect(json).toMatchObject({ schema: "tidetable.rota/1", today: "2027-02-26" });
  expect(
    json.duties.map(({ person, chance }: { person: string; chance: number | null }) => [
      person,
      chance === null,
    ]),
  ).toEqual([
    // What is over, and who is not known, has no chance.
    ["Ada", true],
    ["Ada", false],
    ["Cleo", true],
    ["Bea", false],
    ["Cleo", true],
  ]);
  // Two are high: no one swap helps both, but giving one away makes it rarer.
  const high = json.duties.flatMap(({ chance }: { chance: number | null }) =>
    chance === null ? [] : [chance],
  );
  expect(json.worst.before).toBe(Math.max(...high));
  if (json.swap !== null) expect(json.worst.before - json.worst.after).toBeGreaterThanOrEqual(0.1);
  else expect(json.eases).not.toBe(null);
});

test("no line is wider than the terminal", async () => {
  for (const columns of [40, 80]) {
    const { out } = await asked(both, {}, columns);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  }
});

test("a rota of one person says that there is nobody to swap with", async () => {
  const alone = "date,person\n2027-03-20,Ada\n2027-03-27,Ada\n";
  const { code, out } = await asked(["rota.csv", "--person", "Ada=ada.csv"], { "rota.csv": alone });
  expect(code).toBe(0);
  expect(out).toContain("There is nobody to swap with: all these duties are one person’s.\n");
});

test("a calendar is a rota, by the names in its titles", async () => {
  const event = (uid: number, day: string, title: string) =>
    `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART;VALUE=DATE:${day}\r\nSUMMARY:${title}\r\nEND:VEVENT\r\n`;
  const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n${event(1, "20270320", "Ada: night")}${event(2, "20270401", "Cleo")}END:VCALENDAR\r\n`;
  const { code, out } = await asked(["rota.ics", "--person", "Ada=ada.csv", "--json"], { "rota.ics": ics });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    swap: {
      give: { date: "2027-03-20", person: "Ada", what: "Ada: night" },
      take: { date: "2027-04-01", person: "Cleo", what: "" },
    },
  });
});

test.each<[string, readonly string[], Readonly<Record<string, string>>, number, string | RegExp]>([
  ["no rota", ["none.csv", "--person", "Ada=ada.csv"], {}, 1, "There is no file none.csv.\n"],
  [
    "a broken date",
    ["rota.csv", "--person", "Ada=ada.csv"],
    { "rota.csv": "date,person\n2027-03-20,Ada\n2027-03-32,Ada\n" },
    1,
    "rota.csv, line 3: I expected a real day such as 2027-03-05.\n",
  ],
  [
    "a formula",
    ["rota.csv", "--person", "Ada=ada.csv"],
    { "rota.csv": "date,person\n2027-03-20,=1+1\n" },
    1,
    "rota.csv, line 2: I expected text and found a formula.\n",
  ],
  [
    "something else",
    ["ada.csv", "--person", "Ada=ada.csv"],
    {},
    1,
    "ada.csv: I expected the columns date and person, and perhaps duty, in the first line.\n",
  ],
  [
    "a broken calendar",
    ["rota.csv", "--person", "Ada=ada.csv"],
    { "rota.csv": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" },
    1,
    /^rota\.csv: Line 2: [^\n]+\n$/,
  ],
  [
    "somebody who is not in it",
    ["rota.csv", "--person", "Zoë=ada.csv"],
    {},
    1,
    "rota.csv has no duty of Zoë.\n",
  ],
  [
    "a diary that is not there",
    ["rota.csv", "--person", "Ada=none.csv"],
    {},
    1,
    "There is no file none.csv.\n",
  ],
  [
    "a diary without a start",
    ["rota.csv", "--person", "Ada=ada.csv"],
    { "ada.csv": "date,bleeding,note\n2027-02-20,none,slept well\n" },
    4,
    "Ada: After one start date I can tell you when the next one is likely.\n",
  ],
])("%s is said in one sentence", async (_, words, textByPath, exit, said) => {
  const { code, out, err } = await asked(words, textByPath);
  expect({ code, out }).toEqual({ code: exit, out: "" });
  if (typeof said === "string") expect(err).toBe(said);
  else expect(err).toMatch(said);
});

test.each([
  [["rota.csv"], "Whose chances? --person NAME=FILE says so."],
  [[], "Which file?"],
  [["rota.csv", "--person", "Ada"], "--person needs a name and a file, NAME=FILE, and each name once."],
  [["rota.csv", "--person", "=ada.csv"], "--person needs a name and a file, NAME=FILE, and each name once."],
  [
    ["rota.csv", "--person", "Ada=a", "--person", "Ada=b"],
    "--person needs a name and a file, NAME=FILE, and each name once.",
  ],
  [["rota.csv", "--person", "Ada=a", "--today", "now"], "--today needs a real day, written YYYY-MM-DD."],
])("%j is a matter of usage", async (words, said) => {
  const { code, out, err } = await asked(words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toBe(
    `${said}\nUsage: tidetable rota ROTA --person NAME=FILE [--person NAME=FILE] [--today YYYY-MM-DD] [--json]\n`,
  );
});
