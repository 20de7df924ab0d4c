import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { startChromium, type Visit, visit } from "./browser.ts";
import {
  deviceWithStart,
  openDevices,
  pair,
  type SyncedApp,
  showLink,
  startSyncedApp,
} from "./synced-app.ts";

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

/** A device with a start and heavy bleeding, and the recovery words it shows. */
async function deviceWithWords(): Promise<{ readonly device: Visit; readonly words: readonly string[] }> {
  const device = await deviceWithStart(browser, app.origin);
  device.page.setDefaultTimeout(15_000);
  await device.page.getByRole("radio", { name: "Heavy" }).click();
  await device.page.locator(".saved button").waitFor();
  await openDevices(device.page);
  await device.page.getByRole("button", { name: "Make recovery words" }).click();
  await device.page.locator(".recovery-words li").nth(11).waitFor();
  return { device, words: await device.page.locator(".recovery-words li").allInnerTexts() };
}

async function openRestore(page: Page): Promise<void> {
  page.setDefaultTimeout(15_000);
  await page.getByRole("button", { name: /I already have a diary/ }).click();
  await page.getByLabel("The twelve words, in order").waitFor();
}

async function hasTheDiary(page: Page): Promise<void> {
  await page.getByText("The diary is here.").waitFor();
  await page.getByRole("button", { name: "Go to today" }).click();
  await page.locator(".strip").waitFor();
  expect(await page.getByRole("radio", { name: "Heavy" }).getAttribute("aria-checked")).toBe("true");
}

