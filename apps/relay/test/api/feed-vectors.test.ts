import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { json } from "./test-device.ts";
import { host, openTestRelay } from "./test-relay.ts";

interface Vector extends Readonly<Record<"name" | "host" | "token" | "key" | "path" | "answer", string>> {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly status: number;
}

const file = new URL("../../../../packages/sync/vectors/feeds.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };

test("rules 109 to 111: the golden requests get the golden answers, byte for byte", async () => {
  const relay = await openTestRelay();
  const device = await relay.entered("anna");
  const asked = vectors.flatMap((vector) => (vector.method ? [{ ...vector, method: vector.method }] : []));
  const feed = asked.find(({ path }) => path.startsWith("/v1/feed/"))!.path.replace("/v1/feed/", "");
  const key = Buffer.from(asked[0]!.key, "hex").toString("base64url");
  expect((await device.send("POST", "/v1/feeds", json({ key, feed }))).status).toBe(200);
  for (const { name, method, path, headers, body, status, answer, host: signedFor } of asked) {
    expect([name, signedFor]).toEqual([name, host]);
    const sent = body === null ? undefined : Buffer.from(body, "hex");
    const given = await relay.ask(method, path, sent, headers);
    expect([name, given.status, await given.text()]).toEqual([name, status, answer]);
  }
  expect(asked.length).toBeGreaterThan(5);
  expect(await relay.store.totals()).toMatchObject({ feeds: 0 });
});
