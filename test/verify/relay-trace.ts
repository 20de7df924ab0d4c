import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

// What a traced process did to files and sockets, from the text that strace writes. Positions count the trace's lines: a
// call that another thread interrupts begins on one line and ends on a later one.

/** The calls a proof looks at: all by which SQLite and PostgreSQL write, and by which Node answers. */
const tracedCalls =
  "write,writev,pwrite64,pwritev,lseek,ftruncate,fallocate,fsync,fdatasync,sync_file_range,sendto,sendmsg,rename,unlink";

/** How strace is called for `readTrace`: with threads and children, whole strings, and what stands behind each descriptor. */
export const straceWords = (file: string): readonly string[] => [
  "-f",
  "-yy",
  "-xx",
  ...["-s", "1048576"],
  ...["-e", `trace=${tracedCalls}`],
  ...["-e", "signal=none"],
  ...["-o", file],
];

/** Whether this machine can trace at all; null where it can, else why not. */
export function whyNoStrace(): string | null {
  const { status, error } = spawnSync("strace", ["-o", "/dev/null", "true"]);
  if (error) return "strace is not here";
  return status === 0 ? null : "strace may not trace here";
}

interface Placed {
  /** Line on which the call began. */
  readonly begin: number;
  /** Line on which it ended; `begin` unless something came between. */
  readonly end: number;
}

export type TraceEvent = Placed &
  (
    | { readonly kind: "write"; readonly path: string; readonly data: Buffer; readonly at: number }
    | { readonly kind: "truncate"; readonly path: string; readonly length: number }
    | { readonly kind: "sync"; readonly path: string; readonly ok: boolean }
    | { readonly kind: "unlink"; readonly path: string }
    /** Ports: our own and the other side's. Socket files have none. */
    | { readonly kind: "send"; readonly from: number; readonly to: number; readonly data: Buffer }
  );

/** The events of a trace that concern sockets or files below `folder`, by the line on which they ended. */
export async function readTrace(file: string, folder: string): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const begunByThread = new Map<string, { text: string; begin: number }>();
  const positions: Positions = new Map();
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line++;
    const space = text.indexOf(" ");
    const thread = text.slice(0, space);
    const rest = text.slice(space).trimStart();
    if (rest.endsWith("<unfinished ...>")) {
      begunByThread.set(thread, { text: rest.slice(0, -"<unfinished ...>".length).trimEnd(), begin: line });
      continue;
    }
    let [call, begin] = [rest, line];
    if (rest.startsWith("<... ")) {
      const begun = begunByThread.get(thread);
      if (begun === undefined) continue;
      begunByThread.delete(thread);
      [call, begin] = [begun.text + rest.slice(rest.indexOf("resumed>") + "resumed>".length), begun.begin];
    }
    const event = eventOfCall(call, { begin, end: line }, folder, positions);
    if (event !== null) events.push(event);
  }
  return events;
}

/** Where each descriptor stands, for those that write without saying where: by thread group is not needed, names are. */
type Positions = Map<string, number>;

function eventOfCall(call: string, placed: Placed, folder: string, positions: Positions): TraceEvent | null {
  const open = call.indexOf("(");
  const name = call.slice(0, open);
  const result = Number(/ = (-?\d+)/.exec(call.slice(call.lastIndexOf(") ")))?.[1] ?? Number.NaN);
  const target = targetOf(call);
  const isOurs = target.startsWith(`${folder}/`) || target === folder;
  switch (name) {
    case "write":
    case "writev":
    case "sendto":
    case "sendmsg":
    case "pwrite64":
    case "pwritev": {
      if (!(result > 0)) return null;
      const socket = /^TCP(?:v6)?:\[.*:(\d+)->.*:(\d+)\]$/.exec(target);
      if (socket) {
        const [from, to] = [Number(socket[1]), Number(socket[2])];
        return { ...placed, kind: "send", from, to, data: stringsOf(call).subarray(0, result) };
      }
      if (!isOurs) return null;
      const data = stringsOf(call).subarray(0, result);
      const says = name.startsWith("p") ? Number(/, (\d+)\) += \d+$/.exec(call)?.[1]) : null;
      const at = says ?? positions.get(target) ?? 0;
      if (says === null) positions.set(target, at + result);
      return { ...placed, kind: "write", path: target, data, at };
    }
    case "lseek":
      if (isOurs && result >= 0) positions.set(target, result);
      return null;
    case "ftruncate": {
      if (!isOurs || result !== 0) return null;
      return { ...placed, kind: "truncate", path: target, length: Number(/, (\d+)\) += 0$/.exec(call)?.[1]) };
    }
    case "fsync":
    case "fdatasync":
      return isOurs ? { ...placed, kind: "sync", path: target, ok: result === 0 } : null;
    case "unlink": {
      const path = stringsOf(call).toString();
      return result === 0 && path.startsWith(`${folder}/`) ? { ...placed, kind: "unlink", path } : null;
    }
    default:
      return null;
  }
}

/** The file or socket behind a call's first argument: `17</path>`, its letters as \x2f where they are a path's. */
function targetOf(call: string): string {
  const open = call.indexOf("<");
  const close = call.indexOf(">", open);
  // A socket's name has an arrow of its own.
  const end = call[close - 1] === "-" ? call.indexOf(">", close + 1) : close;
  if (open < 0 || end < 0) return "";
  const name = call.slice(open + 1, end);
  return name.startsWith("\\x") ? fromHex(name) : name;
}

/** All the bytes a call was given, one argument after the other. */
function stringsOf(call: string): Buffer {
  const parts: string[] = [];
  let from = call.indexOf('"');
  while (from >= 0) {
    const to = call.indexOf('"', from + 1);
    if (to < 0) break;
    parts.push(call.slice(from + 1, to));
    from = call.indexOf('"', to + 1);
  }
  return Buffer.from(parts.join("").replaceAll("\\x", ""), "hex");
}

const fromHex = (escaped: string): string => Buffer.from(escaped.replaceAll("\\x", ""), "hex").toString();
