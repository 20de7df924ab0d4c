import type { RelayRequest, Transport } from "@tidetable/sync";

/** After which a relay counts as silent, in milliseconds. Our choice: 1 MiB at 0.3 Mbit/s. */
const patienceMilliseconds = 30_000;

/**
 * The way to a relay at an address such as `https://diary.example`, without a slash at its end.
 *
 * Nothing goes along that was not asked for: no cookies, no referrer, and no redirect to somebody else. What `isOver`
 * gives when a request begins ends it. A relay of another origin is reached only where the page's content security policy names it.
 */
export function transportTo(relay: string, isOver?: () => AbortSignal): Transport {
  return {
    host: new URL(relay).host,
    async send({ method, path, headers, body }: RelayRequest) {
      const patience = AbortSignal.timeout(patienceMilliseconds);
      try {
        const answer = await fetch(relay + path, {
          method,
          headers,
          body,
          signal: isOver ? AbortSignal.any([isOver(), patience]) : patience,
          ...quietly,
        });
        return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
      } catch {
        // No network, no such relay, a redirect, a policy that forbids it: a browser does not tell them apart.
        return null;
      }
    },
  };
}

const quietly = {
  cache: "no-store",
  credentials: "omit",
  redirect: "error",
  referrerPolicy: "no-referrer",
} as const satisfies RequestInit;

/**
 * Calls `onHead` whenever a relay says that its log moved (rule 49), until the stream ends or `isOver`. What is said is
 * only that: whoever hears it asks the log. False where no stream was to be had.
 */
export async function streamHeads(
  relay: string,
  path: string,
  token: string,
  isOver: AbortSignal,
  onHead: () => void,
): Promise<boolean> {
  try {
    const headers = { authorization: `Tidetable ${token}` };
    const answer = await fetch(relay + path, { headers, signal: isOver, ...quietly });
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    if (!answer.ok || !isStream || !answer.body) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let line = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (line + read.value).split("\n");
      line = lines.pop() ?? "";
      if (lines.some((one) => one.startsWith("data:"))) onHead();
    }
    return true;
  } catch {
    return false;
  }
}

/** The relay that handed out this page: where it lies, without a slash at the end. */
export const ownRelay = (): string => new URL("./", location.href).href.replace(/\/$/, "");
