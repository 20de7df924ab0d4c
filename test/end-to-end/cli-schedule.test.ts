import { expect, test } from "vitest";
import { tidetable } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const diary = JSON.stringify({
  schema: "tidetable.diary/1",
  days: { "2027-02-24": { bleeding: "medium", medication: ["Pill"] } },
  schedules: [
    {
      id: "pill",
      name: "Pill",
      action: "take",
      rhythm: { kind: "every", count: 1, unit: "days" },
      from: "2027-02-20",
      until: null,
      dose: 1,
      hour: 8,
      stock: { on: "2027-02-26", pieces: 14, orderDays: 7, pickUpDays: 2 },
    },
  ],
});
const asOf = ["--today", "2027-02-26"];

test("a diary file's schedules are printed, as a page and as JSON, the same in every zone", async () => {
  const cwd = await scratchFolder({ "my diary.json": diary });
  const runs = await Promise.all(
    ["Pacific/Apia", "America/Havana"].flatMap((TZ) => [
      tidetable(["schedule", "my diary.json", ...asOf], { cwd, env: { TZ } }),
      tidetable(["schedule", "my diary.json", ...asOf, "--days", "3", "--json"], { cwd, env: { TZ } }),
    ]),
  );
  for (const { code, err } of runs) expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(new Set(runs.map(({ out }) => out)).size).toBe(2);
  const page = runs[0]?.out.replaceAll(/\s+/g, " ");
  expect(page).toContain("Order by Fri 5 March, pick up by Wed 10.");
  expect(page).toContain("check the leaflet or ask a pharmacist");
  expect(JSON.parse(runs[1]?.out ?? "")).toMatchObject({
    schema: "tidetable.schedule/1",
    today: "2027-02-26",
    due: [{ date: "2027-02-26" }, { date: "2027-02-27" }, { date: "2027-02-28" }],
    stock: [{ name: "Pill", lastsThrough: "2027-03-12", orderBy: "2027-03-05", pickUpBy: "2027-03-10" }],
  });
});

test("a file without schedules ends with 4", async () => {
  const cwd = await scratchFolder({ "one.csv": "start\n2027-02-20\n" });
  expect(await tidetable(["schedule", "one.csv", ...asOf], { cwd })).toMatchObject({ code: 4, out: "" });
});
