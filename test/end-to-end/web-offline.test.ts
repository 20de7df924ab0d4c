import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, builtApp, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

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

const workerIsReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

describe("without a network, after one visit", () => {
  test("every screen opens, and a day is logged and still there", async () => {
    const { context, page, complaints } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    await workerIsReady(page);
    await context.setOffline(true);
    await page.goto(`${server.origin}/#today`);
    await page.reload();
    await page.locator(".strip").waitFor();
    await page.getByRole("radio", { name: "Heavy" }).click();
    await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
    for (const place of ["Calendar", "Plan", "More"]) {
      await page.getByRole("link", { name: place }).click();
      await page.getByRole("heading", { level: 1, name: place }).waitFor();
    }
    // The reader of files is a chunk of its own, kept as well.
    await page.getByRole("button", { name: "Import a file" }).click();
    await page.getByRole("heading", { level: 1, name: "Import a file" }).waitFor();
    await page.goto(`${server.origin}/#today`);
    await page.reload();
    await page.locator(".strip").waitFor();
    expect(await page.getByRole("radio", { name: "Heavy" }).getAttribute("aria-checked")).toBe("true");
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("what is kept for offline use", () => {
  test("is the built app and nothing else, under names that say nothing", async () => {
    const { context, page } = await visit(browser, server.origin);
    await workerIsReady(page);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return { names, addresses: requests.flat().map(({ url }) => url) };
    });
    expect(kept.names).toHaveLength(1);
    expect(kept.names[0]).toMatch(/^tidetable-[0-9a-f]{16}$/);
    expect(kept.addresses).toContain(`${server.origin}/`);
    expect(kept.addresses.every((address) => address.startsWith(server.origin))).toBe(true);
    await context.close();
  });
});

describe("a new version", () => {
  test("waits for the next open, and says so", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidetable-build-"));
    cpSync(await builtApp(), folder, { recursive: true });
    const changing = await serveApp(folder);
    const { context, page } = await visit(browser, changing.origin);
    await workerIsReady(page);
    await page.reload();

    // Another build: one file differs, and so does its hash in the list.
    const worker = readFileSync(join(folder, "sw.js"), "utf8");
    const manifest = `${readFileSync(join(folder, "manifest.webmanifest"), "utf8")}\n`;
    writeFileSync(join(folder, "manifest.webmanifest"), manifest);
    const hash = async (text: string) =>
      Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("base64");
    const changed = worker.replace(
      /("\.\/manifest\.webmanifest","integrity":")sha256-[^"]+/,
      `$1sha256-${await hash(manifest)}`,
    );
    expect(changed).not.toBe(worker);
    writeFileSync(join(folder, "sw.js"), changed);
    await changing.reread();

    await page.goto(`${changing.origin}/#more`);
    await page.reload();
    await page.getByText("New version. Used at next open.").waitFor();
    const cachesNow = () => page.evaluate(() => caches.keys());
    expect(await cachesNow()).toHaveLength(2);

    await page.close();
    const next = await context.newPage();
    await next.goto(`${changing.origin}/#more`);
    await next.locator("h1").waitFor();
    await expect.poll(() => next.evaluate(() => caches.keys())).toHaveLength(1);
    await context.close();
    await changing.close();
    rmSync(folder, { recursive: true });
  });

  test("of which one byte is not what its list says is not taken", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidetable-build-"));
    cpSync(await builtApp(), folder, { recursive: true });
    writeFileSync(
      join(folder, "manifest.webmanifest"),
      `${readFileSync(join(folder, "manifest.webmanifest"), "utf8")} `,
    );
    const tampered = await serveApp(folder);
    const { context, page } = await visit(browser, tampered.origin);
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const worker = registration?.installing;
      if (!worker) return registration?.active ? "active" : "none";
      return new Promise((resolve) => {
        worker.addEventListener("statechange", () => resolve(worker.state));
      });
    });
    expect(["redundant", "none"]).toContain(state);
    await context.close();
    await tampered.close();
    rmSync(folder, { recursive: true });
  });
});

describe("installing", () => {
  test("is possible: the manifest names what a browser needs, in neutral words", async () => {
    const { context, page } = await visit(browser, server.origin);
    const client = await context.newCDPSession(page);
    const { errors, data } = await client.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const manifest: unknown = JSON.parse(data ?? "");
    expect(manifest).toMatchObject({ name: "Tidetable", display: "standalone", start_url: "./" });
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    // That it takes calendar files is what a browser has to know, and says nothing of what they are for.
    const said = data?.replace("text/calendar", "");
    expect(said).not.toMatch(/cycle|period|bleed|menst|forecast|health|calendar/i);
    await context.close();
  });
});
