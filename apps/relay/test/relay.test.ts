import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRelay, type Listening, type LogEntry, listen, readAppFiles } from "../src/index.ts";
import { ask, shout } from "./raw-request.ts";

const script = `console.log(${JSON.stringify("tide ".repeat(2_000))});`;
const page = "<!doctype html><title>Tidetable</title>";
const secret = "outside the app";

let folder: string;
let relay: Listening;
const logged: LogEntry[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidetable-relay-"));
  await mkdir(join(folder, "dist", "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), secret);
  await writeFile(join(folder, "dist", "index.html"), page);
  await writeFile(join(folder, "dist", "sw.js"), script);
  await writeFile(join(folder, "dist", "manifest.webmanifest"), "{}");
  await writeFile(join(folder, "dist", "assets", "main-B3kd_9-x.js"), script);
  await writeFile(join(folder, "dist", "assets", "notes.txt"), "short");
  await symlink(join(folder, "secret.txt"), join(folder, "dist", "link.txt"));
  const files = await readAppFiles(join(folder, "dist"));
  if (files === null) throw new Error("the built app was not found");
  const log = (entry: LogEntry) => logged.push(entry);
  const listening = await listen(createRelay({ files, log }), { port: 0, log });
  if (!listening.ok) throw new Error(`not listening: ${listening.error.kind}`);
  relay = listening.value;
});

afterAll(async () => {
  await relay.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  logged.length = 0;
});

describe("security headers", () => {
  const strict = {
    "content-security-policy":
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
      "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tidetable-worker",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
  };

  test.each([
    ["the page", "GET", "/", {}, 200],
    ["the page by name", "GET", "/index.html", {}, 200],
    ["a script", "GET", "/assets/main-B3kd_9-x.js", { "accept-encoding": "br" }, 200],
    ["the service worker", "GET", "/sw.js", {}, 200],
    ["the manifest", "GET", "/manifest.webmanifest", {}, 200],
    ["health", "GET", "/healthz", {}, 200],
    ["a head", "HEAD", "/", {}, 200],
    ["an unchanged file", "GET", "/", { "if-none-match": "*" }, 304],
    ["an unknown address", "GET", "/nothing-here", {}, 404],
    ["a method that is not allowed", "POST", "/", {}, 405],
    ["a host nobody can have", "GET", "/", { host: "a b" }, 400],
    ["an expectation nobody meets", "GET", "/", { expect: "tea" }, 200],
  ])("%s carries all of them and no cookie", async (_name, method, path, headers, status) => {
    const answer = await ask(relay.port, path, { method, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(strict);
    expect(answer.headers["permissions-policy"]).toMatch(
      /^accelerometer=\(\), .*camera=\(\), .*geolocation=\(\), /,
    );
    expect(answer.headers["permissions-policy"]).toMatch(
      /publickey-credentials-create=\(self\), publickey-credentials-get=\(self\)$/,
    );
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(answer.headers).not.toHaveProperty("x-powered-by");
    expect(answer.headers).not.toHaveProperty("server");
  });

  test.each([
    ["without a host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["that is not HTTP", "hello\r\n\r\n", 400],
    ["of the first version", "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 200],
  ])("a request %s gets them too", async (_name, text, status) => {
    const heard = (await shout(relay.port, text)).toLowerCase();
    expect(heard).toMatch(new RegExp(`^http/1.1 ${status} `));
    for (const [name, value] of Object.entries(strict))
      expect(heard).toContain(`${name}: ${value.toLowerCase()}`);
  });
});

describe("files", () => {
  test("a name that holds a hash may be kept for good, every other is asked for again", async () => {
    const kept = async (path: string) => (await ask(relay.port, path)).headers["cache-control"];
    expect(await kept("/assets/main-B3kd_9-x.js")).toBe("public, max-age=31536000, immutable");
    for (const path of ["/", "/index.html", "/sw.js", "/manifest.webmanifest", "/assets/notes.txt"]) {
      expect(await kept(path)).toBe("no-cache");
    }
  });

  test.each([
    ["/", "text/html; charset=utf-8"],
    ["/sw.js", "text/javascript; charset=utf-8"],
    ["/manifest.webmanifest", "application/manifest+json"],
  ])("%s is sent as %s", async (path, type) => {
    expect((await ask(relay.port, path)).headers["content-type"]).toBe(type);
  });

  test("a query changes nothing", async () => {
    expect((await ask(relay.port, "/?from=home-screen")).body.toString()).toBe(page);
  });

  test.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ])("%s comes back as the bytes that went in, and says its length", async (encoding, open) => {
    const answer = await ask(relay.port, "/sw.js", { headers: { "accept-encoding": encoding } });
    expect(answer.headers).toMatchObject({ "content-encoding": encoding, vary: "accept-encoding" });
    expect(answer.headers["content-length"]).toBe(String(answer.body.length));
    expect(answer.body.length).toBeLessThan(script.length / 10);
    expect(open(answer.body).toString()).toBe(script);
  });

  test("a small file is never compressed", async () => {
    const answer = await ask(relay.port, "/", { headers: { "accept-encoding": "br, gzip" } });
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(answer.body.toString()).toBe(page);
  });

  test("who has the bytes is told so, encoding by encoding", async () => {
    const tagOf = async (encoding: string) =>
      String((await ask(relay.port, "/sw.js", { headers: { "accept-encoding": encoding } })).headers.etag);
    const [plain, compressed] = [await tagOf("identity"), await tagOf("br")];
    expect(plain).not.toBe(compressed);
    const again = (tag: string) =>
      ask(relay.port, "/sw.js", { headers: { "accept-encoding": "br", "if-none-match": tag } });

    const unchanged = await again(`"other", W/${compressed}`);
    expect(unchanged.status).toBe(304);
    expect(unchanged.body.length).toBe(0);
    expect(unchanged.headers).toMatchObject({
      etag: compressed,
      "cache-control": "no-cache",
      vary: "accept-encoding",
    });
    expect((await again(plain)).status).toBe(200);
  });

  test("HEAD says what GET would, without the body", async () => {
    const [head, get] = await Promise.all([
      ask(relay.port, "/sw.js", { method: "HEAD" }),
      ask(relay.port, "/sw.js"),
    ]);
    expect(head.body.length).toBe(0);
    const { date: _headDate, ...headHeaders } = head.headers;
    const { date: _getDate, ...getHeaders } = get.headers;
    expect(headHeaders).toEqual(getHeaders);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])(
    "%s is not allowed anywhere",
    async (method) => {
      for (const path of ["/", "/healthz", "/nothing-here"]) {
        const answer = await ask(relay.port, path, { method, headers: { "content-length": "1" }, body: "x" });
        expect(answer.status).toBe(405);
        expect(answer.headers.allow).toBe("GET, HEAD");
        expect(answer.body.toString()).toBe(
          method === "HEAD" ? "" : "Only GET and HEAD are answered here.\n",
        );
      }
    },
  );

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..\\secret.txt",
    "//secret.txt",
    "/./../secret.txt",
    "/link.txt",
    "/secret.txt",
    "/index.html/../../secret.txt",
    "/index.html%00.txt",
    "http://other.example/../secret.txt",
    "/__proto__",
    "/constructor",
    "/assets",
    "/assets/",
  ])("%s reaches nothing outside the app", async (path) => {
    const answer = await ask(relay.port, path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain(secret);
    expect(answer.body.toString().split("\n")).toHaveLength(2);
  });
});

test("a folder without a built app is told apart from one with it", async () => {
  expect(await readAppFiles(join(folder, "nowhere"))).toBeNull();
  expect(await readAppFiles(join(folder, "dist", "assets"))).toBeNull();
  expect(await readAppFiles(join(folder, "secret.txt"))).toBeNull();
});

test("health says which program and protocol answers, and is never kept", async () => {
  const answer = await ask(relay.port, "/healthz");
  expect(JSON.parse(answer.body.toString())).toEqual({ app: "tidetable", protocol: 1, status: "ok" });
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test("nothing about a request is logged", async () => {
  await ask(relay.port, "/canary?canary", { headers: { "user-agent": "canary", referer: "canary" } });
  await ask(relay.port, "/", { method: "POST", body: "canary" });
  await shout(relay.port, "canary\r\n\r\n");
  expect(logged).toEqual([]);
});

test("a fault inside is answered with one plain line and logged by its name only", async () => {
  const faults: LogEntry[] = [];
  const broken = new Map([
    [
      "/",
      {
        contentType: "text/html",
        hashed: false,
        encodings: ["identity" as const],
        represent: () => Promise.reject(new RangeError("canary")),
      },
    ],
  ]);
  const answer = await createRelay({ files: broken, log: (entry) => faults.push(entry) }).request("/");
  expect(answer.status).toBe(500);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await answer.text()).toBe("Something went wrong here.\n");
  expect(faults).toEqual([{ event: "fault", name: "RangeError" }]);
});
