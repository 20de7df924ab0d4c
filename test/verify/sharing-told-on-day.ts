/** The built app and a relay on real sockets, at a time that is set: for proofs that live through days. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openRelay, readAppFiles } from "@tidetable/relay";
import type { Transport } from "@tidetable/sync";
import { builtApp } from "../end-to-end/browser.ts";
import type { SimulatedClock } from "./sharing-operator.ts";

export interface TimedApp {
  readonly origin: string;
  /** The relay by its address, over HTTP. */
  transport(relay: string): Transport;
  /** Posts what is due now. */
  dispatch(): Promise<void>;
  /** Nothing answers any more; `start` brings it back at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Read once: all of a proof's relays serve the same app. */
let files: Awaited<ReturnType<typeof readAppFiles>> = null;

export async function startTimedApp(
  clock: SimulatedClock,
  pushServices: readonly string[] = [],
): Promise<TimedApp> {
  files ??= await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const served = files;
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-timed-"));
  const log = (): void => {};
  let port = 0;
  let dispatch = async (): Promise<void> => {};
  const open = async () => {
    const now = () => Math.floor(clock.now());
    const relay = await openRelay({
      files: served,
      dataFolder,
      invite: "open",
      log,
      pushServices,
      clock: now,
    });
    const listening = await listen(relay.relay, { port, log });
    if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
    port = listening.value.port;
    dispatch = () => relay.dispatch(0);
    return async () => {
      await listening.value.stop(0);
      await relay.close();
    };
  };
  let stop = await open();
  return {
    origin: `http://localhost:${port}`,
    transport: (relay) => ({
      host: new URL(relay).host,
      async send({ method, path, headers, body }) {
        try {
          const answer = await fetch(`${relay}${path}`, { method, headers, body });
          return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
        } catch {
          return null;
        }
      },
    }),
    dispatch: () => dispatch(),
    async stop() {
      await stop();
      stop = async () => {};
    },
    async start() {
      stop = await open();
    },
    async close() {
      await stop();
      rmSync(dataFolder, { recursive: true });
    },
  };
}
