import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChromium, visit } from "./browser.ts";
import {
  deviceWithStart,
  openDevices,
  openLink,
  pair,
  relayBytes,
  type SyncedApp,
  showLink,
  startSyncedApp,
  wordsOn,
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

describe("rules 75 to 79: two devices come together", () => {
  test("by a link, four equal words and a yes; then both have the diary and each other", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    const link = await showLink(phone.page);
    const asked: string[] = [];
    laptop.context.on("request", (request) => asked.push(request.url()));
    await openLink(laptop.page, link, "Laptop");
    await phone.page.locator(".four-words").waitFor();
    await laptop.page.locator(".four-words").waitFor();
    const words = await wordsOn(phone.page);
    expect(words.split(/\s+/).filter(Boolean)).toHaveLength(4);
    expect(await wordsOn(laptop.page)).toBe(words);

    const secret = link.split("#pair=")[1]!;
    expect(laptop.page.url()).not.toContain(secret);
    // Nor is it a place to go back to: the entry it came with is the one this screen is.
    expect(await laptop.page.evaluate(() => history.length)).toBe(3);
    expect(asked.filter((address) => address.includes(secret))).toEqual([]);

    // Before the yes nothing of the diary is here.
    expect(await laptop.page.getByText("has joined").count()).toBe(0);
    await phone.page.getByRole("button", { name: "They match: let it in" }).click();
    await phone.page.getByText("Laptop has been let in").waitFor();
    await laptop.page.getByText("This device has joined").waitFor();
    await laptop.page.getByRole("button", { name: "Go to today" }).click();
    await laptop.page.locator(".headline").waitFor();
    expect(await laptop.page.locator(".headline").innerText()).toBe(await headlineOf(phone.page));
    for (const { page } of [phone, laptop]) {
      await openDevices(page);
      await expect.poll(() => page.locator(".event b").allInnerTexts()).toEqual(["Computer", "Laptop"]);
    }
    for (const text of ["2027-02-12", "periodStart", "Laptop", "Computer"])
      expect(relayBytes(app.dataFolder).includes(text), text).toBe(false);
    await phone.context.close();
    await laptop.context.close();
  });

  test("I13: a device that was let in has its host's name for it, and stands out on each device until somebody knows it", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    await openLink(laptop.page, await showLink(phone.page), "Nothing to see");
    await phone.page.locator(".four-words").waitFor();
    await phone.page.getByLabel("What you call it").fill("Sam’s laptop");
    await phone.page.getByRole("button", { name: "They match: let it in" }).click();
    await phone.page.getByText("Sam’s laptop has been let in").waitFor();
    await laptop.page.getByText("This device has joined").waitFor();

    const news = phone.page.getByRole("region", { name: "Devices that are new" });
    await phone.page.getByRole("link", { name: "Today" }).click();
    await news.getByText("Sam’s laptop can read this whole diary").waitFor();
    await phone.page.reload();
    await news.waitFor();
    await phone.page.getByRole("link", { name: "People" }).click();
    await news.getByRole("button", { name: "I know it" }).click();
    await phone.page.getByText("Noted.").waitFor();
    expect(await news.count()).toBe(0);
    await phone.page.reload();
    await phone.page.getByRole("heading", { level: 1, name: "People" }).waitFor();
    expect(await news.count()).toBe(0);

    // Whoever was let in knows those that were there before, and hears of those that come later.
    await laptop.page.getByRole("button", { name: "Go to today" }).click();
    await laptop.page.locator(".headline").waitFor();
    const later = laptop.page.getByRole("region", { name: "Devices that are new" });
    expect(await later.count()).toBe(0);
    const tablet = await visit(browser, app.origin);
    await pair(phone.page, tablet.page, "Tablet");
    await later.getByText("Tablet can read this whole diary").waitFor();
    for (const { context } of [phone, laptop, tablet]) await context.close();
  });

  test("a no lets nobody in, and uses the link up", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    const link = await showLink(phone.page);
    await openLink(laptop.page, link, "Laptop");
    await phone.page.locator(".four-words").waitFor();
    await laptop.page.locator(".four-words").waitFor();
    await phone.page.getByRole("button", { name: "They don’t match" }).click();
    await phone.page.getByText("Nobody was let in").waitFor();
    await phone.page.getByRole("button", { name: "Devices and backup" }).click();
    expect(await phone.page.locator(".event b").allInnerTexts()).toEqual(["Computer"]);
    expect(await laptop.page.getByText("This device has joined").count()).toBe(0);
    await phone.context.close();
    await laptop.context.close();
  });

  test("rule 75: the device without the diary may show the link as well", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    await openDevices(phone.page);
    await phone.page.getByRole("button", { name: "Make recovery words" }).click();
    await phone.page.locator(".recovery-words li").first().waitFor();

    const tablet = await visit(browser, app.origin);
    await tablet.page.getByRole("button", { name: /I already have a diary/ }).click();
    await tablet.page.getByRole("button", { name: "Join with a link" }).click();
    await tablet.page.getByLabel("What this device is called").fill("Tablet");
    await tablet.page.getByRole("button", { name: "Show a link here" }).click();
    const link = await tablet.page.getByLabel("Link", { exact: true }).inputValue();
    await phone.page.goto(link);
    await phone.page.locator(".four-words").waitFor();
    await tablet.page.locator(".four-words").waitFor();
    expect(await wordsOn(phone.page)).toBe(await wordsOn(tablet.page));
    await phone.page.getByRole("button", { name: "They match: let it in" }).click();
    await tablet.page.getByText("This device has joined").waitFor();
    await phone.context.close();
    await tablet.context.close();
  });

  test("what the newcomer had goes in; where both have something, it is said and can be saved", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    await laptop.page.getByRole("button", { name: /20 February 2027/ }).click();
    await laptop.page.getByRole("button", { name: "Continue" }).click();
    await laptop.page.getByRole("radio", { name: "Heavy" }).click();
    await phone.page.getByRole("radio", { name: "Light" }).click();
    await phone.page.locator(".saved button").waitFor();
    await laptop.page.locator(".saved button").waitFor();
    await pair(phone.page, laptop.page, "Laptop");
    await laptop.page.getByText("In one place this device had something else").waitFor();
    await laptop.page.getByRole("button", { name: "Go to today" }).click();
    await expect
      .poll(() => laptop.page.getByRole("radio", { name: "Light" }).getAttribute("aria-checked"))
      .toBe("true");
    await phone.page.getByRole("link", { name: "Calendar" }).click();
    await phone.page.getByRole("button", { name: "A month earlier" }).click();
    await expect
      .poll(() => phone.page.getByRole("button", { name: /20 February 2027.*a start/ }).count(), {
        timeout: 15_000,
      })
      .toBe(1);
    await phone.context.close();
    await laptop.context.close();
  });

  test("rule 73: a removed device keeps what it has, gets nothing more, and says so", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await visit(browser, app.origin);
    await pair(phone.page, laptop.page, "Laptop");
    await phone.page.getByRole("button", { name: "See your devices" }).click();
    await phone.page.getByRole("button", { name: "Change Laptop" }).click();
    await phone.page.getByRole("button", { name: "Remove", exact: true }).click();
    await phone.page.getByText("cannot be unread").waitFor();
    await phone.page.getByRole("button", { name: "Remove it" }).click();
    await expect.poll(() => phone.page.locator(".event b").allInnerTexts()).toEqual(["Computer"]);
    await phone.page.getByRole("link", { name: "Today" }).click();
    await phone.page.getByRole("radio", { name: "Heavy" }).click();
    await openDevices(laptop.page);
    await laptop.page.getByRole("button", { name: "Sync now" }).click();
    await laptop.page.getByText("another device has removed this one").waitFor();
    await laptop.page.getByRole("button", { name: "Use this device on its own", exact: true }).click();
    await laptop.page.getByText("Your diary is on this device only").waitFor();
    await laptop.page.getByRole("link", { name: "Today" }).click();
    expect(await laptop.page.getByRole("radio", { name: "Heavy" }).getAttribute("aria-checked")).toBe(
      "false",
    );
    await laptop.page.reload();
    await laptop.page.locator(".headline").waitFor();
    expect(await laptop.page.locator(".strip").count()).toBe(1);
    await phone.context.close();
    await laptop.context.close();
  });
});

