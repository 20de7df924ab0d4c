import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, builtApp, serveApp, startChromium, visit } from "./browser.ts";

/** Kilobytes are 1,000 bytes, Brotli at its highest level. Limits: docs of the performance budget, ux.md section 6. */
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

/** A sixth of this machine's speed, as a cheap phone; milliseconds by the page's own timeline. Source: ux.md, section 6. */
const slowdown = 6;
const limitMilliseconds = { logRow: 1_500, tap: 150 };

describe("a slow phone", () => {
  test("offline has the log row ready in time, answers a tap in time, and moves nothing under a finger", async () => {
    const { context, page } = await visit(browser, server.origin);
    await page.getByRole("button", { name: /12 February/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector("[role=radio]")) return;
        observer.disconnect();
        requestAnimationFrame((time) => Object.assign(window, { logRowReady: time }));
      }).observe(document, { childList: true, subtree: true });
    });
    await context.setOffline(true);
    const client = await context.newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.reload();
    await page.locator(".strip").waitFor();
    const measured = await page.evaluate(async () => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const shift = await new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(
            list.getEntries().reduce((sum, entry) => sum + ("value" in entry ? Number(entry.value) : 0), 0),
          ),
        ).observe({ type: "layout-shift", buffered: true });
        // No entry at all means that nothing moved.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      });
      const light = document.querySelectorAll<HTMLButtonElement>("[role=radio]")[2];
      const before = await frame();
      light?.click();
      let after = await frame();
      while (light?.getAttribute("aria-checked") !== "true") after = await frame();
      return {
        shift,
        tap: after - before,
        logRow: "logRowReady" in window ? Number(window.logRowReady) : Number.NaN,
      };
    });
    expect(measured.logRow).toBeLessThanOrEqual(limitMilliseconds.logRow);
    expect(measured.tap).toBeLessThanOrEqual(limitMilliseconds.tap);
    expect(measured.shift).toBeLessThanOrEqual(0.05);
    await context.close();
  });
});
