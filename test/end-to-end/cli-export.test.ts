import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { tidetable } from "./cli-process.ts";
import { sampleDiaryFile } from "./sample-diary.ts";
import { scratchFolder } from "./scratch-folder.ts";

const run = promisify(execFile);
/** Fourteen hours ahead of UTC to three or four behind it; two that have left out a day, or the first hour of one. */
const zones = ["Pacific/Apia", "America/Santiago", "Europe/Berlin", "Pacific/Kiritimati"];
const golden = new URL("../../packages/diary/test/calendar/fixtures/written.ics", import.meta.url);
const asOf = ["--format", "ics", "--today", "2027-03-04"];

const diary = JSON.stringify({
  ...JSON.parse(sampleDiaryFile),
  plans: [
    {
      id: "trip",
      name: "Rome",
      first: "2027-04-03",
      last: "2027-04-05",
      avoid: { bleeding: true, daysBefore: 0 },
      stakes: "fine",
      between: null,
      said: null,
    },
  ],
});

/** What plain Python makes of a calendar, on a machine that stands in a zone. */
const checked = (paths: readonly string[], TZ: string) =>
  run("python3", ["scripts/reference/check_calendar.py", ...paths], { env: { ...process.env, TZ } });

/** What a program with ical.js shows on a machine that stands in a zone: each event's first and last day by its own clock. */
const shown = (path: string, TZ: string) =>
  run(process.execPath, ["--input-type=module", "--eval", showing, path], { env: { ...process.env, TZ } });
const showing = `
  import { readFileSync } from "node:fs";
  import ICAL from "ical.js";
  const local = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].join("-");
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], "utf8")));
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const last = event.endDate.clone();
    last.adjust(-1, 0, 0, 0);
    console.log(event.uid, local(event.startDate.toJSDate()), local(last.toJSDate()));
  }
`;

describe("an exported calendar (this needs python3)", () => {
  test("passes a strict reader, and is on the same days from Apia to Kiritimati", async () => {
    const cwd = await scratchFolder({ "my diary.json": diary });
    const written = await Promise.all(
      [zones[0]!, zones[3]!].map((TZ) =>
        tidetable(["export", "my diary.json", ...asOf], { cwd, env: { TZ } }),
      ),
    );
    for (const { code, err } of written) expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(new Set(written.map(({ out }) => out)).size).toBe(1);
    const path = join(cwd, "written.ics");
    await writeFile(path, written[0]?.out ?? "");

    const python = await Promise.all(zones.map((zone) => checked([path], zone)));
    expect(new Set(python.map(({ stdout }) => stdout)).size).toBe(1);
    expect(python[0]?.stdout).toMatch(/\tCONFIRMED\t2027-04-03\t2027-04-05\tT\. – planned\n/);
    expect(python[0]?.stdout).toMatch(/\tCONFIRMED\t2027-03-\d\d\t2027-03-\d\d\tT\. – ready from today\n/);
    expect(python[0]?.stdout).toMatch(/\n2 events, 0 problems\n$/);
    const other = await Promise.all(zones.map((zone) => shown(path, zone)));
    expect(new Set(other.map(({ stdout }) => stdout)).size).toBe(1);
    expect(other[0]?.stdout).toContain("2027-4-3 2027-4-5");
  });

  test("so does the one that is frozen, with a day whose midnight Santiago leaves out", async () => {
    const path = new URL(golden).pathname;
    const runs = await Promise.all(zones.map((zone) => checked([path], zone)));
    for (const { stdout } of runs) {
      expect(stdout).toMatch(/\tCONFIRMED\t2026-09-06\t2026-09-06\t/);
      expect(stdout).toMatch(/\tCONFIRMED\t2026-12-30\t2027-01-02\t/);
      expect(stdout).toMatch(/\tCANCELLED\t2028-02-29\t2028-02-29\t/);
      expect(stdout).toMatch(/\n3 events, 0 problems\n$/);
    }
    const other = await Promise.all(zones.map((zone) => shown(path, zone)));
    for (const { stdout } of other) expect(stdout).toContain("2026-9-6 2026-9-6");
  });

  test("and the strict reader sees each of these", async () => {
    const good = await readFile(golden, "latin1");
    const broken: readonly (readonly [string, string])[] = [
      ["a CR or LF stands alone", good.replace("VERSION:2.0\r\n", "VERSION:2.0\n")],
      ["more than 75", good.replace("VERSION:2.0", `X-A:${"b".repeat(80)}\r\nVERSION:2.0`)],
      ["cut inside a character", good.replace("\u00e2\u0080\u0093", "\u00e2\r\n \u0080\u0093")],
      ["VEVENT has no UID", good.replace(/UID:.*\r\n/, "")],
      ["SEQUENCE comes twice", good.replace("SEQUENCE:0", "SEQUENCE:0\r\nSEQUENCE:1")],
      ["its UID is another event's", good.replace("UID:dose-1", "UID:plan-1@tidetable")],
      ["DTSTART is no DATE", good.replace("DTSTART;VALUE=DATE:20260906", "DTSTART:20260906T000000Z")],
      ["DTEND is no day", good.replace("20280301", "20280230")],
      ["DTEND is exclusive", good.replace("DTEND;VALUE=DATE:20260907", "DTEND;VALUE=DATE:20260906")],
      ["SEQUENCE is not as it should be", good.replace("SEQUENCE:0", "SEQUENCE:0.5")],
      ["TRANSP is not as it should be", good.replace("TRANSPARENT", "OPAQUE")],
      ["text that is not escaped", good.replace("Skiing\\;", "Skiing;")],
      ["LOCATION was not expected", good.replace("CLASS:PRIVATE", "LOCATION:Here\r\nCLASS:PRIVATE")],
      ["END of another component", good.replace("END:VEVENT", "END:VTODO")],
      ["a component that never ends", good.replace("END:VCALENDAR\r\n", "")],
    ];
    const names = broken.map((_, index) => `${index}.ics`);
    const texts = broken.map(([, text]) => Buffer.from(text, "latin1"));
    const cwd = await scratchFolder(Object.fromEntries(names.map((name, index) => [name, texts[index]!])));
    const paths = names.map((name) => join(cwd, name));
    const said = await checked(paths, "UTC").then(
      () => "nothing",
      (error) => String(error.stdout),
    );
    for (const [index, [problem, text]] of broken.entries()) {
      expect(text).not.toBe(good);
      expect(said).toMatch(new RegExp(`/${index}\\.ics, line \\d+: .*${problem}`));
    }
  });
});

test("without a forecast the calendar has the rest, and says why", async () => {
  const cwd = await scratchFolder({
    "off.json": diary.replace(
      '"events":[]',
      '"events":[{"kind":"pattern","date":"2027-02-20","pattern":"pregnancy"}]',
    ),
  });
  const off = await tidetable(["export", "off.json", ...asOf, "--titles", "plain"], { cwd });
  expect(off).toMatchObject({ code: 0, err: "Forecasts are off during pregnancy.\n" });
  expect(off.out).toContain("SUMMARY:Rome\r\n");
});
