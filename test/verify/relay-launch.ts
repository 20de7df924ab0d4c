import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { RelayOrder } from "./relay-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const relayEntry = fileURLToPath(new URL("relay-process.ts", import.meta.url));

/** How a process ended; `code` is null where a signal did it. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** All it has logged so far. */
  readonly log: readonly string[];
  readonly ended: Promise<End>;
  /** SIGKILL, and gone when this resolves. */
  kill(): Promise<void>;
  /** SIGTERM, and gone when this resolves. */
  stop(): Promise<End>;
}

/** The server did not come up; `log` says what it said. */
export class NotUp extends Error {
  constructor(log: readonly string[], { code, signal }: End) {
    super(`the server ended before it listened (${code ?? signal}): ${log.join(" ")}`);
    this.name = "NotUp";
  }
}

const running = new Set<number>();
// A proof that ends by a mistake of its own leaves nothing behind.
process.on("exit", () => {
  for (const pid of running) process.kill(pid, "SIGKILL");
});

/** Starts a real relay on any free port; `around` is a program that starts it, with its words: strace. @throws NotUp */
export const launchRelay = (order: RelayOrder, around: readonly string[] = []): Promise<ServerProcess> =>
  launchServer(relayEntry, [JSON.stringify(order)], around);

/** Starts a program of ours that says "relay PORT PID" once it listens. @throws NotUp */
export async function launchServer(
  entry: string,
  entryWords: readonly string[],
  around: readonly string[] = [],
): Promise<ServerProcess> {
  const node = [process.execPath, "--import", import.meta.resolve("tsx"), entry, ...entryWords];
  const [program, ...words] = [...around, ...node];
  const child = spawn(program!, words, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // File calls that go around the system calls would not be in a trace.
    env: { ...process.env, UV_USE_IO_URING: "0" },
  });
  const log: string[] = [];
  const ended = endOf(child);
  const listening = new Promise<{ port: number; pid: number }>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on("line", (line) => {
        log.push(line);
        const [, port, pid] = /^relay (\d+) (\d+)$/.exec(line) ?? [];
        if (port !== undefined) resolve({ port: Number(port), pid: Number(pid) });
      });
  });
  const up = await Promise.race([listening, ended]);
  if (!("port" in up)) throw new NotUp(log, up);
  const { port, pid } = up;
  running.add(pid);
  void ended.then(() => running.delete(pid));
  const signal = async (name: NodeJS.Signals): Promise<End> => {
    try {
      process.kill(pid, name);
    } catch {
      // It was gone already.
    }
    return ended;
  };
  return {
    port,
    pid,
    log,
    ended,
    kill: async () => void (await signal("SIGKILL")),
    stop: () => signal("SIGTERM"),
  };
}

async function endOf(child: ChildProcess): Promise<End> {
  const [code, signal] = await once(child, "close");
  return { code, signal };
}
