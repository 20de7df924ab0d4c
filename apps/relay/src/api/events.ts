import { answerRefusal } from "./answers.ts";
import type { ApiContext, Desk } from "./desk.ts";

/** Between two comments that keep a quiet stream from being taken for a dead one. Our choice; proxies wait 30 to 60 s. */
const heartbeatMs = 25_000;
/** Messages a caller may leave unread before it is let go, to ask again. Our choice. */
const maxUnread = 64;

/** `GET events`: where the head is, now and whenever it moves, until the session ends (rule 49). */
export async function answerEvents(desk: Desk, context: ApiContext): Promise<Response> {
  const token = await desk.tokenOf(context);
  if (!token.ok) return answerRefusal(token.error);
  const { session, until } = token.value;
  const row = await desk.store.readVault(session.vault);
  if (row === null || row.generation !== session.generation) return answerRefusal({ refused: "unknown" });

  const stream = openStream(desk, session, until, context.env?.stopping);
  if (stream === null) return answerRefusal({ refused: "too-many" }, { "retry-after": "60" });
  // The head as it is now that somebody watches: what moved since `row` was read is not missed.
  const now = await desk.store.readVault(session.vault).catch(() => null);
  if (now === null || now.generation !== session.generation) stream.end();
  else stream.tell(now.head);
  return new Response(stream.readable, {
    headers: {
      "cache-control": "no-store",
      "content-type": "text/event-stream",
      // A proxy that collects an answer before it passes it on would keep the news to itself.
      "x-accel-buffering": "no",
    },
  });
}

function openStream(
  { heads, later, clock }: Desk,
  { vault, generation }: { readonly vault: Uint8Array; readonly generation: number },
  until: number,
  stopping: AbortSignal | undefined,
) {
  const encoder = new TextEncoder();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let lastTold: number | null = null;
  let isOpen = true;
  const undo: (() => void)[] = [];

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    for (const stop of undo) stop();
  }
  function end(): void {
    if (!isOpen) return;
    close();
    controller.close();
  }
  function write(text: string): void {
    if (!isOpen) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -maxUnread) end();
  }
  function tell(head: number): void {
    // Heads only grow; a smaller one was read before the last move.
    if (lastTold !== null && head <= lastTold) return;
    lastTold = head;
    write(`event: head\ndata: ${head}\n\n`);
  }
  function beat(): void {
    let cancel = later(heartbeatMs, function again() {
      write(":\n\n");
      cancel = later(heartbeatMs, again);
    });
    undo.push(() => cancel());
  }

  const readable = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: close,
  });
  const stop = heads.watch(vault, { generation, moved: tell, ended: end });
  if (stop === null) return null;
  undo.push(stop, later(Math.max(0, until - clock()), end));
  beat();
  stopping?.addEventListener("abort", end);
  undo.push(() => stopping?.removeEventListener("abort", end));
  if (stopping?.aborted) end();
  return { readable, tell, end };
}
