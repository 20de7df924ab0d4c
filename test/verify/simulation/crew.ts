import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

/** What a helper process is asked: a stretch of seeds, of one proof, on one copy of the engine. */
export interface Task {
  /** Folder with `src` and `test/simulation`: the tree's own, or a copy with a planted bug. */
  readonly engine: string;
  readonly proof: "converge" | "malicious-relay";
  readonly from: number;
  readonly count: number;
  readonly isReal?: boolean;
  /** Enough failures to stop after. */
  readonly stopAfter?: number;
}

/** Longer than any stretch of seeds takes. Our choice. */
const longestTaskMs = 90_000;

/** Processes that run simulations side by side: as many as the machine has processors. */
export class Crew {
  readonly #idle: ChildProcess[] = [];
  readonly #all: ChildProcess[] = [];
  readonly size = availableParallelism();

  /** Runs one task; the answer is the survey of its proof. Ask for at most `size` at a time. */
  async run<Survey>(task: Task): Promise<Survey> {
    const worker = this.#idle.pop() ?? this.#hire();
    // An engine with a bug in it may go round in circles.
    const patience = setTimeout(() => worker.kill("SIGKILL"), longestTaskMs);
    try {
      return await new Promise<Survey>((resolve, reject) => {
        const gone = (): void => reject(new Error("hangs"));
        worker.once("exit", gone);
        worker.once("message", (answer: { readonly survey: Survey } | { readonly failure: string }) => {
          worker.off("exit", gone);
          if ("failure" in answer) reject(new Error(answer.failure));
          else resolve(answer.survey);
        });
        worker.send(task);
      });
    } finally {
      clearTimeout(patience);
      if (worker.connected) this.#idle.push(worker);
    }
  }

  /** Runs all tasks, `size` at a time; stops early where `each` says so. */
  async runAll<Survey>(tasks: readonly Task[], each: (survey: Survey, task: Task) => boolean): Promise<void> {
    let next = 0;
    let isOver = false;
    const work = async (): Promise<void> => {
      while (!isOver && next < tasks.length) {
        const task = tasks[next++]!;
        const survey = await this.run<Survey>(task);
        if (!isOver && !each(survey, task)) isOver = true;
      }
    };
    await Promise.all(Array.from({ length: this.size }, work));
  }

  dismiss(): void {
    for (const worker of this.#all) if (worker.connected) worker.disconnect();
  }

  #hire(): ChildProcess {
    // The flags of this process, because they are what lets it run TypeScript.
    const worker = fork(fileURLToPath(new URL("crew-member.ts", import.meta.url)), [], {
      serialization: "advanced",
    });
    this.#all.push(worker);
    return worker;
  }
}

/** Stretches of seeds, small enough that two processors end at about the same time. */
export function stretches(
  task: Omit<Task, "from" | "count">,
  from: number,
  count: number,
  size: number,
): readonly Task[] {
  const tasks: Task[] = [];
  for (let at = from; at < from + count; at += size)
    tasks.push({ ...task, from: at, count: Math.min(size, from + count - at) });
  return tasks;
}
