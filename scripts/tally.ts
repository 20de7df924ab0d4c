import { relative } from "node:path";

/** What one step of the gate found. `failures` are names for people, one a failed test. */
export interface Tally {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

/** A step that either holds or does not, as one test. */
export function tallyFromExit(name: string, exitCode: number): Tally {
  return exitCode === 0
    ? { passed: 1, skipped: 0, failures: [] }
    : { passed: 0, skipped: 0, failures: [`${name} (exit ${exitCode})`] };
}

/**
 * What a Vitest run found, from its JSON report and its exit code.
 *
 * `folder` is where the names of test files begin. More can go wrong than tests: no report, a file that cannot be loaded, no test at all, an error outside any test.
 * Each counts as a failure, because each could hide one.
 */
export function tallyFromVitest(name: string, report: unknown, exitCode: number, folder: string): Tally {
  const files = filesFromReport(report, folder);
  if (files === null)
    return { passed: 0, skipped: 0, failures: [`${name} left no report (exit ${exitCode})`] };
  const tests = files.flatMap((file) => file.tests);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const passed = count("passed");
  const failed = count("failed");
  const failures = files.flatMap((file) => {
    const names = file.tests
      .filter(({ status }) => status === "failed")
      .map((test) => `${file.name}: ${test.name}`);
    return names.length === 0 && file.status === "failed" ? [`${file.name} could not run`] : names;
  });
  if (passed + failed === 0) failures.push(`${name} ran no test`);
  if (exitCode !== 0 && failures.length === 0)
    failures.push(`${name} failed outside any test (exit ${exitCode})`);
  return { passed, skipped: tests.length - passed - failed, failures };
}

/** The last line of a run. */
export function formatTally({ passed, skipped, failures }: Tally): string {
  return `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

export function sumOfTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    skipped: tallies.reduce((sum, tally) => sum + tally.skipped, 0),
    failures: tallies.flatMap((tally) => tally.failures),
  };
}

interface ReportedFile {
  readonly name: string;
  readonly status: string;
  readonly tests: readonly { readonly name: string; readonly status: string }[];
}

/** The part of Vitest's JSON report that is read here (its Jest-compatible fields), or null for anything else. */
function filesFromReport(report: unknown, folder: string): readonly ReportedFile[] | null {
  if (!isRecord(report) || !Array.isArray(report.testResults)) return null;
  return report.testResults.filter(isRecord).map((file) => ({
    name: relative(folder, String(file.name)),
    status: String(file.status),
    tests: (Array.isArray(file.assertionResults) ? file.assertionResults : [])
      .filter(isRecord)
      .map((test) => ({ name: String(test.fullName), status: String(test.status) })),
  }));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
