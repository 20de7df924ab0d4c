import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChromium, type Visit, visit } from "./browser.ts";
import {
  deviceWithStart,
  openDevices,
  pair,
  relayBytes,
  type SyncedApp,
  startSyncedApp,
} from "./synced-app.ts";

let app: SyncedApp;
let browser: Browser;
let phone: Visit;
let laptop: Visit;
beforeAll(async () => {
  app = await startSyncedApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  phone = await deviceWithStart(browser, app.origin);
  laptop = await visit(browser, app.origin);
  await pair(phone.page, laptop.page, "Laptop");
  for (const { page } of [phone, laptop]) {
    page.setDefaultTimeout(15_000);
    await page.getByRole("link", { name: "Today" }).click();
  }
});
afterEach(async () => {
  await phone.context.close();
  await laptop.context.close();
});

/** A choice by its name, or a number of a scale by the scale's name and the number. */
function choice(page: Page, name: string) {
  const [scale, number] = name.split(" ");
  return number === undefined
    ? page.getByRole("radio", { name, exact: true })
    : page.getByRole("radiogroup", { name: scale! }).getByRole("radio", { name: number, exact: true });
}
const isPicked = (page: Page, name: string) =>
  choice(page, name).getAttribute("aria-checked", { timeout: 5_000 });
const isTold = (page: Page, text: string | RegExp) => page.locator(".sync-line").getByText(text).waitFor();
const soon = { timeout: 5_000 };

describe("two devices", () => {
  test("three edits made without a network are on the other five seconds after it is back", async () => {
    await phone.context.setOffline(true);
    await choice(phone.page, "Medium").click();
    await phone.page.getByRole("button", { name: "More", exact: true }).click();
    await choice(phone.page, "Mood 4").click();
    await choice(phone.page, "Pain 7").click();
    await phone.page.locator(".saved button").waitFor();
    await phone.page.getByRole("link", { name: "More" }).click();
    await isTold(phone.page, /3 changes waiting/);
    await laptop.page.getByRole("link", { name: "Calendar" }).click();
    await laptop.page.getByRole("button", { name: /^Thursday,? 4 March 2027/ }).click();
    await phone.context.setOffline(false);
    await expect.poll(() => isPicked(laptop.page, "Medium"), soon).toBe("true");
    await expect.poll(() => isPicked(laptop.page, "Mood 4"), soon).toBe("true");
    await expect.poll(() => isPicked(laptop.page, "Pain 7"), soon).toBe("true");
    await isTold(phone.page, "Synced just now");
  });

  test("what waits is sent after the page was closed and opened again", async () => {
    await phone.context.setOffline(true);
    await choice(phone.page, "Heavy").click();
    await phone.page.locator(".saved button").waitFor();
    await phone.page.close();
    await phone.context.setOffline(false);
    const again = await phone.context.newPage();
    await again.goto(app.origin);
    await again.locator(".headline").waitFor();
    expect(await isPicked(again, "Heavy")).toBe("true");
    await expect.poll(() => isPicked(laptop.page, "Heavy"), { timeout: 10_000 }).toBe("true");
  });

  test("rule 33: a day written on both at the same time keeps the fields of both", async () => {
    await phone.context.setOffline(true);
    await laptop.context.setOffline(true);
    for (const [device, name] of [
      [phone, "Mood 2"],
      [laptop, "Energy 5"],
    ] as const) {
      await device.page.getByRole("button", { name: "More", exact: true }).click();
      await choice(device.page, name).click();
      await device.page.locator(".saved button").waitFor();
    }
    await phone.context.setOffline(false);
    await laptop.context.setOffline(false);
    for (const { page } of [phone, laptop]) {
      await expect.poll(() => isPicked(page, "Mood 2"), { timeout: 15_000 }).toBe("true");
      await expect.poll(() => isPicked(page, "Energy 5"), { timeout: 15_000 }).toBe("true");
    }
  });

  test("rule 34: two values of one field are both kept, the later is shown, and the other can be taken", async () => {
    await phone.context.setOffline(true);
    await laptop.context.setOffline(true);
    await laptop.page.clock.setFixedTime(new Date("2027-03-04T09:05:00+01:00"));
    await choice(phone.page, "Light").click();
    await phone.page.locator(".saved button").waitFor();
    await choice(laptop.page, "Heavy").click();
    await laptop.page.locator(".saved button").waitFor();
    await phone.context.setOffline(false);
    await laptop.context.setOffline(false);
    for (const { page } of [phone, laptop]) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByText("Other value: Light").waitFor({ timeout: 15_000 });
      await expect.poll(() => isPicked(page, "Heavy"), soon).toBe("true");
    }
    await phone.page.getByRole("button", { name: "Use Light" }).click();
    for (const { page } of [phone, laptop]) {
      await expect.poll(() => isPicked(page, "Light"), { timeout: 10_000 }).toBe("true");
      await expect.poll(() => page.getByText("Other value").count(), soon).toBe(0);
    }
  });

  test("an undo takes back what was tapped, and leaves what came meanwhile", async () => {
    await phone.page.getByRole("button", { name: "More", exact: true }).click();
    await choice(phone.page, "Heavy").click();
    await phone.page.locator(".saved button").waitFor();
    await laptop.page.getByRole("button", { name: "More", exact: true }).click();
    await choice(laptop.page, "Mood 1").click();
    await expect.poll(() => isPicked(phone.page, "Mood 1"), { timeout: 7_000 }).toBe("true");
    await phone.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => isPicked(phone.page, "Heavy")).toBe("false");
    await expect.poll(() => isPicked(laptop.page, "Heavy"), { timeout: 10_000 }).toBe("false");
    expect(await isPicked(laptop.page, "Mood 1")).toBe("true");
  });

  test("a relay that is gone is said in one quiet line, and everything goes on", async () => {
    await app.stop();
    try {
      await choice(phone.page, "Spotting").click();
      await phone.page.locator(".saved button").waitFor();
      await openDevices(phone.page);
      await phone.page.getByRole("button", { name: "Sync now" }).click();
      await isTold(phone.page, /The relay does not answer. Your diary is here and fine.*one change waiting/s);
    } finally {
      await app.start();
    }
    await phone.page.getByRole("button", { name: "Sync now" }).click();
    await isTold(phone.page, "Synced just now");
    await expect.poll(() => isPicked(laptop.page, "Spotting"), { timeout: 20_000 }).toBe("true");
  });

  test("rule 15: the relay has nothing that was typed, in any form", async () => {
    await phone.page.getByRole("button", { name: "More", exact: true }).click();
    await phone.page.getByLabel("Note").fill("zanzibar under the rain");
    await phone.page.keyboard.press("Tab");
    await phone.page.getByRole("link", { name: "More" }).click();
    await isTold(phone.page, "Synced just now");
    const bytes = relayBytes(app.dataFolder);
    for (const text of ["zanzibar", "2027-03-04", "bleeding", "Laptop"])
      for (const form of [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")])
        expect(bytes.includes(form), text).toBe(false);
  });
});

