import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { json } from "./test-device.ts";
import { host, openTestRelay } from "./test-relay.ts";

interface Vector {
  readonly name: string;
  readonly host: string;
  /** The public key of the writer, hexadecimal. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly status: number;
  readonly answer: string;
}

const file = new URL("../../../../packages/sync/vectors/letterboxes.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };

test("rules 92 to 94, 101 and 103: the golden requests get the golden answers, byte for byte", async () => {
  const relay = await openTestRelay({ pushServices: ["https://push.example"] });
  const device = await relay.entered("anna");
  for (const { key } of vectors) {
    const body = json({ key: Buffer.from(key, "hex").toString("base64url") });
    for (const path of ["/v1/letterboxes", "/v1/queues"])
      expect((await device.send("POST", path, body)).status).toBe(200);
  }
  for (const { name, method, path, headers, body, status, answer, host: signedFor } of vectors) {
    expect([name, signedFor]).toEqual([name, host]);
    const sent = body === null ? undefined : Buffer.from(body, "hex");
    const given = await relay.ask(method, path, sent, headers);
    const bytes = Buffer.from(await given.arrayBuffer()).toString("hex");
    expect([name, given.status, bytes]).toEqual([name, status, answer]);
  }
  expect(vectors.length).toBeGreaterThan(5);
  expect(await relay.store.totals()).toMatchObject({ letterboxes: 0, queues: 0 });
});
