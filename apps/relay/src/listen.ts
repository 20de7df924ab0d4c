import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { healthPath } from "@tidetable/sync/protocol";
import type { Log } from "./log.ts";
import { refuse } from "./plain-refusal.ts";
import type { Relay } from "./relay.ts";
import { securityHeaders } from "./security-headers.ts";

export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The loopback by default; then ::1 answers too, because "localhost" is both. */
  readonly host?: string;
  readonly log: Log;
}

/** A relay that answers. */
export interface Listening {
  readonly port: number;
  /** Takes no new connection, ends streams of events, lets answers under way finish, and ends what is left after `graceMs` (two seconds). */
  stop(graceMs?: number): Promise<void>;
}

/** Why a relay cannot listen. `by` says who has the port: asked at `healthPath`. */
export type NotListening =
  | { readonly kind: "port-taken"; readonly by: "tidetable" | "something-else" }
  | { readonly kind: "port-forbidden" }
  | { readonly kind: "host-unknown" };

type Outcome =
  | { readonly ok: true; readonly value: Listening }
  | { readonly ok: false; readonly error: NotListening };

// Limits of one process; each is our choice. A connection that waits for events has sent its request, so that no timeout
// here ends it.
/** 5,000 streams of events, and everybody else. */
const maxConnections = 6_000;
const headersTimeoutMs = 10_000;
/** For a request with its body: the greatest, 4.3 MB, at 0.6 Mbit/s. */
const requestTimeoutMs = 60_000;
const keepAliveTimeoutMs = 5_000;
const stopGraceMs = 2_000;
const askTimeoutMs = 1_000;

/** Binds the sockets. Expected failures are values; anything else the system says is thrown. */
export async function listen(relay: Relay, { port, host, log }: ListenOptions): Promise<Outcome> {
  const stopping = new AbortController();
  const first = createHttpServer(relay, stopping.signal);
  const failure = await bind(first, port, host ?? "127.0.0.1");
  if (failure) return { ok: false, error: await explain(failure, port, host ?? "127.0.0.1") };
  const boundPort = portOf(first);

  const servers = [first];
  if (host === undefined) {
    const second = createHttpServer(relay, stopping.signal);
    const failureOnV6 = await bind(second, boundPort, "::1");
    if (!failureOnV6) servers.push(second);
    // Half of "localhost" belongs to another program, and which half a browser asks is chance.
    else if (failureOnV6 === "EADDRINUSE" && port !== 0) {
      await stopServer(first, stopGraceMs);
      return { ok: false, error: await explain(failureOnV6, port, "[::1]") };
    }
  }

  log({ event: "listening", port: boundPort });
  return {
    ok: true,
    value: {
      port: boundPort,
      stop: async (graceMs = stopGraceMs) => {
        stopping.abort();
        await Promise.all(servers.map((server) => stopServer(server, graceMs)));
        log({ event: "stopped" });
      },
    },
  };
}

function createHttpServer(relay: Relay, stopping: AbortSignal): Server {
  const unreadable = () => {
    const answer = refuse(400, "This is not a request that can be answered.");
    for (const [name, value] of Object.entries(securityHeaders)) answer.headers.set(name, value);
    return answer;
  };
  const listener = getRequestListener(
    (request, { incoming }) => relay.fetch(request, { address: incoming.socket.remoteAddress, stopping }),
    { errorHandler: unreadable },
  );
  // A request without a Host header is ours to answer: Node's own answer would lack the headers.
  const options = {
    requireHostHeader: false,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
  };
  const server = createServer({ ...options, keepAliveTimeout: keepAliveTimeoutMs }, listener);
  server.maxConnections = maxConnections;
  server.on("checkExpectation", listener);
  server.on("clientError", (_error, socket) => answerMalformed(socket));
  return server;
}

/** What is not HTTP never becomes a request; the answer is written by hand, with the headers of every other. */
function answerMalformed(socket: Duplex): void {
  if (!socket.writable) return;
  const headers = Object.entries({ ...securityHeaders, connection: "close", "content-length": "0" });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines}\r\n`);
}

/** Null when bound, else the system's code for why not. */
function bind(server: Server, port: number, host: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code ? resolve(error.code) : reject(error));
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      resolve(null);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new TypeError("portOf expects a server on a TCP port");
  return address.port;
}

async function explain(code: string, port: number, host: string): Promise<NotListening> {
  switch (code) {
    case "EADDRINUSE":
      return { kind: "port-taken", by: (await isTidetable(port, host)) ? "tidetable" : "something-else" };
    case "EACCES":
      return { kind: "port-forbidden" };
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
    case "ENOTFOUND":
      return { kind: "host-unknown" };
    default:
      throw new Error(`listen got ${code} from the system`);
  }
}

async function isTidetable(port: number, host: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}${healthPath}`, {
      signal: AbortSignal.timeout(askTimeoutMs),
    });
    const health: unknown = await answer.json();
    return typeof health === "object" && health !== null && "app" in health && health.app === "tidetable";
  } catch {
    // Whatever does not answer like a relay is not one.
    return false;
  }
}

async function stopServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(impatience);
}
