import { expect, test } from "vitest";
import { formatTally, sumOfTallies, tallyFromExit, tallyFromVitest } from "../scripts/tally.ts";

const file = (name: string, status: string, ...statuses: readonly string[]) => ({
  name: `/project/test/${name}`,
  status,
  assertionResults: statuses.map((outcome, index) => ({ fullName: `test ${index + 1}`, status: outcome })),
});
const report = (...testResults: readonly unknown[]) => ({ testResults });

test("a step that holds is one passed test, one that does not is one failed", () => {
  expect(formatTally(tallyFromExit("lint", 0))).toBe("1 passed, 0 failed");
  expect(tallyFromExit("lint", 2).failures).toEqual(["lint (exit 2)"]);
});

test("tests are counted by their outcome, and the failed ones named", () => {
  const tally = tallyFromVitest(
    "unit tests",
    report(
      file("a.test.ts", "passed", "passed", "passed"),
      file("b.test.ts", "failed", "passed", "failed", "pending"),
    ),
    1,
    "/project",
  );
  expect(formatTally(tally)).toBe("3 passed, 1 failed, 1 skipped");
  expect(tally.failures).toEqual(["test/b.test.ts: test 2"]);
});

test.each([
  ["no report", null, 1, "unit tests left no report (exit 1)"],
  ["a report of another kind", { tests: 3 }, 0, "unit tests left no report (exit 0)"],
  ["no test", report(), 0, "unit tests ran no test"],
  [
    "nothing but skipped tests",
    report(file("a.test.ts", "passed", "pending", "todo")),
    0,
    "unit tests ran no test",
  ],
  [
    "a file that cannot be loaded",
    report(file("ok.test.ts", "passed", "passed"), file("a.test.ts", "failed")),
    1,
    "test/a.test.ts could not run",
  ],
  [
    "an error outside any test",
    report(file("a.test.ts", "passed", "passed")),
    1,
    "unit tests failed outside any test (exit 1)",
  ],
])("%s is a failure", (_name, found, exitCode, failure) => {
  expect(tallyFromVitest("unit tests", found, exitCode, "/project").failures).toEqual([failure]);
});

test("the sum loses nothing", () => {
  const sum = sumOfTallies([
    { passed: 2, skipped: 1, failures: ["a"] },
    { passed: 3, skipped: 0, failures: ["b", "c"] },
  ]);
  expect(sum).toEqual({ passed: 5, skipped: 1, failures: ["a", "b", "c"] });
});
