import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type AppServer,
  importFile,
  serveApp,
  startChromium,
  startChromiumIn,
  testContext,
  visit,
} from "./browser.ts";
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

/** What an empty diary would show, and trouble must not. */
async function expectTrouble(page: Page, words: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: words }).waitFor();
  expect(await page.getByText("When did your last period start?").count()).toBe(0);
  expect(await page.getByRole("radio").count()).toBe(0);
}

describe("storage", () => {
  test("that the browser refuses is said", async () => {
    const profile = mkdtempSync(join(tmpdir(), "tidetable-blocked-"));
    mkdirSync(join(profile, "Default"));
    // The browser's own switch "never allow sites to save data on this device"; 2 means block.
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(preferences));
    const context = await startChromiumIn(profile, testContext);
    const { page } = await visit(context, server.origin);
    await expectTrouble(page, "The browser does not let this page store anything.");
    await context.close();
    rmSync(profile, { recursive: true });
  });

  test("that the browser emptied is not taken for a first visit, until its owner says so", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    const client = await context.newCDPSession(page);
    await client.send("Storage.clearDataForOrigin", { origin: server.origin, storageTypes: "indexeddb" });
    await page.goto(`${server.origin}/`);
    await page.reload();
    await expectTrouble(page, "There was a diary in this browser, and its storage is gone.");
    await page.getByRole("button", { name: "Start a new diary" }).click();
    await page.getByRole("heading", { name: "When did your last period start?" }).waitFor();
    await context.close();
  });

  test("that is taken away under the open page is said", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    const client = await context.newCDPSession(page);
    await client.send("Storage.clearDataForOrigin", { origin: server.origin, storageTypes: "indexeddb" });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectTrouble(page, "The browser closed the diary’s storage while it was open.");
    await context.close();
  });

  test("that is full keeps the diary, takes the edit off the screen and says why", async () => {
    const { context, page } = await visit(browser, server.origin);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const client = await context.newCDPSession(page);
    const { usage } = await client.send("Storage.getUsageAndQuota", { origin: server.origin });
    // Chromium looks at the quota anew only when what it last saw is used up, so it is set before the first write.
    const quotaSize = usage + 140_000;
    await client.send("Storage.overrideQuotaForOrigin", { origin: server.origin, quotaSize });
    await importFile(page, "diary.json", sampleDiaryFile);
    await page.goto(`${server.origin}/#day`);
    const note = page.getByLabel("Note");
    const failure = page.getByRole("alert").filter({ hasText: "Not saved: this device has no room left." });
    const saved = page.locator(".saved").filter({ hasText: "Saved" });
    let days = 0;
    for (; days < 60; days++) {
      await note.fill("x".repeat(10_000));
      await note.blur();
      await saved.or(failure).first().waitFor();
      if (await failure.count()) break;
      await page.getByRole("button", { name: "The day before" }).click();
    }
    expect(days).toBeLessThan(60);
    expect(await note.inputValue()).toBe("");
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);

    await page.reload();
    await page.getByRole("link", { name: "Today" }).click();
    await page.locator(".strip").waitFor();
    expect(await page.locator(".basis").innerText()).toContain("Based on 8 of your cycles");
    await client.send("Storage.overrideQuotaForOrigin", { origin: server.origin });
    await context.close();
  });

  test("that a newer version in another tab wants is let go, and this tab says so", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    const other = await context.newPage();
    await other.goto(`${server.origin}/manifest.webmanifest`);
    await other.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open("tidetable", 2);
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    );
    await expectTrouble(page, "A newer version of this app is open.");
    await page.getByRole("button", { name: "Try again" }).click();
    await expectTrouble(page, "A newer version of this app is open.");
    await context.close();
  });

  test("of which one record is damaged does not open, and nothing is written over it", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    const records = () =>
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const request = indexedDB.open("tidetable");
            request.onsuccess = () => {
              const count = request.result.transaction("records").objectStore("records").count();
              count.onsuccess = () => {
                request.result.close();
                resolve(count.result);
              };
            };
          }),
      );
    const before = await records();
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("tidetable");
          request.onsuccess = () => {
            const transaction = request.result.transaction("records", "readwrite");
            const store = transaction.objectStore("records");
            store.openCursor().onsuccess = (event) => {
              const cursor: unknown = (event.target as IDBRequest).result;
              if (!(cursor instanceof IDBCursorWithValue)) return;
              const bytes: Uint8Array = cursor.value;
              bytes[20] = (bytes[20] ?? 0) ^ 1;
              cursor.update(bytes);
            };
            transaction.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        }),
    );
    await page.goto(`${server.origin}/`);
    await page.reload();
    await expectTrouble(page, "Your diary is here, but it does not open.");
    expect(await records()).toBe(before);
    await context.close();
  });
});

describe("an address that is not secure", () => {
  test("is explained on a full page", async () => {
    const { port } = new URL(server.origin);
    const elsewhere = await startChromium(["--host-resolver-rules=MAP tide.example 127.0.0.1"]);
    const { context, page } = await visit(elsewhere, `http://tide.example:${port}`);
    await expectTrouble(page, "This address is not secure, so your diary cannot be opened here.");
    expect(await page.getByText(/http:\/\/localhost/).count()).toBe(1);
    await context.close();
    await elsewhere.close();
  });
});

describe("the promise not to delete", () => {
  test("is asked for after the first log, and not before", async () => {
    const context = await browser.newContext(testContext);
    const asked: string[] = [];
    await context.exposeFunction("noteAsked", () => asked.push("persist"));
    await context.addInitScript(() => {
      const persist = navigator.storage.persist.bind(navigator.storage);
      navigator.storage.persist = () => {
        (window as unknown as { noteAsked: () => void }).noteAsked();
        return persist();
      };
    });
    const { page } = await visit(context, server.origin);
    expect(asked).toEqual([]);
    await page.getByRole("button", { name: "Today", exact: true }).click();
    await expect.poll(() => asked).toEqual(["persist"]);
    await page.getByRole("button", { name: "Yesterday", exact: true }).click();
    await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
    expect(asked).toEqual(["persist"]);
    await context.close();
  });
});
