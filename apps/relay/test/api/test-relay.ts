import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ApiParts } from "../../src/api/parts.ts";
import { createRelay, type LogEntry, type Relay } from "../../src/index.ts";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { deviceOf, type TestDevice } from "./test-device.ts";

/** By which all test devices address their relay. */
export const host = "relay.example:4800";

/** 1 March 2027, noon, in milliseconds since 1970. */
export const noon = Date.UTC(2027, 2, 1, 12);

export interface TestRelay {
  readonly relay: Relay;
  readonly store: Store;
  readonly folder: string;
  readonly logged: LogEntry[];
  /** What time it is: moved by hand, or by `pass`, which also runs the timers that fall due. */
  readonly time: { now: number };
  pass(ms: number): Promise<void>;
  ask(
    method: string,
    path: string,
    body?: Uint8Array,
    headers?: Readonly<Record<string, string>>,
    world?: object,
  ): Promise<Response>;
  /** A device of a vault that is there, with a session. */
  entered(name: string): Promise<TestDevice>;
}

export async function openTestStore(): Promise<{ readonly store: Store; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "tidetable-api-"));
  const store = await openSqliteStore({ folder });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  return { store, folder };
}

/** Timers that run when the test says so. */
function timersBy(time: { now: number }) {
  const waiting = new Map<object, { readonly at: number; readonly act: () => void }>();
  return {
    waiting,
    later(ms: number, act: () => void) {
      const key = {};
      waiting.set(key, { at: time.now + ms, act });
      return () => void waiting.delete(key);
    },
    async pass(ms: number) {
      const end = time.now + ms;
      for (;;) {
        const [next] = [...waiting].filter(([, { at }]) => at <= end).toSorted((a, b) => a[1].at - b[1].at);
        if (next === undefined) break;
        waiting.delete(next[0]);
        time.now = Math.max(time.now, next[1].at);
        next[1].act();
        await settled();
      }
      time.now = end;
    },
  };
}

/** Long enough for what a timer set off to have read the store. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Over all relays of a file, because two that draw the same numbers give away the same challenges. */
let drawn = 0;

/** A relay on a real store in a folder of its own, asked without a socket. */
export async function openTestRelay(options: Partial<ApiParts> = {}): Promise<TestRelay> {
  const opened = options.store ? { store: options.store, folder: "" } : await openTestStore();
  const time = { now: noon };
  const { later, pass } = timersBy(time);
  const logged: LogEntry[] = [];
  const relay = createRelay({
    files: new Map(),
    log: (entry) => logged.push(entry),
    clock: () => time.now,
    randomBytes: (count) => {
      drawn += 1;
      return new Uint8Array(createHash("shake256", { outputLength: count }).update(`draw ${drawn}`).digest());
    },
    later,
    publicHost: host,
    invite: "open",
    ...options,
    store: opened.store,
  });

  const test: TestRelay = {
    ...opened,
    relay,
    logged,
    time,
    pass,
    ask: async (method, path, body, headers = {}, world) =>
      relay.request(
        `http://${host}${path}`,
        {
          method,
          headers: body ? { "content-length": String(body.length), ...headers } : headers,
          ...(body ? { body: new Uint8Array(body) } : {}),
        },
        world,
      ),
    async entered(name) {
      const device = deviceOf(test, name);
      const made = await device.create();
      if (made.status !== 200) throw new Error(`no vault: ${await made.text()}`);
      await device.enter();
      return device;
    },
  };
  return test;
}

/** An answer's status and its JSON. */
export async function said(answer: Promise<Response>): Promise<readonly [number, unknown]> {
  const given = await answer;
  const text = await given.text();
  return [given.status, text === "" ? null : JSON.parse(text)];
}
