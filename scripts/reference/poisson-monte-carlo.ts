import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./poisson_monte_carlo.py", import.meta.url));

/** What the published scheme gave and took, or why it could not be run, in a sentence. */
export type PublishedScheme =
  | {
      readonly kind: "ran";
      /** One for each row, with `--predictive`: chance of each length from 1 day on. */
      readonly predictive: readonly (readonly number[])[];
      readonly secondsPerForecast: number;
    }
  | { readonly kind: "failed"; readonly sentence: string };

/**
 * Lets plain Python forecast with the published Monte-Carlo scheme.
 *
 * @param options as poisson_monte_carlo.py explains them.
 */
export function runPublishedScheme(path: string, ...options: readonly string[]): PublishedScheme {
  const { error, status, stdout, stderr } = spawnSync("python3", [script, path, ...options], {
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error) return failed("The comparison needs python3, which is not there.");
  if (status !== 0) return failed(`python3 ended with ${status}: ${stderr.trim().split("\n").at(-1)}`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { secondsPerForecast } = lines.pop();
  return { kind: "ran", predictive: lines, secondsPerForecast };
}

const failed = (sentence: string): PublishedScheme => ({ kind: "failed", sentence });
