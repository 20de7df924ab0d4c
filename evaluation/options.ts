import type { Result } from "@tidetable/diary";

/** What a run is asked to do. */
export interface Options {
  /** Cohort files; without one the clinical file is taken, where it is. */
  readonly files: readonly string[];
  readonly isJson: boolean;
  readonly isQuick: boolean;
  readonly writesDocs: boolean;
  /** Whether the documents are drawn from the results that are kept, and nothing is evaluated. */
  readonly isRender: boolean;
  /** Whether only the planner is evaluated anew, in full, and the documents keep everything else. */
  readonly isPlanning: boolean;
  readonly seed: number;
  /** Folder for evaluation.md, evaluation.json and the plots; absent when nothing is to be written. */
  readonly out?: string;
}

/** The seed in docs/forecasting.md. */
export const usualSeed = 2026;

export const usage = `npm run evaluate -- [COHORT.csv …] [--json] [--quick] [--docs | --planning | --render] [--out DIR] [--seed N]

  COHORT.csv  person,cycle,length and, where known, ovulation_day,period_length,age; without one the clinical file
  --json      numbers for programs instead of tables
  --quick     half a minute instead of several: fewer people, seeds and models
  --docs      writes docs/forecasting.md, docs/evaluation.json and docs/images/forecast/
  --planning  evaluates the planner alone, in minutes, and writes the same with all else as it was
  --render    writes the same from docs/evaluation.json as it is, in a second
  --out DIR   writes evaluation.md, evaluation.json and plots there
  --seed N    another whole number than ${usualSeed} to draw everything from
`;

/** The error is a sentence on what was not understood. */
export function parseOptions(words: readonly string[]): Result<Options, string> {
  const files: string[] = [];
  const flags = new Set<string>();
  let [seed, out]: [number, string | null] = [usualSeed, null];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (["--json", "--quick", "--docs", "--planning", "--render"].includes(word)) flags.add(word);
    else if (word === "--seed" || word === "--out") {
      const value = words[++i];
      if (value === undefined || value.startsWith("--"))
        return { ok: false, error: `${word} needs a value.` };
      if (word === "--out") out = value;
      else if (/^\d{1,9}$/.test(value)) seed = Number(value);
      else return { ok: false, error: `--seed expects a whole number of up to nine digits, got "${value}".` };
    } else if (word.startsWith("-")) return { ok: false, error: `There is no option "${word}".` };
    else files.push(word);
  }
  if (flags.has("--docs") && (files.length > 0 || flags.has("--quick"))) {
    return {
      ok: false,
      error: "--docs is about the clinical file in full: it takes no file and no --quick.",
    };
  }
  if (flags.has("--render") && words.length > 1) {
    return { ok: false, error: "--render takes nothing beside it: it evaluates nothing." };
  }
  if (flags.has("--planning") && words.length > 1) {
    return { ok: false, error: "--planning takes nothing beside it: its seed is that of the documents." };
  }
  return {
    ok: true,
    value: {
      files,
      isJson: flags.has("--json"),
      isQuick: flags.has("--quick"),
      writesDocs: flags.has("--docs"),
      isRender: flags.has("--render"),
      isPlanning: flags.has("--planning"),
      seed,
      ...(out === null ? {} : { out }),
    },
  };
}
