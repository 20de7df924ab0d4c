import { expect, test } from "vitest";
import { tidetable, tidetableThroughNpm } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const diary = "start\n2026-10-02\n2026-10-30\n2026-11-28\n2026-12-25\n2027-01-24\n2027-02-20\n";
const asOf = ["--today", "2027-02-26"];

test("a diary file has its record, as a table and as JSON, the same in every zone", async () => {
  const cwd = await scratchFolder({ "my diary.csv": diary });
  const runs = await Promise.all(
    ["UTC", "Pacific/Apia", "America/Havana"].flatMap((TZ) => [
      tidetable(["record", "my diary.csv", ...asOf], { cwd, env: { TZ } }),
      tidetable(["record", "my diary.csv", ...asOf, "--json"], { cwd, env: { TZ } }),
    ]),
  );
  for (const { code, err } of runs) expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(new Set(runs.map(({ out }) => out)).size).toBe(2);
  expect(runs[0]?.out).toContain("5 starts came between the dates said.");
  expect(JSON.parse(runs[1]?.out ?? "")).toMatchObject({
    schema: "tidetable.record/1",
    today: "2027-02-26",
    summary: { scored: 5, replayed: 5 },
  });
});

test("the exit code tells why there is none", async () => {
  const cwd = await scratchFolder({ "one.csv": "start\n2027-02-20\n" });
  expect(await tidetable(["record", "one.csv", ...asOf], { cwd })).toMatchObject({ code: 4, out: "" });
  expect((await tidetable(["record", "nothing.csv"], { cwd })).code).toBe(1);
  const { code, err } = await tidetableThroughNpm(["record"]);
  expect(code).toBe(2);
  expect(err).toContain("Usage: npm run -s tidetable -- record FILE");
});
