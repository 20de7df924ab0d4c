import { describe, expect, test } from "vitest";
import { createTabTurn, type TurnChannel } from "../src/vault/tab-turn.ts";

/** Locks as browsers have them, for one lock: exclusive or shared, in the order asked; the world's part, not ours. */
function browserLocks() {
  let held: { readonly mode: string; readonly end: (stolen: boolean) => void }[] = [];
  const queue: { readonly mode: string; readonly grant: () => void }[] = [];
  const canHold = (mode: string) =>
    held.length === 0 || (mode === "shared" && held.every((other) => other.mode === "shared"));
  const serve = () => {
    while (queue[0] && canHold(queue[0].mode)) queue.shift()!.grant();
  };
  const request = (_name: string, options: LockOptions, act: (lock: Lock | null) => unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const mode = options.mode ?? "exclusive";
      const grant = () => {
        const mine = {
          mode,
          end(stolen: boolean) {
            if (!held.includes(mine)) return;
            held = held.filter((other) => other !== mine);
            if (stolen) reject(new DOMException("stolen", "AbortError"));
            serve();
          },
        };
        held.push(mine);
        Promise.resolve(act({ name: "", mode } as Lock)).then(
          (value) => {
            mine.end(false);
            resolve(value);
          },
          (error) => {
            mine.end(false);
            reject(error);
          },
        );
      };
      if (options.steal) {
        for (const other of [...held]) other.end(true);
        return grant();
      }
      if (canHold(mode) && queue.length === 0) return grant();
      if (options.ifAvailable) return Promise.resolve(act(null)).then(resolve, reject);
      const waiting = { mode, grant };
      queue.push(waiting);
      options.signal?.addEventListener("abort", () => {
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        reject(new DOMException("gave up", "AbortError"));
      });
    });
  return { request } as unknown as LockManager;
}

/** Tabs of one browser, and what each of them read and wrote. */
function tabs(count: number) {
  const locks = browserLocks();
  const listeners: (() => void)[] = [];
  const deaf = new Set<number>();
  const made = Array.from({ length: count }, (_, index) => {
    const channel: TurnChannel = {
      ask() {
        for (const [other, listener] of listeners.entries())
          if (other !== index && !deaf.has(other)) listener();
      },
      listen: (listener) => {
        listeners[index] = listener;
      },
    };
    return createTabTurn(locks, channel);
  });
  return { tabs: made, deaf };
}

describe("the turn to change a vault", () => {
  test("is one tab's at a time, and goes to whoever needs it when no work is under way", async () => {
    const [a, b] = tabs(2).tabs;
    const order: string[] = [];
    b!.onTaken(async () => void order.push("b reads"));
    await a!.takeIfFree();
    let endA: () => void = () => undefined;
    const working = a!.run(async () => {
      order.push("a begins");
      await new Promise<void>((resolve) => {
        endA = resolve;
      });
      order.push("a ends");
    });
    const other = b!.run(async () => void order.push("b writes"));
    await new Promise((later) => setTimeout(later, 50));
    expect(order).toEqual(["a begins"]);
    endA();
    await Promise.all([working, other]);
    expect(order).toEqual(["a begins", "a ends", "b reads", "b writes"]);
    expect([a!.isHeld(), b!.isHeld()]).toEqual([false, true]);
  });

  test("makes whoever gets it read anew first, and only then", async () => {
    const [a, b] = tabs(2).tabs;
    let reads = 0;
    a!.onTaken(async () => void reads++);
    await a!.takeIfFree();
    await a!.run(async () => undefined);
    expect(reads).toBe(0);
    await b!.run(async () => undefined);
    await a!.run(async () => undefined);
    await a!.run(async () => undefined);
    expect(reads).toBe(1);
  });

  test("is not asked for by work that can be left to the tab that has it", async () => {
    const [a, b] = tabs(2).tabs;
    await a!.takeIfFree();
    expect(await b!.runIfFree(async () => "done")).toBe(null);
    a!.giveBack();
    await new Promise((later) => setTimeout(later));
    expect(await b!.runIfFree(async () => "done")).toBe("done");
  });

  test("hurries what takes long in the tab that has it", async () => {
    const [a, b] = tabs(2).tabs;
    let isHurried = false;
    let end: () => void = () => undefined;
    a!.onWanted(() => {
      isHurried = true;
      end();
    });
    await a!.takeIfFree();
    const slow = a!.run(() => new Promise<void>((resolve) => (end = resolve)));
    await b!.run(async () => undefined);
    await slow;
    expect(isHurried).toBe(true);
  });

  test("is taken from a tab that sleeps with it", async () => {
    const { tabs: both, deaf } = tabs(2);
    const [a, b] = both;
    await a!.takeIfFree();
    deaf.add(0);
    expect(await b!.run(async () => "done")).toBe("done");
    expect(a!.isHeld()).toBe(false);
  }, 15_000);

  test("stays free when the reading is refused, and the refusal is whoever's who asked", async () => {
    const [a, b] = tabs(2).tabs;
    a!.onTaken(async () => {
      throw new TypeError("no");
    });
    await expect(a!.run(async () => undefined)).rejects.toThrow("no");
    expect(await b!.run(async () => "done")).toBe("done");
  });

  test("alone waits for the other work of its own tab", async () => {
    const [a] = tabs(1).tabs;
    const order: string[] = [];
    let end: () => void = () => undefined;
    const first = a!.run(async () => {
      await new Promise<void>((resolve) => (end = resolve));
      order.push("first");
    });
    const alone = a!.runAlone(async () => void order.push("alone"));
    await new Promise((later) => setTimeout(later, 50));
    const last = a!.run(async () => void order.push("last"));
    end();
    await Promise.all([first, alone, last]);
    expect(order).toEqual(["first", "alone", "last"]);
  });

  test("is not needed beside others that do not have it; whoever waited for it is told so", async () => {
    const [a, b] = tabs(2).tabs;
    expect(await a!.besideOthers(async (waited) => waited)).toBe(false);
    await b!.takeIfFree();
    expect(await a!.besideOthers(async (waited) => waited)).toBe(true);
  });

  test("without locks is this tab's alone", async () => {
    const turn = createTabTurn(undefined, { ask: () => undefined, listen: () => undefined });
    expect(await turn.takeIfFree()).toBe(true);
    expect(await turn.run(async () => "done")).toBe("done");
    expect(await turn.besideOthers(async (waited) => waited)).toBe(false);
  });
});
