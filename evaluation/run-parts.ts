import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Part, PartResult } from "./part.ts";

/** Every part in a process of its own, as many at a time as there are processors; answers in the order of the parts. */
export async function runParts(parts: readonly Part[]): Promise<readonly PartResult[]> {
  const results = new Map<Part, PartResult>();
  const waiting = [...parts];
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) results.set(part, await runPart(part));
  };
  await Promise.all(Array.from({ length: Math.min(parts.length, availableParallelism()) }, work));
  return parts.map((part) => results.get(part)!);
}

async function runPart(part: Part): Promise<PartResult> {
  const file = fileURLToPath(new URL("./part.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  child.stdin.end(JSON.stringify(part));
  const answer = await text(child.stdout);
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`a part of the evaluation ended with ${exitCode}`);
  return JSON.parse(answer) as PartResult;
}
