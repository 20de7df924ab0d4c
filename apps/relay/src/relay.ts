import { type Health, healthPath } from "@tidetable/sync/protocol";
import { type Context, Hono } from "hono";
import { encodingFromAccepted } from "./accept-encoding.ts";
import { apiPrefix, corsHeaders, createApi } from "./api/api.ts";
import type { ApiParts, RequestWorld } from "./api/parts.ts";
import type { AppFile, AppFiles } from "./app-files.ts";
import type { Log } from "./log.ts";
import { refuse, refuseUnknown } from "./plain-refusal.ts";
import { createSecurityHeaders } from "./security-headers.ts";

/** What a relay is made of. Without a store it hands out the app's files and carries nothing. */
export type RelayParts = FileParts & (ApiParts | { readonly store?: null });

interface FileParts {
  readonly files: AppFiles;
  readonly log: Log;
  /** Origins, besides its own, that the app may speak with: relays elsewhere. */
  readonly connectTo?: readonly string[] | undefined;
}

/** A relay as something that answers requests. */
export type Relay = Hono<{ Bindings: RequestWorld }>;

const health: Health = { app: "tidetable", protocol: 1, status: "ok" };
const fileMethods = ["GET", "HEAD"];

/**
 * What answers each request: the app's files, `healthPath` and, with a store, the API below `/v1/` and calendar feeds; without a socket, a
 * clock or a disk of its own.
 *
 * An address that names no file is 404, also where an app with routes would be sent its page: ours keeps its
 * place in the fragment, which no server sees.
 *
 * @throws RangeError where `connectTo` holds anything but origins
 */
export function createRelay(parts: RelayParts): Relay {
  const { files, log } = parts;
  const headersOfFiles = createSecurityHeaders(parts.connectTo ?? []);
  // Another origin's app may read what the API answers; that is what the API is for.
  const headersOfApi = { ...headersOfFiles, "cross-origin-resource-policy": "cross-origin", ...corsHeaders };
  const api = parts.store ? createApi(parts) : null;
  const relay: Relay = new Hono();

  relay.use(async (context, next) => {
    const isForApi = api !== null && context.req.path.startsWith(apiPrefix);
    if (isForApi || fileMethods.includes(context.req.method)) await next();
    else context.res = refuse(405, "Only GET and HEAD are answered here.", { allow: fileMethods.join(", ") });
    const headers = isForApi ? headersOfApi : headersOfFiles;
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });

  if (api) relay.route("/", api);
  relay.get(healthPath, (context) => context.json(health, 200, { "cache-control": "no-store" }));

  relay.get("*", async (context) => {
    const file = files.get(context.req.path);
    return file ? answerFile(context, file) : refuseUnknown();
  });

  relay.onError((error) => {
    log({ event: "fault", name: error.name });
    return refuse(500, "Something went wrong here.");
  });

  return relay;
}

async function answerFile(context: Context, file: AppFile): Promise<Response> {
  const encoding = encodingFromAccepted(context.req.header("accept-encoding"), file.encodings);
  const { bytes, entityTag } = await file.represent(encoding);
  const headers: Record<string, string> = {
    "cache-control": file.hashed ? "public, max-age=31536000, immutable" : "no-cache",
    etag: entityTag,
    vary: "accept-encoding",
  };
  if (isTagListed(context.req.header("if-none-match"), entityTag))
    return new Response(null, { status: 304, headers });
  if (encoding !== "identity") headers["content-encoding"] = encoding;
  return new Response(bytes, {
    headers: { ...headers, "content-type": file.contentType, "content-length": String(bytes.length) },
  });
}

/** Whether an If-None-Match header names this tag; weak comparison, as RFC 9110, section 13.1.2, asks. */
function isTagListed(header: string | undefined, entityTag: string): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(entityTag) || tags.includes("*");
}
