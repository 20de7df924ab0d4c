import type { ChildProcess } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { builtApp, startChromium, visit } from "./browser.ts";
import { ended, startTidetable, tidetable, tidetableThroughNpm } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

beforeAll(async () => {
  await builtApp();
});

/** A served app: its process, and the address it says it has. */
async function served(words: readonly string[] = []): Promise<{ child: ChildProcess; origin: string }> {
  const child = startTidetable(["serve", "--port", "0", ...words]);
  onTestFinished(() => void child.kill("SIGKILL"));
  if (!child.stderr) throw new Error("the process has no stderr");
  for await (const line of createInterface({ input: child.stderr })) {
    const origin = /^Tidetable runs at (http:\/\/localhost:\d+)\. Ctrl\+C stops it\.$/.exec(line)?.[1];
    if (!origin) throw new Error(`unexpected first line: ${line}`);
    return { child, origin };
  }
  throw new Error("the process ended without a word");
}

const portOf = (origin: string): string => new URL(origin).port;

describe("a served app", () => {
  test("every file of it, and what is no file, comes with the strict headers and no cookie", async () => {
    const { origin } = await served();
    const names = await readdir(await builtApp(), { recursive: true, withFileTypes: true });
    const root = await builtApp();
    const paths = names
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length));
    expect(paths).toContain("/index.html");
    for (const path of ["/", "/healthz", "/nothing", ...paths]) {
      const answer = await fetch(`${origin}${path}`);
      expect({ path, status: answer.status }).toEqual({ path, status: path === "/nothing" ? 404 : 200 });
      const headers = Object.fromEntries(answer.headers);
      expect(headers["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /,
      );
      expect(headers).toMatchObject({
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
      expect(headers).not.toHaveProperty("set-cookie");
      const isHashed = path.startsWith("/assets/");
      if (isHashed) expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      else expect(headers["cache-control"]).toMatch(/^no-(cache|store)$/);
      expect(headers["content-type"]).not.toBe("application/octet-stream");
    }
  });

  test("a browser opens it isolated, may use passkeys and little else, and has nothing to complain of", async () => {
    const { origin } = await served();
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const { page, complaints, requestedOrigins } = await visit(browser, origin);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const allowed = await page.evaluate(
      // What Chromium calls the permissions policy; its types do not know it.
      () =>
        (
          document as unknown as { featurePolicy: { allowedFeatures(): string[] } }
        ).featurePolicy.allowedFeatures(),
    );
    expect(allowed).toEqual(
      expect.arrayContaining(["publickey-credentials-create", "publickey-credentials-get"]),
    );
    // Not "and no other": another Chromium may know features that did not exist when the header was written.
    const refused = [
      "accelerometer",
      "camera",
      "clipboard-read",
      "display-capture",
      "geolocation",
      "hid",
      "microphone",
    ];
    const alsoRefused = [
      "local-fonts",
      "midi",
      "payment",
      "serial",
      "storage-access",
      "sync-xhr",
      "unload",
      "usb",
    ];
    expect(allowed.filter((feature) => [...refused, ...alsoRefused].includes(feature))).toEqual([]);
    expect(complaints.filter((text) => !text.includes("Unrecognized feature"))).toEqual([]);
    expect([...requestedOrigins]).toEqual([origin]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s ends it in order, and its port is free again",
    async (signal) => {
      const { child, origin } = await served();
      await (await fetch(origin)).text();
      const end = ended(child);
      child.kill(signal);
      expect(await end).toMatchObject({ code: 0, out: "", err: "Tidetable has stopped.\n" });
      await expect(fetch(origin)).rejects.toThrow();
    },
  );

  test("the folder for its data is made for its owner only", async () => {
    const folder = join(await scratchFolder(), "data");
    await served(["--data-dir", folder]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toContain("tidetable.db");
  });
});

describe("what keeps it from starting is said in one sentence", () => {
  test("Tidetable runs there already", async () => {
    const { origin } = await served();
    const second = await tidetable(["serve", "--port", portOf(origin)]);
    expect(second).toEqual({ code: 1, out: "", err: `Tidetable already runs at ${origin}.\n` });
    expect((await fetch(origin)).status).toBe(200);
  });

  test("another program has the port", async () => {
    const other = createServer((_incoming, outgoing) => outgoing.end("ok"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    if (address === null || typeof address === "string") throw new TypeError("expected a port");
    const { code, err } = await tidetableThroughNpm(["serve", "--port", String(address.port)]);
    expect(code).toBe(1);
    expect(err).toBe(
      `Another program has port ${address.port}. Choose one: npm run -s tidetable -- serve --port ${address.port + 1}.\n`,
    );
  });

  test("the folder for its data is a file", async () => {
    const folder = await scratchFolder({ taken: "" });
    const { code, err } = await tidetable(["serve", "--port", "0", "--data-dir", "taken"], { cwd: folder });
    expect({ code, err }).toEqual({ code: 1, err: "taken could not be made (EEXIST).\n" });
  });
});
