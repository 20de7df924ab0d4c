import { type ChildProcess, execFile, spawn } from "node:child_process";
import { accessSync, chownSync, constants, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** A real PostgreSQL of its own: own data with checksums, a Unix socket and no port, gone when it is stopped. */
export interface TestPostgres {
  /** Makes an empty database; the answer is its address. */
  readonly freshDatabase: () => Promise<string>;
  /** The address of a database of this name, whether it is there or not. */
  readonly addressOf: (database: string) => string;
  /** Ends the server and everything it started at once, as a power cut does; the data stay. */
  readonly kill: () => Promise<void>;
  /** Starts it again, after `kill` or instead of what runs, with these settings over its own. */
  readonly restart: (settings?: PostgresSettings) => Promise<void>;
  /** Ends it and deletes its data. */
  readonly stop: () => Promise<void>;
}

/** Names and values as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string>>;

const run = promisify(execFile);
const owner = "tidetable";
const readyWithinMs = 30_000;
const pollMs = 25;

/** @throws Error, with one sentence that says what to install, where this machine has no PostgreSQL server */
export async function startPostgres(settings: PostgresSettings = {}): Promise<TestPostgres> {
  const programs = findPrograms();
  const user = await unprivilegedUser();
  const folder = await mkdtemp(join(tmpdir(), "tidetable-pg-"));
  await chmod(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const environment = { PATH: process.env.PATH, LC_ALL: "C" };
  await run(
    join(programs, "initdb"),
    ["-D", data, "-U", owner, "-E", "UTF8", "--locale=C", "--auth=trust", "--data-checksums", "--no-sync"],
    { ...user, cwd: folder, env: environment },
  );

  let server: ChildProcess | null = null;
  const start = async (over: PostgresSettings): Promise<void> => {
    await rm(join(data, "postmaster.pid"), { force: true });
    const all = { listen_addresses: "", unix_socket_directories: folder, ...settings, ...over };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    server = spawn(join(programs, "postgres"), ["-D", data, ...flags], {
      ...user,
      cwd: folder,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await untilReady(server, join(data, "postmaster.pid"));
  };
  const end = async (signal: "SIGINT" | "SIGKILL"): Promise<void> => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    const children = signal === "SIGKILL" ? await childrenOf(running.pid!) : [];
    running.kill(signal);
    // Each of its processes leads a session of its own, so that no group signal reaches them.
    for (const child of children) killQuietly(child);
    await gone;
  };

  const addressOf = (database: string) => `postgresql://${owner}@${encodeURIComponent(folder)}/${database}`;
  // Where the tests end without stopping it, it ends with them; on SIGQUIT it takes its processes along.
  const endWithTests = () => {
    server?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", endWithTests);
  let databases = 0;
  try {
    await start({});
  } catch (error) {
    await end("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    addressOf,
    async freshDatabase() {
      databases += 1;
      const name = `tidetable_${databases}`;
      await run(join(programs, "createdb"), ["-h", folder, "-U", owner, name], { env: environment });
      return addressOf(name);
    },
    kill: () => end("SIGKILL"),
    async restart(over = {}) {
      await end("SIGINT");
      await start(over);
    },
    async stop() {
      process.off("exit", endWithTests);
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of PostgreSQL's programs: the newest of Debian's, which are on no PATH, or the one on the PATH. */
function findPrograms(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const found = folders.find((folder) =>
    ["initdb", "postgres", "createdb"].every((name) => isProgram(join(folder, name))),
  );
  if (found) return found;
  throw new Error(
    "This test needs a PostgreSQL server, and there is none (on Debian: apt-get install postgresql).",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whom the server runs as where we are root, which PostgreSQL refuses to be; null: as ourselves. */
async function unprivilegedUser(): Promise<{ readonly uid: number; readonly gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, name])));
      return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
    } catch {
      // No such user here; the next one.
    }
  }
  throw new Error(
    "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.",
  );
}

/** The last line of the server's own file says when it takes connections. */
async function untilReady(server: ChildProcess, statusPath: string): Promise<void> {
  let said = "";
  server.stderr?.on("data", (bytes: Buffer) => {
    said = (said + bytes.toString("utf8")).slice(-2_000);
  });
  for (let waited = 0; waited < readyWithinMs; waited += pollMs) {
    if (server.exitCode !== null || server.signalCode !== null) break;
    const status = existsSync(statusPath) ? readFileSync(statusPath, "utf8") : "";
    if (/^ready\s*$/m.test(status)) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, of]) => of === parent).map(([pid]) => pid!);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended before.
  }
}
