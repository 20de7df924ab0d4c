import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, builtApp, serveApp, startChromium, visit } from "./browser.ts";

/** Kilobytes are 1,000 bytes, Brotli at its highest level. Limits: our choice, for a tool on a cheap phone. */
const limitKilobytes = { script: 90, stylesheet: 12, lazyScript: 40, everything: 400 };

let server: AppServer;
let browser: Browser;
beforeAll(async () => {
  server = await serveApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const kilobytes = (bytes: Buffer): number => brotliCompressSync(bytes).length / 1000;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("what a first visit loads", () => {
  test("stays within its budgets", async () => {
    const folder = await builtApp();
    const context = await browser.newContext();
    const loaded = new Map<string, string>();
    const page = await context.newPage();
    page.on("request", (request) => {
      // What the worker keeps for later is not what the page waits for.
      if (request.serviceWorker() === null)
        loaded.set(new URL(request.url()).pathname, request.resourceType());
    });
    await page.goto(`${server.origin}/`);
    await page.locator("h1").waitFor();
    const sizeOf = (type: string) =>
      sum(
        [...loaded]
          .filter(([, one]) => one === type)
          .map(([path]) => kilobytes(readFileSync(join(folder, path)))),
      );
    const sizes = { script: sizeOf("script"), stylesheet: sizeOf("stylesheet") };
    expect(sizes.script).toBeGreaterThan(10);
    expect(sizes.stylesheet).toBeGreaterThan(1);
    expect(sizes.script).toBeLessThanOrEqual(limitKilobytes.script);
    expect(sizes.stylesheet).toBeLessThanOrEqual(limitKilobytes.stylesheet);
    expect([...loaded.values()]).not.toContain("font");

    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.\w+$/.test(name),
    );
    const lazy = names.filter((name) => name.endsWith(".js") && !loaded.has(`/${name}`) && name !== "sw.js");
    for (const name of lazy) {
      expect(kilobytes(readFileSync(join(folder, name))), name).toBeLessThanOrEqual(
        limitKilobytes.lazyScript,
      );
    }
    const everything = sum(names.map((name) => kilobytes(readFileSync(join(folder, name)))));
    expect(everything).toBeLessThanOrEqual(limitKilobytes.everything);
    await context.close();
  });
});

describe("a slow phone", () => {
  test("offline shows the day without moving anything under a finger", async () => {
    const { context, page } = await visit(browser, server.origin);
    await page.getByRole("button", { name: /12 February/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    const client = await context.newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await page.reload();
    await page.locator(".strip").waitFor();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) =>
            resolve(
              list.getEntries().reduce((sum, entry) => sum + ("value" in entry ? Number(entry.value) : 0), 0),
            ),
          ).observe({ type: "layout-shift", buffered: true });
          // No entry at all means that nothing moved.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
        }),
    );
    expect(shift).toBeLessThanOrEqual(0.05);
    await context.close();
  });
});