describe("recovery words", () => {
  test("are shown until they were checked, by pasting too, and never again", async () => {
    const { device, words } = await deviceWithWords();
    const { page } = device;
    expect(words).toHaveLength(12);
    await page.reload();
    await page.locator(".recovery-words li").nth(11).waitFor();
    expect(await page.locator(".recovery-words li").allInnerTexts()).toEqual(words);

    await page.getByRole("button", { name: "I have written them down" }).click();
    const field = page.getByLabel("The twelve words, in order");
    await field.fill(words.slice(1).join(" "));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("There should be twelve words.").waitFor();
    await field.fill([...words.slice(1), "abandonned"].join(" "));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Word 12 is not on the list of words.").waitFor();
    await field.fill(words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join("\n"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("These are the words.").waitFor();
    await page.reload();
    await page.getByText("The words were checked").waitFor();
    const text = await page.locator("body").innerText();
    for (const word of words) expect(text).not.toMatch(new RegExp(`\\b${word}\\b.*\\b${words[0]}\\b`));
    expect(await page.locator(".recovery-words").count()).toBe(0);
    await device.context.close();
  });

  test("fit on one printed sheet with the relay's address, and nothing of the diary", async () => {
    const { device, words } = await deviceWithWords();
    await device.page.emulateMedia({ media: "print" });
    const text = await device.page.locator("body").innerText();
    for (const word of words) expect(text).toContain(word);
    expect(text).toContain(`Relay: ${app.origin}`);
    expect(text).toContain("Date:");
    expect(text).not.toMatch(/2027|bleeding|heavy/i);
    expect(await device.page.getByRole("button", { name: "Print a sheet" }).isVisible()).toBe(false);
    await device.context.close();
  });

  test("rule 80: bring the diary back when the only device was erased by its browser", async () => {
    const { device, words } = await deviceWithWords();
    await device.context.close();
    const fresh = await visit(browser, app.origin);
    await openRestore(fresh.page);
    await fresh.page.getByLabel("The twelve words, in order").fill(words.join(" "));
    await fresh.page.getByRole("button", { name: "Bring it back" }).click();
    await hasTheDiary(fresh.page);
    await openDevices(fresh.page);
    expect(await fresh.page.locator(".event b").count()).toBe(2);
    await fresh.context.close();
  });

  test("rule 80: can leave all other devices out", async () => {
    const { device, words } = await deviceWithWords();
    const fresh = await visit(browser, app.origin);
    await openRestore(fresh.page);
    await fresh.page.getByLabel("The twelve words, in order").fill(words.join("  "));
    await fresh.page.getByLabel("Leave all my other devices out").check();
    await fresh.page.getByRole("button", { name: "Bring it back" }).click();
    await hasTheDiary(fresh.page);
    await openDevices(fresh.page);
    expect(await fresh.page.locator(".event b").count()).toBe(1);
    await openDevices(device.page);
    await device.page.getByRole("button", { name: "Sync now" }).click();
    await device.page.getByText("another device has removed this one").waitFor();
    await device.context.close();
    await fresh.context.close();
  });

  test("that belong to no diary there are said to, and change nothing", async () => {
    const fresh = await visit(browser, app.origin);
    await openRestore(fresh.page);
    const others =
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    await fresh.page.getByLabel("The twelve words, in order").fill(others);
    await fresh.page.getByRole("button", { name: "Bring it back" }).click();
    await fresh.page.getByText("That relay has no diary for these words.").waitFor();
    await fresh.page.getByRole("link", { name: "Today" }).click();
    await fresh.page.getByText("When did your last period start?").waitFor();
    await fresh.context.close();
  });
});

describe("rule 81: a backup file", () => {
  test("is sealed, opens with the words without any relay, and nobody else's words open it", async () => {
    const { device, words } = await deviceWithWords();
    await device.page.getByRole("button", { name: "Back" }).click();
    const saving = device.page.waitForEvent("download");
    await device.page.getByRole("button", { name: "Save a backup file" }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe("tidetable-backup.json");
    await device.page.getByText("Last saved on").waitFor();
    const file = readFileSync(await download.path());
    // Its fields' names are words too: one of the list of recovery words is "vault".
    const values: unknown[] = [];
    JSON.parse(file.toString(), (_name, value) => {
      if (typeof value !== "object") values.push(value);
      return value;
    });
    for (const word of words) expect(values).not.toContain(word);
    for (const text of ["2027-03-04", "bleeding", "heavy", words.join(" ")])
      expect(file.includes(text), text).toBe(false);
    await device.context.close();

    const fresh = await visit(browser, app.origin);
    await openRestore(fresh.page);
    const upload = (buffer: Buffer) =>
      fresh.page
        .locator("input[type=file]")
        .setInputFiles({ name: "backup.json", mimeType: "application/json", buffer });
    await upload(Buffer.from("{}"));
    await fresh.page.getByText("This is not a backup of Tidetable").waitFor();
    await upload(file);
    await fresh.page.getByText("The file is a sealed backup.").waitFor();
    // Without a network there is what the worker has fetched, and it takes its time.
    await fresh.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await fresh.context.setOffline(true);
    const field = fresh.page.getByLabel("The twelve words, in order");
    await field.fill(`${"abandon ".repeat(11)}about`);
    await fresh.page.getByRole("button", { name: "Bring it back" }).click();
    await fresh.page.getByText("These words do not open this file.").waitFor();
    await field.fill(words.join("\n"));
    await fresh.page.getByRole("button", { name: "Bring it back" }).click();
    await hasTheDiary(fresh.page);
    await fresh.context.setOffline(false);
    await fresh.context.close();
  });
});

describe("a diary in a vault", () => {
  test("is the same after the page was loaded again", async () => {
    const { device } = await deviceWithWords();
    const tablet = await visit(browser, app.origin);
    await pair(device.page, tablet.page, "Tablet");
    for (const { page } of [device, tablet]) {
      await page.goto(`${app.origin}/#today`);
      await page.reload();
      await page.locator(".strip").waitFor();
      expect(await page.getByRole("radio", { name: "Heavy" }).getAttribute("aria-checked")).toBe("true");
    }
    await device.context.close();
    await tablet.context.close();
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing on the screens of devices, words, pairing, restoring and erasing", async () => {
    const host = await visit(browser, app.origin, { colorScheme });
    const newcomer = await visit(browser, app.origin, { colorScheme });
    const { page } = host;
    page.setDefaultTimeout(15_000);
    const isFine = async (where: Page, name: string) => {
      expect(await axeFindings(where), name).toEqual([]);
      // Nor does anything stand out sideways on a small phone.
      expect(await where.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
    };
    await page.getByRole("button", { name: /12 February 2027/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await openDevices(page);
    await isFine(page, "begin");
    await page.getByRole("button", { name: "Make recovery words" }).click();
    await page.locator(".recovery-words li").nth(11).waitFor();
    await isFine(page, "words");
    await page.getByRole("button", { name: "I have written them down" }).click();
    await page.getByRole("button", { name: "Check" }).click();
    await isFine(page, "check");
    await newcomer.page.getByRole("button", { name: /I already have a diary/ }).click();
    await newcomer.page.getByLabel("The twelve words, in order").waitFor();
    await isFine(newcomer.page, "restore");
    const link = await showLink(page);
    await isFine(page, "link");
    await newcomer.page.goto(link);
    await newcomer.page.getByLabel("What this device is called").waitFor();
    await isFine(newcomer.page, "join");
    await newcomer.page.getByRole("button", { name: "Continue" }).click();
    for (const [where, name] of [
      [page, "words on the host"],
      [newcomer.page, "words on the newcomer"],
    ] as const) {
      await where.locator(".four-words").waitFor();
      await isFine(where, name);
    }
    await page.getByRole("button", { name: "They match: let it in" }).click();
    await newcomer.page.getByText("This device has joined").waitFor();
    await isFine(newcomer.page, "joined");
    await page.getByRole("button", { name: "See your devices" }).click();
    await page
      .getByRole("button", { name: /^Change/ })
      .last()
      .click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("Relay", { exact: true }).click();
    await page.getByRole("button", { name: /on its own/ }).click();
    await isFine(page, "devices");
    await page.getByRole("button", { name: /^Erase everything/ }).click();
    await page.getByLabel(/^Type/).waitFor();
    await isFine(page, "erase");
    await host.context.close();
    await newcomer.context.close();
  });
});
