import { defineConfig } from "vitest/config";

/** Three projects: pure packages and small app parts, the built things through a terminal, and real Chromium. */
export default defineConfig({
  test: {
    // As many as there are processors: by itself vitest leaves one alone, which on two is every other one.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/test/**/*.test.ts",
            "apps/*/test/**/*.test.ts",
            "evaluation/test/*.test.ts",
            "test/*.test.ts",
          ],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "terminal",
          include: ["test/end-to-end/*.test.ts"],
          exclude: ["test/end-to-end/web-*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "end-to-end",
          include: ["test/end-to-end/web-*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One browser at a time: two cores, and screenshots must not race.
          fileParallelism: false,
        },
      },
    ],
  },
});
