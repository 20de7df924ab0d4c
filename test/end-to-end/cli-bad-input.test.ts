import { expect, test } from "vitest";
import { tidetable } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const today = "2027-02-26";
/** Appears in every bad file below, and must appear in no answer. */
const secret = "canary";

const starts = "2026-12-25\n2027-01-24\n2027-02-20\n";
const day = (date: string, fields: string) => `"${date}":${fields}`;
const json = (...days: readonly string[]) =>
  `{"schema":"tidetable.diary/1","days":{${day("2027-02-20", '{"bleeding":"medium"}')},${days.join(",")}},"events":[]}`;

/** Each bad file; the exit code of `forecast`; and what its one sentence must name besides the file. */
const cases: readonly (readonly [name: string, content: string | Uint8Array, code: number, names: RegExp])[] =
  [
    ["nothing at all", "", 1, /./],
    ["blank lines only", "\n \n\n", 1, /./],
    ["a header only", `start,${secret}\n`, 1, /./],
    ["JSON cut off", json(day("2027-02-21", `{"note":"${secret}`)).slice(0, -20), 1, /./],
    ["a quote never closed", `date,bleeding,note\n2027-02-20,light,"${secret}\n`, 1, /line \d/],
    [
      "a photograph",
      new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...new TextEncoder().encode(secret), 0, 0]),
      1,
      /./,
    ],
    ["a letter", `Dear ${secret},\n\nhow are you?\n`, 1, /./],
    ["another program's JSON", `{"items":[{"${secret}":1}]}`, 1, /./],
    ["a newer version of our own", `{"schema":"tidetable.diary/9","days":{"${secret}":{}}}`, 1, /./],
    ["a day that does not exist", `start,${secret}\n2027-02-30\n${starts}`, 1, /line 2/],
    ["a day that does not exist, in JSON", json(day("2027-02-30", `{"note":"${secret}"}`)), 1, /days/],
    ["a day in the future", `start\n${starts}2999-01-01\n`, 1, /line 5/],
    [
      "one day, two answers",
      `date,bleeding,note\n2027-02-20,light,\n2027-02-20,heavy,${secret}\n`,
      1,
      /line 3/,
    ],
    ["an amount nobody knows", `date,bleeding\n2027-02-20,light\n2027-02-21,${secret}\n`, 1, /line 3/],
    ["pain above the scale, in JSON", json(day("2027-02-21", '{"pain":11}')), 1, /pain/],
    ["no start", `date,bleeding,note\n2027-02-20,none,${secret}\n`, 4, /./],
  ];

test.each(cases)("%s", async (_name, content, code, names) => {
  const cwd = await scratchFolder({ "my-file": content });
  const ended = await tidetable(["forecast", "my-file", "--today", today, "--json"], { cwd });
  expect(ended).toMatchObject({ code, out: "" });
  const lines = ended.err.split("\n");
  expect(lines.length - 1).toBeLessThanOrEqual(3);
  if (code === 1) expect(lines[0]).toMatch(/^my-file[:,] .*[^.]\.$/);
  expect(lines[0]).toMatch(names);
  expect(ended.err).not.toContain(secret);
  expect(ended.err).not.toMatch(/\bat .*:\d+:\d+/);
});

test("the same day twice with the same answer is noted, and forecast from", async () => {
  const cwd = await scratchFolder({ "my-file": `start\n${starts}2027-02-20\n` });
  const { code, out, err } = await tidetable(["forecast", "my-file", "--today", today, "--json"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(out).openCycle.start).toBe("2027-02-20");
  expect(err).toMatch(/^my-file, line 5: [^\n]+\n$/);
});

test("six hundred days without a start are noted, and forecast across", async () => {
  const cwd = await scratchFolder({ "my-file": "start\n2025-06-01\n2027-01-22\n2027-02-20\n" });
  const { code, out, err } = await tidetable(["forecast", "my-file", "--today", today, "--json"], { cwd });
  expect(code).toBe(0);
  // The gap is nobody's cycle: what is likely next lies a usual cycle after the last start.
  const { mostLikely } = JSON.parse(out).nextStart;
  expect(mostLikely > "2027-03-10" && mostLikely < "2027-03-31").toBe(true);
  expect(err).toMatch(/^my-file, line 3: [^\n]*600[^\n]*\n$/);
});

test("a file that is missing, a folder, and one that may not be read are told apart", async () => {
  const cwd = await scratchFolder({ here: "" });
  const said = async (path: string) => (await tidetable(["forecast", path], { cwd })).err;
  expect(await said("nowhere")).toBe("There is no file nowhere.\n");
  expect(await said("here/below")).toBe("There is no file here/below.\n");
  expect(await said(".")).toBe(". is a folder, not a file.\n");
});

test.each([
  [["forecast", "x", "--today", "2027-02-29"], "--today needs a real day, written YYYY-MM-DD."],
  [["forecast", "x", "--tomorrow"], "There is no option --tomorrow here."],
  [["predict", "x"], "There is no command predict."],
  [["import", "x"], "The command line stores nothing."],
  [["serve", "--port", "http"], "--port needs a whole number from 0 to 65535."],
  [[], "Which command?"],
])("%j is a matter of usage", async (words, said) => {
  const { code, out, err } = await tidetable(words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.startsWith(said)).toBe(true);
  expect(err).toMatch(/\nUsage: [^\n]+\n$/);
});