describe("a relay that asks for its invite", () => {
  test("says so, and takes the diary when the invite was typed", async () => {
    const guarded = await startSyncedApp("always");
    const { page, context } = await deviceWithStart(browser, guarded.origin);
    page.setDefaultTimeout(15_000);
    await openDevices(page);
    await page.getByRole("button", { name: "Add a device" }).click();
    await page.getByText("only with its invite").waitFor();
    const field = page.getByLabel(/^Invite/);
    await field.fill("0000-0000-0000-0000");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("only with its invite").waitFor();
    await page.getByLabel(/^Invite/).fill(guarded.invite.toLowerCase().replaceAll("-", " "));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("Link", { exact: true }).waitFor();
    await context.close();
    await guarded.close();
  });
});

describe("rule 75: two devices that both have a shared diary", () => {
  test("are told so, and nothing changes", async () => {
    const phone = await deviceWithStart(browser, app.origin);
    const laptop = await deviceWithStart(browser, app.origin);
    const link = await showLink(phone.page);
    await showLink(laptop.page);
    await laptop.page.goto(link);
    await laptop.page.getByText("If it has a shared diary already").waitFor();
    await openDevices(laptop.page);
    expect(await laptop.page.locator(".event b").count()).toBe(1);
    await phone.context.close();
    await laptop.context.close();
  });
});

async function headlineOf(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Today" }).click();
  return page.locator(".headline").innerText();
}
