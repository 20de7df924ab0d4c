import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** One message as a push service got it. */
export interface Delivered {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What a push service answers: a status, or nothing at all. */
export type EndpointAnswer =
  | number
  | "silence"
  | { readonly status: number; readonly location: string }
  | "flood";

/** A push service of its own, on this machine, over real HTTP. */
export interface PushEndpoint {
  readonly origin: string;
  readonly delivered: Delivered[];
  /** What is answered from now on. */
  answer: EndpointAnswer;
  /** Bytes of a flood that went out. */
  readonly flooded: () => number;
}

export async function startPushEndpoint(): Promise<PushEndpoint> {
  let flooded = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      endpoint.delivered.push({ method, path: url, headers, body: Buffer.concat(chunks) });
      const { answer } = endpoint;
      if (answer === "silence") return;
      if (answer === "flood") {
        outgoing.writeHead(201);
        const pour = (): void => {
          if (outgoing.destroyed) return;
          flooded += 65_536;
          outgoing.write(Buffer.alloc(65_536), () => setTimeout(pour, 1));
        };
        pour();
        return;
      }
      if (typeof answer === "number") outgoing.writeHead(answer).end();
      else outgoing.writeHead(answer.status, { location: answer.location }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const endpoint: PushEndpoint = {
    origin: `http://127.0.0.1:${address.port}`,
    delivered: [],
    answer: 201,
    flooded: () => flooded,
  };
  return endpoint;
}
