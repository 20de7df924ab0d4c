import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { appFileFromBytes } from "../src/app-files.ts";
import { createRelay, type Listening, type LogEntry, listen } from "../src/index.ts";
import { ask } from "./raw-request.ts";

const quiet = () => {};
const files = new Map([["/", appFileFromBytes("/index.html", new Uint8Array([104, 105]))]]);

const start = (port: number, log: (entry: LogEntry) => void = quiet) =>
  listen(createRelay({ files, log }), { port, log });

async function started(log: (entry: LogEntry) => void = quiet): Promise<Listening> {
  const outcome = await start(0, log);
  if (!outcome.ok) throw new Error(outcome.error.kind);
  onTestFinished(() => outcome.value.stop(0));
  return outcome.value;
}

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

test("it answers on the loopback, by both of its addresses where the machine has both", async () => {
  const { port } = await started();
  expect((await ask(port, "/")).body.toString()).toBe("hi");
  if (hasIpv6) expect((await ask(port, "/", { host: "::1" })).body.toString()).toBe("hi");
});

test("a second relay on the same port learns that Tidetable is there", async () => {
  const { port } = await started();
  expect(await start(port)).toEqual({ ok: false, error: { kind: "port-taken", by: "tidetable" } });
});

test.each([
  ["with another page", "<h1>hello</h1>"],
  ["with JSON of another kind", "[]"],
  ["by hanging up", null],
])("a port where something else answers %s is taken by something else", async (_name, body) => {
  const other = createServer((incoming, outgoing) =>
    body === null ? incoming.destroy() : outgoing.end(body),
  );
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const outcome = await start((other.address() as AddressInfo).port);
  expect(outcome).toEqual({ ok: false, error: { kind: "port-taken", by: "something-else" } });
});

test.skipIf(!hasIpv6)("half of localhost is not enough: nothing is left listening", async () => {
  // Skipped only on a machine without ::1, where there is no other half.
  const other = createServer((_incoming, outgoing) => outgoing.end());
  await new Promise<void>((resolve) => other.listen(0, "::1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await start(port)).toEqual({ ok: false, error: { kind: "port-taken", by: "something-else" } });
  await expect(ask(port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("an address this machine does not have is said to be unknown", async () => {
  // 192.0.2.0/24 is kept for documentation (RFC 5737), so no machine has it.
  const outcome = await listen(createRelay({ files, log: quiet }), {
    port: 0,
    host: "192.0.2.1",
    log: quiet,
  });
  expect(outcome).toEqual({ ok: false, error: { kind: "host-unknown" } });
});

test("stopping ends idle connections at once and refuses new ones", async () => {
  const logged: LogEntry[] = [];
  const outcome = await start(0, (entry) => logged.push(entry));
  if (!outcome.ok) throw new Error(outcome.error.kind);
  const { port, stop } = outcome.value;
  const kept = connect(port, "127.0.0.1");
  const closed = new Promise((resolve) => kept.on("close", resolve));
  kept.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await new Promise((resolve) => kept.once("data", resolve));

  await Promise.all([stop(), closed]);
  await expect(ask(port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(logged).toEqual([{ event: "listening", port }, { event: "stopped" }]);
});

test("a caller who never finishes asking cannot keep it from stopping", async () => {
  const outcome = await start(0);
  if (!outcome.ok) throw new Error(outcome.error.kind);
  const { port, stop } = outcome.value;
  const slow = connect(port, "127.0.0.1");
  const closed = new Promise((resolve) => slow.on("close", resolve));
  await new Promise<void>((resolve) => slow.write("GET / HTTP/1.1\r\nHost: loc", () => resolve()));
  // The relay has read the half request once it answers another one that came after it.
  await ask(port, "/");
  await Promise.all([stop(10), closed]);
});
