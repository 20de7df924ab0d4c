import { answerAll } from "../cohort/answer-all.ts";
import type { NotACohort } from "../cohort/columns.ts";
import { type Survey, surveyCohort } from "../cohort/survey.ts";
import { sayUnread } from "../diary-file.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Rows between two words of progress. Our choice: a second's work. */
const rowsPerProgress = 100_000;
/** Rows of a file in which people are mixed: all are remembered until the end. Our choice: some 200 MB. */
const mostMixedRows = 1_000_000;

/**
 * For research: one line of JSON for each cycle of a cohort file, in the file's order, each forecast from that
 * person's earlier rows only. Memory does not grow with the file, except for a mark for each person.
 */
export async function forecastCohort(input: { readonly path: string }, world: World): Promise<ExitCode> {
  const opened = await world.openFile(input.path);
  if (!opened.ok) {
    world.stderr(`${sayUnread(input.path, opened.error, world.words)}\n`);
    return exitCodes.failure;
  }
  const file = opened.value;
  try {
    const survey = surveyCohort(file);
    const problem = survey.ok ? mixedTooMuch(survey.value) : survey.error;
    if (survey.ok && !problem) {
      await answerAll(file, survey.value, world, progressOf(survey.value.rowCount, world));
      return exitCodes.ok;
    }
    if (problem) world.stderr(`${sayNotACohort(input.path, problem, world)}\n`);
    return exitCodes.failure;
  } finally {
    file.close();
  }
}

/** Says now and then how many rows are written, when told how many more are. */
function progressOf(all: number, world: World): (count: number) => void {
  let done = 0;
  return (count) => {
    const before = Math.floor(done / rowsPerProgress);
    done += count;
    if (Math.floor(done / rowsPerProgress) === before) return;
    world.stderr(`${world.words.say("cohort-progress", { done, all })}\n`);
  };
}

/** What is wrong with a cohort before anybody is asked. */
type Refusal = NotACohort | { readonly kind: "mixed"; readonly rows: number };

const mixedTooMuch = ({ isTogether, rowCount }: Survey): Refusal | null =>
  isTogether || rowCount <= mostMixedRows ? null : { kind: "mixed", rows: rowCount };

function sayNotACohort(file: string, error: Refusal, { words }: World): string {
  const { kind, ...values } = error;
  // As text: an editor counts lines without a mark for thousands.
  const line = "line" in error ? { line: `${error.line}` } : {};
  const most = kind === "mixed" ? { most: mostMixedRows } : {};
  return words.say(`cohort-${kind}`, { file, ...values, ...line, ...most });
}
