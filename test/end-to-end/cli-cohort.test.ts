import { createHash } from "node:crypto";
import { createReadStream, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seededRandom, simulateGaps, simulatePerson } from "@tidetable/forecast";
import { expect, test } from "vitest";
import { forecastCohort } from "../../apps/cli/src/commands/cohort.ts";
import { createProcessWorld } from "../../apps/cli/src/process-world.ts";
import { ended, startTidetable, tidetable } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const header = "person,cycle,length,ovulation_day,period_length,age";

/** A made-up cohort with rows enough for threads, some ages and lengths unknown, and one person longer than all others. */
function largeCohort(): string {
  const random = seededRandom(41);
  const rows = [header];
  for (let person = 1; person <= 1_500; person++) {
    const age = person % 50 === 0 ? "" : 14 + (person % 40);
    const count = person === 700 ? 3_000 : 13;
    for (const [i, length] of simulateGaps(random, simulatePerson(random), count).entries()) {
      rows.push(`p${person},${i + 1},${i % 11 === 10 ? "" : length},,,${age}`);
    }
  }
  return `${rows.join("\n")}\n`;
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
};

test("a large cohort is answered in several threads with the bytes that one thread writes", async () => {
  const cwd = await scratchFolder({ "c.csv": largeCohort() });
  const out = join(cwd, "out.jsonl");
  await writeFile(out, "");
  const outcome = await tidetable(["forecast", "--cohort", "c.csv", "--json"], {
    cwd,
    stdout: openSync(out, "w"),
  });
  expect(outcome).toEqual({ code: 0, out: "", err: "" });

  const hash = createHash("sha256");
  const alone = {
    ...createProcessWorld(),
    threadCount: 1,
    stdoutBytes: async (pieces: readonly Uint8Array[]) => {
      for (const piece of pieces) hash.update(piece);
    },
  };
  expect(await forecastCohort({ path: join(cwd, "c.csv") }, alone)).toBe(0);
  expect(await digestOf(out)).toBe(hash.digest("hex"));
});

test("whoever reads the answers may stop early", async () => {
  const cwd = await scratchFolder({ "c.csv": largeCohort() });
  const child = startTidetable(["forecast", "--cohort", "c.csv", "--json"], { cwd });
  child.stdout!.once("data", () => child.stdout!.destroy());
  const { code, err } = await ended(child);
  expect([code, err]).toEqual([0, ""]);
});

test.skipIf(process.platform !== "linux")("a disk that is full is said to be, and ends it", async () => {
  const cwd = await scratchFolder({ "c.csv": largeCohort() });
  const stdout = openSync("/dev/full", "w");
  const { code, err } = await tidetable(["forecast", "--cohort", "c.csv", "--json"], { cwd, stdout });
  expect(code).toBe(1);
  expect(err).toContain("ENOSPC");
});

test("a file that does not fit is refused before anything is written", async () => {
  const cwd = await scratchFolder({ "c.csv": `${largeCohort()}last,1,-28,,,\n` });
  const lines = (await readFile(join(cwd, "c.csv"), "utf8")).split("\n").length - 1;
  expect(await tidetable(["forecast", "--cohort", "c.csv", "--json"], { cwd })).toEqual({
    code: 1,
    out: "",
    err: `c.csv, line ${lines}, length: expected whole days from 1 to 10000, or nothing.\n`,
  });
});

test("a hundred thousand cycles of one person are no more than a long file", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `a,${i},${26 + (i % 5)},,,`);
  const cwd = await scratchFolder({ "c.csv": `${header}\n${rows.join("\n")}\n` });
  const out = join(cwd, "out.jsonl");
  await writeFile(out, "");
  const outcome = await tidetable(["forecast", "--cohort", "c.csv", "--json"], {
    cwd,
    stdout: openSync(out, "w"),
  });
  expect(outcome).toEqual({ code: 0, out: "", err: "100,000 of 100,000 rows.\n" });
  const last = JSON.parse((await readFile(out, "utf8")).trimEnd().split("\n").at(-1)!);
  expect(last).toMatchObject({ person: "a", cycle: 99_999, known: 99_999, beyond: 0 });
  const sum = Object.values<number>(last.length).reduce((total, p) => total + p, 0);
  expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
});
