import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { joinFrames, splitLogStretch } from "@tidetable/sync/protocol";
import { expect, onTestFinished, test } from "vitest";
import { createRelay, type Later, type Listening, type LogEntry, listen } from "../../src/index.ts";
import { ask as askRaw, shout } from "../raw-request.ts";
import { deviceOf, entry, type TestDevice } from "./test-device.ts";
import { openTestStore } from "./test-relay.ts";

const later: Later = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/** A relay that listens, and somebody who asks it over the network. */
async function listeningRelay() {
  const { store } = await openTestStore();
  const logged: LogEntry[] = [];
  const log = (line: LogEntry) => void logged.push(line);
  const relay = createRelay({
    files: new Map(),
    log,
    store,
    clock: Date.now,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    later,
    invite: "open",
    pollMs: 50,
  });
  const outcome = await listen(relay, { port: 0, log });
  if (!outcome.ok) throw new Error(outcome.error.kind);
  const listening = outcome.value;
  onTestFinished(() => listening.stop(0));
  const origin = `http://127.0.0.1:${listening.port}`;
  const ask = (
    method: string,
    path: string,
    body?: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ) => fetch(`${origin}${path}`, { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) });
  const device = deviceOf({ ask }, "anna");
  // What it is addressed by is what the proofs name.
  const options = { host: `127.0.0.1:${listening.port}` };
  return { listening, store, logged, device, options, origin };
}

async function entered(): Promise<{
  device: TestDevice;
  listening: Listening;
  origin: string;
  logged: LogEntry[];
}> {
  const { device, options, ...rest } = await listeningRelay();
  expect((await device.create({}, options)).status).toBe(200);
  await device.enter(options);
  return { device, ...rest };
}

test("rules 42, 45 and 48 over the network: a session, an append, the same bytes back", async () => {
  const { device } = await entered();
  const envelopes = Array.from({ length: 16 }, (_, at) => entry(`${at}`, 16_384));
  const appended = await device.append(0, ...envelopes);
  expect([appended.status, await appended.json()]).toEqual([200, { head: 16 }]);
  const read = splitLogStretch(
    new Uint8Array(await (await device.send("GET", "/v1/log?after=0")).arrayBuffer()),
  );
  expect(read?.envelopes.map((one) => Buffer.from(one))).toEqual(envelopes);
});

test("rule 49 over the network: events come while the connection is open, and stopping ends it at once", async () => {
  const { device, listening } = await entered();
  const answer = await device.send("GET", "/v1/events");
  const reader = answer.body!.getReader();
  const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
  expect(await next()).toBe("event: head\ndata: 0\n\n");
  await device.append(0, entry("1"));
  expect(await next()).toBe("event: head\ndata: 1\n\n");
  const start = performance.now();
  await listening.stop(10_000);
  expect((await reader.read()).done).toBe(true);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("who hangs up makes room for another stream", async () => {
  const { device } = await entered();
  for (let turn = 0; turn < 20; turn += 1) {
    const answer = await device.send("GET", "/v1/events");
    expect(answer.status).toBe(200);
    await answer.body!.cancel();
    // The relay hears of it with the next packet.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test("a body without a stated length is read, and cut off at the limit", async () => {
  const { device, listening } = await entered();
  const head = [
    "POST /v1/log?expect=0 HTTP/1.1",
    `Host: 127.0.0.1:${listening.port}`,
    `Authorization: Tidetable ${device.token}`,
    "Transfer-Encoding: chunked",
    "Connection: close",
  ].join("\r\n");
  const body = Buffer.from(joinFrames([entry("1")])).toString("latin1");
  const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const { port } = listening;
  const heard = await shoutBytes(port, `${head}\r\n\r\n${chunked(body)}0\r\n\r\n`);
  expect(heard).toMatch(/^HTTP\/1.1 200 [\s\S]*\{"head":1\}/);

  const large = chunked("x".repeat(65_536)).repeat(17);
  expect(await shoutBytes(port, `${head}\r\n\r\n${large}`)).toMatch(
    /^HTTP\/1.1 413 [\s\S]*\{"refused":"too-large"\}/,
  );
});

test("a length that is stated and too great is refused before anything comes", async () => {
  const { device, listening } = await entered();
  const heard = await shout(
    listening.port,
    `POST /v1/log?expect=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Tidetable ${device.token}\r\n` +
      "Content-Length: 999999999\r\nConnection: close\r\n\r\n",
  );
  expect(heard).toMatch(/^HTTP\/1.1 413 /);
});

test("what is below /v1/ and what is not keep their own headers over the network", async () => {
  const { listening, logged } = await entered();
  const api = await askRaw(listening.port, "/v1/challenge", { headers: { origin: "https://app.example" } });
  expect(api.headers).toMatchObject({
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  });
  expect(api.headers).not.toHaveProperty("set-cookie");
  const other = await askRaw(listening.port, "/", { method: "POST", body: "x" });
  expect([other.status, other.headers["cross-origin-resource-policy"]]).toEqual([405, "same-origin"]);
  expect(logged).toEqual([{ event: "listening", port: listening.port }]);
});

test("a relay without a store has no API", async () => {
  const relay = createRelay({ files: new Map(), log: () => {} });
  expect((await relay.request("/v1/challenge")).status).toBe(404);
  expect((await relay.request("/v1/session", { method: "POST" })).status).toBe(405);
  expect((await relay.request("/v1/challenge")).headers.has("access-control-allow-origin")).toBe(false);
});

/** As `shout`, byte for byte; the relay may stop listening before all is said. */
function shoutBytes(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(Buffer.from(text, "latin1")));
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
  });
}