describe("rule 83: a relay that was set back to an old copy of its data", () => {
  test("is noticed, said, and begun again from what a device has", async () => {
    const old = mkdtempSync(join(tmpdir(), "tidetable-old-"));
    await app.stop();
    cpSync(app.dataFolder, old, { recursive: true });
    await app.start();
    await openDevices(phone.page);
    await phone.page.getByRole("button", { name: "Sync now" }).click();
    await isTold(phone.page, "Synced just now");
    await phone.page.getByRole("link", { name: "Today" }).click();
    await choice(phone.page, "Heavy").click();
    await expect.poll(() => isPicked(laptop.page, "Heavy"), { timeout: 20_000 }).toBe("true");
    await app.stop();
    rmSync(app.dataFolder, { recursive: true });
    cpSync(old, app.dataFolder, { recursive: true });
    rmSync(old, { recursive: true });
    await app.start();
    await openDevices(phone.page);
    // Whatever was under way when the relay went may have to end first.
    await expect
      .poll(
        async () => {
          const now = phone.page.getByRole("button", { name: "Sync now" });
          if ((await now.count()) > 0) await now.click();
          return phone.page.getByText("The relay has less than it had before").count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    await phone.page.getByRole("button", { name: /^Begin again at the relay/ }).click();
    await isTold(phone.page, "Synced just now");
    await phone.page.getByRole("link", { name: "Today" }).click();
    expect(await isPicked(phone.page, "Heavy")).toBe("true");
    await choice(phone.page, "Light").click();
    await expect.poll(() => isPicked(laptop.page, "Light"), { timeout: 40_000 }).toBe("true");
  });
});

describe("another relay", () => {
  test("that this page may not speak with is said, with the way by a backup file", async () => {
    const other = await startSyncedApp();
    await openDevices(phone.page);
    await phone.page.getByText("Relay", { exact: true }).click();
    await phone.page.getByLabel("Address of another relay").fill(other.origin);
    await phone.page.getByRole("button", { name: "Move there" }).click();
    await phone.page.getByText("save a backup file, open the app at the other address").waitFor();
    await phone.page.getByText(`This diary travels through ${app.origin}.`).waitFor();
    await other.close();
  });
});

describe("two tabs of one device", () => {
  test("write one after the other, and neither loses what the other wrote", async () => {
    const second = await phone.context.newPage();
    await second.goto(app.origin);
    await second.locator(".headline").waitFor();
    await choice(phone.page, "Heavy").click();
    await expect.poll(() => isPicked(second, "Heavy")).toBe("true");
    await second.getByRole("button", { name: "More", exact: true }).click();
    await choice(second, "Mood 5").click();
    await second.locator(".saved button").waitFor();
    await phone.page.getByRole("button", { name: "More", exact: true }).click();
    await choice(phone.page, "Pain 2").click();
    for (const page of [phone.page, second, laptop.page]) {
      if (page === laptop.page) await page.getByRole("button", { name: "More", exact: true }).click();
      for (const name of ["Heavy", "Mood 5", "Pain 2"])
        await expect.poll(() => isPicked(page, name), { timeout: 15_000 }).toBe("true");
    }
  });
});
