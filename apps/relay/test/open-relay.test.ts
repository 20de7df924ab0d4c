import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { appFileFromBytes } from "../src/app-files.ts";
import { type LogEntry, type OpenRelayOptions, openRelay, StoreFailure } from "../src/index.ts";
import { deviceOf, entry } from "./api/test-device.ts";
import { noticeFor, queueOf } from "./api/test-letterbox.ts";
import { startPushEndpoint } from "./push/push-endpoint.ts";

const files = new Map([["/", appFileFromBytes("/index.html", new Uint8Array([104, 105]))]]);
const publicHost = "relay.example:4800";

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tidetable-open-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function opened(options: Partial<OpenRelayOptions> & Pick<OpenRelayOptions, "dataFolder">) {
  const logged: LogEntry[] = [];
  const open = await openRelay({ files, log: (line) => logged.push(line), publicHost, ...options });
  const ask = async (
    method: string,
    path: string,
    body?: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    open.relay.request(`http://${publicHost}${path}`, {
      method,
      headers: body ? { "content-length": String(body.length), ...headers } : headers,
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  return { ...open, logged, ask, device: (name: string) => deviceOf({ ask }, name) };
}

test("a relay keeps its vaults, its sessions and its invite from one day to the next", async () => {
  const folder = await dataFolder();
  const first = await opened({ dataFolder: folder });
  const device = first.device("anna");
  expect((await device.create()).status).toBe(200);
  await device.enter();
  expect((await device.append(0, entry("1"))).status).toBe(200);
  await first.close();

  const second = await opened({ dataFolder: folder });
  onTestFinished(() => second.close());
  expect(second.invite).toBe(first.invite);
  const again = second.device("anna");
  again.token = device.token;
  expect((await again.append(1, entry("2"))).status).toBe(200);
  const berta = second.device("berta");
  expect((await berta.create()).status).toBe(403);
  expect((await berta.create({ invite: second.invite })).status).toBe(200);
  expect([first.logged, second.logged]).toEqual([[], []]);
});

test("two relays have two invites", async () => {
  const [one, two] = [
    await opened({ dataFolder: await dataFolder() }),
    await opened({ dataFolder: await dataFolder() }),
  ];
  expect(one.invite).not.toBe(two.invite);
  await one.close();
  await two.close();
});

test("the app may speak with the origins it was told, and with no others", async () => {
  const folder = await dataFolder();
  const { relay, close } = await opened({ dataFolder: folder, connectTo: ["https://relay.example"] });
  const policy = (await relay.request("/")).headers.get("content-security-policy");
  expect(policy).toContain("; connect-src 'self' https://relay.example; ");
  await close();
  await expect(openRelay({ files, log: () => {}, dataFolder: folder, connectTo: ["*"] })).rejects.toThrow(
    RangeError,
  );
  await expect(openRelay({ files, log: () => {}, dataFolder: folder, publicHost: "a/b" })).rejects.toThrow(
    RangeError,
  );
  // What could not be opened has let go of the folder.
  await (await opened({ dataFolder: folder })).close();
});

test("a database that is not there is a failure of the world", async () => {
  const log = () => {};
  const database = "postgresql://nobody@127.0.0.1:1/nothing";
  await expect(openRelay({ files, log, dataFolder: await dataFolder(), database })).rejects.toThrow(
    StoreFailure,
  );
});

test("rule 101: a relay posts what is due by its clock, to the services it was told of, and says who may be written to", async () => {
  const push = await startPushEndpoint();
  const time = { now: Date.UTC(2027, 2, 1, 12, 20) };
  const relay = await opened({
    dataFolder: await dataFolder(),
    pushServices: [push.origin],
    pushContact: "mailto:me@host.example",
    clock: () => time.now,
  });
  const device = relay.device("anna");
  await device.create();
  await device.enter();
  const queue = queueOf(relay, "grant");
  expect((await queue.make(device)).status).toBe(200);
  const hour = Math.floor(time.now / 3_600_000);
  const notices = [0, 1].map((at) => noticeFor(`${at}`, hour + at, `${push.origin}/${at}`));
  expect((await queue.put(1, notices)).status).toBe(200);
  await relay.dispatch();
  expect(push.delivered.map(({ path }) => path)).toEqual(["/0"]);
  time.now += 3_600_000;
  await relay.dispatch();
  expect(push.delivered.map(({ path }) => path)).toEqual(["/0", "/1"]);
  const token = /t=[\w-]+\.([\w-]+)\./.exec(String(push.delivered[0]!.headers.authorization))![1]!;
  expect(JSON.parse(Buffer.from(token, "base64url").toString())).toMatchObject({
    sub: "mailto:me@host.example",
  });
  await relay.close();
  await relay.dispatch();
  expect(relay.logged).toEqual([]);
});

test("what is no push service, and no address to write to, is a mistake of ours", async () => {
  const usual = { files, log: () => {}, dataFolder: await dataFolder() };
  await expect(openRelay({ ...usual, pushServices: ["http://push.example"] })).rejects.toThrow(RangeError);
  await expect(openRelay({ ...usual, pushContact: "me" })).rejects.toThrow(RangeError);
});
