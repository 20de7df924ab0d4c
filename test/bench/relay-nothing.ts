import { listen, type Relay } from "@tidetable/relay";
import { relayPaths } from "@tidetable/sync/protocol";
import { Hono } from "hono";
import { corsHeaders } from "../../apps/relay/src/api/api.ts";
import { createSecurityHeaders } from "../../apps/relay/src/security-headers.ts";

// What the relay's HTTP server can do at best, in a process of its own: the same library, the same sockets and limits, the
// same headers on every answer, and of an append only its body's bytes taken in and an answer of the same shape.

const headers = {
  ...createSecurityHeaders([]),
  "cross-origin-resource-policy": "cross-origin",
  ...corsHeaders,
};
const app: Relay = new Hono();
app.use(async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
});
let head = 0;
app.post(relayPaths.log, async (context) => {
  await context.req.raw.arrayBuffer();
  return new Response(JSON.stringify({ head: ++head }), {
    headers: { "cache-control": "no-store", "content-type": "application/json" },
  });
});
const listening = await listen(app, { port: 0, host: "127.0.0.1", log: () => {} });
if (!listening.ok) throw new Error(`no free port: ${listening.error.kind}`);
process.stdout.write(`relay ${listening.value.port} ${process.pid}\n`);
process.on("SIGTERM", () => process.exit(0));
