import { open } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { ended, startTidetable, tidetable, tidetableThroughNpm } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const diary = "start\n2026-10-02\n2026-10-30\n2026-11-28\n2026-12-25\n2027-01-24\n2027-02-20\n";
const asOf = ["--today", "2027-02-26"];

describe("forecast", () => {
  test("npm run finds the file where its caller stands", async () => {
    const cwd = await scratchFolder({ "my diary.csv": diary });
    const { code, out, err } = await tidetableThroughNpm(["forecast", "my diary.csv", ...asOf, "--json"], {
      cwd,
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      schema: "tidetable.forecast/1",
      today: "2027-02-26",
      cyclesUsed: 5,
    });
  });

  test("the exit code comes through npm", async () => {
    expect((await tidetableThroughNpm(["forecast", "nothing.csv"])).code).toBe(1);
    const { code, err } = await tidetableThroughNpm(["forecast"]);
    expect(code).toBe(2);
    expect(err).toContain("Usage: npm run -s tidetable -- forecast FILE");
  });

  test("the same file and day give the same bytes in every zone", async () => {
    const cwd = await scratchFolder({ "my.csv": diary });
    const zones = ["UTC", "Pacific/Apia", "America/Santiago", "America/Havana", "Europe/Berlin"];
    const runs = await Promise.all(
      zones.flatMap((TZ) => [
        tidetable(["forecast", "my.csv", ...asOf, "--json"], { cwd, env: { TZ } }),
        tidetable(["forecast", "my.csv", ...asOf], { cwd, env: { TZ } }),
      ]),
    );
    for (const { code, err } of runs) expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(new Set(runs.map(({ out }) => out)).size).toBe(2);
  });

  test("days on which a zone's clocks jump are days like any other", async () => {
    // Apia had no 30 December 2011; Santiago's and Havana's clocks jump at midnight.
    const zoneByDay = {
      "2011-12-30": "Pacific/Apia",
      "2026-09-06": "America/Santiago",
      "2026-03-08": "America/Havana",
      "2026-03-29": "Europe/Berlin",
    };
    for (const [day, TZ] of Object.entries(zoneByDay)) {
      const cwd = await scratchFolder({ "my.csv": `start\n${day}\n` });
      const { code, out } = await tidetable(["forecast", "my.csv", "--today", day, "--json"], {
        cwd,
        env: { TZ },
      });
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ today: day, openCycle: { start: day, day: 1 } });
    }
  });

  test("without --today it is the day it is where the caller is", async () => {
    const cwd = await scratchFolder({ "my.csv": diary });
    // Half a day apart at least, so that most of the time these are two different days.
    for (const TZ of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const dayThere = () => new Intl.DateTimeFormat("en-CA", { timeZone: TZ }).format();
      const before = dayThere();
      const { out } = await tidetable(["forecast", "my.csv", "--json"], { cwd, env: { TZ } });
      // Null where these starts lie ahead of the machine's clock.
      if (out !== "") expect([before, dayThere()]).toContain(JSON.parse(out).today);
    }
  });

  test("a pipe gets no colour, whatever the terminal could do", async () => {
    const cwd = await scratchFolder({ "my.csv": diary });
    const { out } = await tidetable(["forecast", "my.csv", ...asOf], {
      cwd,
      env: { TERM: "xterm-256color" },
    });
    expect(out).not.toContain("\u001b");
  });

  test("a plain locale gets plain dots", async () => {
    const cwd = await scratchFolder({ "my.csv": diary });
    const { out } = await tidetable(["forecast", "my.csv", ...asOf], { cwd, env: { LC_ALL: "C" } });
    expect(out).toMatch(/^[\x20-\x7e\n]+$/);
    expect(out).toMatch(/ {2}o {2}o/);
  });

  test("a reader who stops early is no failure", async () => {
    const days = Array.from({ length: 4_000 }, (_, day) =>
      new Date(day * 86_400_000).toISOString().slice(0, 10),
    );
    const rows = days.map((day) => `${day},spotting`);
    const cwd = await scratchFolder({ "my.csv": ["date,bleeding", ...rows].join("\n") });
    const child = startTidetable(["import", "my.csv", "--dry-run", "--json"], { cwd });
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, err } = await ended(child);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

test.skipIf(process.platform !== "linux")(
  "a disk that is full is said to be, without a word of the diary",
  async () => {
    // Skipped where there is no /dev/full, which is how a full disk is had without filling one.
    const cwd = await scratchFolder({ "my.csv": diary });
    const full = await open("/dev/full", "w");
    onTestFinished(() => full.close());
    const { code, err } = await ended(
      startTidetable(["forecast", "my.csv", ...asOf], { cwd, stdout: full.fd }),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^Something failed that should not \(ENOSPC\)\./);
    expect(err).not.toMatch(/2027|February|March/);
  },
);

describe("demo", () => {
  test("a forecast without a file, and what to do next", async () => {
    const { code, out, err } = await tidetableThroughNpm(["demo"]);
    expect(code).toBe(0);
    expect(out).toContain("When it will start");
    expect(err).toMatch(/^A made-up diary/);
    expect(err).toContain("npm run -s tidetable -- serve");
  });
});

describe("help and version", () => {
  test("both are data, and cost no file", async () => {
    const [help, version] = await Promise.all([tidetable(["--help"]), tidetable(["--version"])]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("forecast");
    expect(version).toMatchObject({ code: 0, err: "" });
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
