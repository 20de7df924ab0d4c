import { expect, test } from "vitest";
import { tidetable, tidetableThroughNpm } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const diary = "start\n2026-10-02\n2026-10-30\n2026-12-25\n2027-01-24\n2027-02-20\n";
const asOf = ["--today", "2027-02-26"];

test("through npm an explanation speaks of the cycles that the forecast says it used", async () => {
  const cwd = await scratchFolder({ "my diary.csv": diary });
  const [explained, forecast] = await Promise.all(
    ["explain", "forecast"].map((command) =>
      tidetableThroughNpm([command, "my diary.csv", ...asOf, "--json"], { cwd }),
    ),
  );
  expect({ code: explained?.code, err: explained?.err }).toEqual({ code: 0, err: "" });
  const explanation = JSON.parse(explained?.out ?? "");
  expect(explanation).toMatchObject({ schema: "tidetable.explanation/1", today: "2027-02-26" });
  const { cyclesUsed, possiblyUnlogged } = JSON.parse(forecast?.out ?? "");
  expect(explanation.cycles.filter(({ use }: { use: string }) => use === "used")).toHaveLength(cyclesUsed);
  const doubled = explanation.cycles.filter((cycle: object) => "around" in cycle);
  expect(doubled).toHaveLength(1);
  expect(doubled[0]).toMatchObject({
    around: possiblyUnlogged.map(({ around }: { around: string }) => around),
    probability: possiblyUnlogged[0].probability,
  });
});

test("the same file and day give the same bytes in every zone, and no colour in a pipe", async () => {
  const cwd = await scratchFolder({ "my.csv": diary });
  const runs = await Promise.all(
    ["UTC", "Pacific/Apia", "America/Havana"].map((TZ) =>
      tidetable(["explain", "my.csv", ...asOf], { cwd, env: { TZ, TERM: "xterm-256color" } }),
    ),
  );
  for (const { code, err } of runs) expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(new Set(runs.map(({ out }) => out)).size).toBe(1);
  expect(runs[0]?.out).toContain("probably two cycles");
  expect(runs[0]?.out).not.toContain("\u001b");
});

test("the exit code says when there is nothing to explain, and how the command is written", async () => {
  const cwd = await scratchFolder({ "my.csv": "date,bleeding\n2027-02-20,none\n" });
  const [none, unnamed] = await Promise.all([
    tidetable(["explain", "my.csv", ...asOf, "--json"], { cwd }),
    tidetable(["explain"], { cwd }),
  ]);
  expect([none.code, none.out]).toEqual([4, ""]);
  expect(unnamed.code).toBe(2);
  expect(unnamed.err).toContain("Usage: tidetable explain FILE [--today YYYY-MM-DD] [--json]");
});
