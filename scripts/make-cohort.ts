import { closeSync, openSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { seededRandom, simulateGaps, simulatePerson } from "@tidetable/forecast";

/**
 * Writes a made-up cohort, as `tidetable forecast --cohort` reads it: `tsx scripts/make-cohort.ts FILE [--people N]
 * [--cycles N] [--seed N]`. The same seed gives the same bytes. Ages are whole years from 18 to 45, each person's own
 * for all of her cycles; starts go unlogged as the model has it.
 */
const { values, positionals } = parseArgs({
  options: {
    people: { type: "string", default: "1000" },
    cycles: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
const [path] = positionals;
if (!path) throw new RangeError("make-cohort expects the name of a file");

const random = seededRandom(Number(values.seed));
const file = openSync(path, "w");
let text = "person,cycle,length,ovulation_day,period_length,age\n";
for (let person = 1; person <= Number(values.people); person++) {
  const age = 18 + Math.floor(28 * random());
  const gaps = simulateGaps(random, simulatePerson(random, { age }), Number(values.cycles));
  for (const [i, length] of gaps.entries()) text += `p${person},${i + 1},${length},,,${age}\n`;
  if (text.length < 1_000_000) continue;
  writeSync(file, text);
  text = "";
}
writeSync(file, text);
closeSync(file);
