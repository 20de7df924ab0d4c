import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChromium, visit } from "./browser.ts";
import { deviceWithStart, openDevices, pair, type SyncedApp, startSyncedApp } from "./synced-app.ts";

let app: SyncedApp;
let browser: Browser;
beforeAll(async () => {
  app = await startSyncedApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function erase(page: Page): Promise<void> {
  page.setDefaultTimeout(20_000);
  await openDevices(page);
  await page.getByRole("button", { name: /^Erase everything/ }).click();
  const button = page.getByRole("button", { name: "Erase everything", exact: true });
  expect(await button.isDisabled()).toBe(true);
  await page.getByLabel(/^Type/).fill("erase");
  await button.click();
}

const leftIn = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    local: localStorage.length,
    session: sessionStorage.length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
const nothing = { databases: [], caches: [], local: 0, session: 0, workers: 0 };

describe("erasing", () => {
  test("leaves databases, caches, storage and the relay empty, and then an empty first page", async () => {
    const { page, context } = await deviceWithStart(browser, app.origin);
    await openDevices(page);
    await page.getByRole("button", { name: "Make recovery words" }).click();
    await page.locator(".recovery-words li").nth(11).waitFor();
    const words = await page.locator(".recovery-words li").allInnerTexts();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    expect(await leftIn(page)).not.toEqual(nothing);
    await erase(page);
    await page.getByText("Everything is gone from this device.").waitFor({ timeout: 30_000 });
    expect(await leftIn(page)).toEqual(nothing);
    await page.getByRole("button", { name: "Begin anew" }).click();
    await page.getByText("When did your last period start?").waitFor();

    // The relay has no diary for the words any more.
    await page.getByRole("button", { name: /I already have a diary/ }).click();
    await page.getByLabel("The twelve words, in order").fill(words.join(" "));
    await page.getByRole("button", { name: "Bring it back" }).click();
    await page.getByText("That relay has no diary for these words.").waitFor();
    await context.close();
  });

  test("of a diary that is at no relay needs none", async () => {
    const { page, context } = await deviceWithStart(browser, app.origin);
    // Every file of the app is kept by then.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await erase(page);
    await page.getByText("Everything is gone from this device.").waitFor({ timeout: 30_000 });
    expect(await leftIn(page)).toEqual(nothing);
    await context.close();
  });

  test("says when the relay does not answer, and then erases here only if told so", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    await pair(phone.page, laptop.page, "Laptop");
    await app.stop();
    try {
      await erase(phone.page);
      await phone.page.getByText("its sealed copy is still there").waitFor();
      expect((await leftIn(phone.page)).databases).not.toEqual([]);
      await phone.page.getByRole("button", { name: "Erase here anyway" }).click();
      await phone.page.getByText("Everything is gone from this device.").waitFor({ timeout: 30_000 });
      expect(await leftIn(phone.page)).toEqual(nothing);
    } finally {
      await app.start();
    }
    // The other device has the diary, and the relay still carries it.
    await laptop.page.getByRole("button", { name: "Go to today" }).click();
    await laptop.page.locator(".strip").waitFor();
    await phone.context.close();
    await laptop.context.close();
  });
});
