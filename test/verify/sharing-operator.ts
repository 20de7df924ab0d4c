/** A relay as its operator has it: every request that comes, with what can be seen of it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRelay } from "@tidetable/relay";
import type { Transport } from "@tidetable/sync";

/** One request as an operator who writes everything down would have it. */
export interface SeenRequest {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** Method and kind of address: `PUT letterbox`. */
  readonly kind: string;
  /** What stands in the address behind its kind: a letterbox's id, a log's place. */
  readonly detail: string;
  readonly status: number;
  readonly sent: Uint8Array;
  readonly gotBytes: number;
}

/** Simulated time: a base that is set, and what has really passed since, so that work that takes longer is seen to. */
export interface SimulatedClock {
  /** Milliseconds since 1970. */
  now(): number;
  goTo(milliseconds: number): void;
}

export function simulatedClock(first: number): SimulatedClock {
  let base = first;
  let since = performance.now();
  return {
    now: () => base + (performance.now() - since),
    goTo(milliseconds) {
      base = milliseconds;
      since = performance.now();
    },
  };
}

export interface OperatorRelay {
  readonly origin: string;
  /** Everything seen since the last `forget`. */
  readonly seen: readonly SeenRequest[];
  readonly transport: Transport;
  /** False: nothing answers. */
  isUp: boolean;
  forget(): void;
  close(): Promise<void>;
}

const plenty = { perMinute: 1e9, burst: 1e9 };
const rates = {
  writes: plenty,
  challenges: plenty,
  creations: plenty,
  mail: plenty,
  letterboxes: plenty,
  newLetterboxes: plenty,
};

/**
 * The real relay over a real SQLite file, reached without a socket, so that thousands of rounds fit into minutes.
 *
 * @param folder where it keeps its data; null is a folder of its own, which goes when it is closed
 */
export async function openOperatorRelay(
  host: string,
  clock: SimulatedClock,
  folder: string | null = null,
): Promise<OperatorRelay> {
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), "tidetable-operator-"));
  const opened = await openRelay({
    files: new Map(),
    dataFolder,
    invite: "open",
    rates,
    publicHost: host,
    pushServices: ["https://push.example"],
    clock: () => Math.floor(clock.now()),
    log: () => {},
  });
  const seen: SeenRequest[] = [];
  let isClosed = false;
  const nothing = new Uint8Array(0);
  const relay: OperatorRelay = {
    origin: `https://${host}`,
    seen,
    isUp: true,
    transport: {
      host,
      async send({ method, path, headers, body }) {
        if (!relay.isUp) return null;
        const at = clock.now();
        const answer = await opened.relay.request(`https://${host}${path}`, {
          method,
          headers: { ...headers, host },
          body,
        });
        const got = new Uint8Array(await answer.arrayBuffer());
        const [kind, detail] = splitPath(path);
        seen.push({
          at,
          kind: `${method} ${kind}`,
          detail,
          status: answer.status,
          sent: body ?? nothing,
          gotBytes: got.length,
        });
        return { status: answer.status, body: got };
      },
    },
    forget: () => void seen.splice(0),
    async close() {
      if (isClosed) return;
      isClosed = true;
      await opened.close();
      if (folder === null) rmSync(dataFolder, { recursive: true });
    },
  };
  return relay;
}

/** `/v1/letterbox/ID` as its kind and the rest. */
function splitPath(path: string): readonly [kind: string, detail: string] {
  const [, kind = "", detail = ""] = /^\/v1\/([\w-]+)[/?]?(.*)$/.exec(path) ?? [];
  return [kind, detail];
}
