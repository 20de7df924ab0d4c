import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** The connection ended, or was never made: whether the relay did what it was asked is not known. */
export class Hung extends Error {
  constructor() {
    super("the connection ended without an answer");
    this.name = "Hung";
  }
}

/**
 * One kept connection that carries one request at a time. Written by hand, so that a proof knows which socket carried
 * which answer, and a measurement costs little in the process that makes the load.
 */
export interface Wire {
  /** Of this side; it names the connection in a trace of the relay. */
  readonly localPort: number;
  /** The relay as its devices address it. */
  readonly host: string;
  /** @throws Hung when the connection ends first */
  request(method: string, path: string, body?: Uint8Array | string, token?: string): Promise<Answer>;
  /** As `request`, the bytes ready-made. */
  send(bytes: Uint8Array): Promise<Answer>;
  close(): void;
}

/** Connects to the loopback. @throws Hung where nobody listens */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  try {
    await once(socket, "connect");
  } catch {
    throw new Hung();
  }
  const host = `127.0.0.1:${port}`;
  const send = answersOf(socket);
  return {
    localPort: socket.localPort ?? 0,
    host,
    send,
    request: (method, path, body, token) => send(requestBytes(host, method, path, body, token)),
    close: () => socket.destroy(),
  };
}

/** The bytes of one request. */
export function requestBytes(
  host: string,
  method: string,
  path: string,
  body: Uint8Array | string = "",
  token?: string,
): Buffer {
  const bytes = Buffer.from(body);
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`];
  if (token !== undefined) lines.push(`Authorization: Tidetable ${token}`);
  if (method !== "GET") {
    const type = typeof body === "string" ? "application/json" : "application/octet-stream";
    lines.push(`Content-Type: ${type}`, `Content-Length: ${bytes.length}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Hung): void;
}

function answersOf(socket: Socket): (bytes: Uint8Array) => Promise<Answer> {
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    waiting?.reject(new Hung());
    waiting = null;
  };
  socket.on("error", end);
  socket.on("close", end);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const parsed = readAnswer(received);
    if (parsed === null) return;
    received = received.subarray(parsed.length);
    waiting?.resolve(parsed.answer);
    waiting = null;
  });
  return (bytes) =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(new Hung());
      waiting = { resolve, reject };
      socket.write(bytes);
    });
}

/** The first answer in these bytes and its length; null where it is not all there. */
function readAnswer(bytes: Buffer): { answer: Answer; length: number } | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const at = end + 4;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const chunked = readChunks(bytes, at);
    return chunked && { answer: { status, body: chunked.body }, length: chunked.end };
  }
  const length = at + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return bytes.length < length ? null : { answer: { status, body: bytes.subarray(at, length) }, length };
}

function readChunks(bytes: Buffer, start: number): { body: Buffer; end: number } | null {
  const parts: Buffer[] = [];
  let at = start;
  while (true) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const length = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const next = lineEnd + 2 + length + 2;
    if (bytes.length < next) return null;
    if (length === 0) return { body: Buffer.concat(parts), end: next };
    parts.push(bytes.subarray(lineEnd + 2, next - 2));
    at = next;
  }
}
