import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { type Ended, startTidetable } from "./cli-process.ts";

/** A relay that `tidetable serve` runs. */
export interface ServedRelay {
  readonly origin: string;
  readonly invite: string;
  readonly pid: number;
  /** Lines it has written to stderr so far. */
  readonly said: readonly string[];
  readonly ended: Promise<Pick<Ended, "code">>;
  stop(): Promise<Pick<Ended, "code">>;
}

/** Starts the real command on any free port and waits until it has said where it is and what its invite is. */
export async function serveRelay(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServedRelay> {
  const child: ChildProcess = startTidetable(["serve", "--port", "0", ...words], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  const ended = new Promise<Pick<Ended, "code">>((resolve) => child.on("close", (code) => resolve({ code })));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr! }).on("line", (line) => {
      said.push(line);
      if (said.length === 2) resolve();
    });
    void ended.then(() => reject(new Error(`serve ended: ${said.join(" ")}`)));
  });
  const origin = /^Tidetable runs at (http:\/\/\S+)\. Ctrl\+C stops it\.$/.exec(said[0]!)?.[1];
  if (!origin) throw new Error(`unexpected first line: ${said[0]}`);
  const invite = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(said[1]!)?.[0] ?? "";
  return {
    origin,
    invite,
    pid: child.pid!,
    said,
    ended,
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
