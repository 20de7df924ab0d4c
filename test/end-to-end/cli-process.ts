import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const main = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));

/** What a process left behind; `code` is null when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  /** Where the caller stands; a fresh folder of a test's own, usually. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file to write data to instead of a pipe: its descriptor. */
  readonly stdout?: number;
}

/** Where `serve` keeps its data unless a test says otherwise: never the account's own. */
const dataHome = mkdtempSync(join(tmpdir(), "tidetable-data-"));
process.once("exit", () => rmSync(dataHome, { recursive: true, force: true }));

/** The environment of a plain shell: what npm and Vitest add would tell the command line that npm runs it. */
function shellEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$|VITEST|FORCE_COLOR$)/.test(name),
  );
  return { ...Object.fromEntries(kept), XDG_DATA_HOME: dataHome, ...added };
}

/** Starts the real command line in a process of its own, without npm around it. */
export function startTidetable(
  words: readonly string[],
  { cwd = root, env, stdout }: Surroundings = {},
): ChildProcess {
  return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), main, ...words], {
    cwd,
    env: shellEnvironment(env),
    stdio: ["ignore", stdout ?? "pipe", "pipe"],
  });
}

/** Runs the real command line to its end. */
export function tidetable(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return ended(startTidetable(words, surroundings));
}

/** As a checkout's user types it: `npm run -s tidetable -- …`, from any folder. */
export function tidetableThroughNpm(
  words: readonly string[],
  { cwd = root, env }: Surroundings = {},
): Promise<Ended> {
  const npmWords = ["--prefix", root, "run", "-s", "tidetable", "--", ...words];
  return ended(
    spawn("npm", npmWords, { cwd, env: shellEnvironment(env), shell: process.platform === "win32" }),
  );
}

/** Waits until a process is over and all it wrote has come. */
export function ended(child: ChildProcess): Promise<Ended> {
  const text = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text.out += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text.err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...text }));
  });
}
