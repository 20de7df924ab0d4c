import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

let server: AppServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  server = await serveApp();
  browser = await startChromium();
  ({ context, page } = await visit(browser, server.origin));
  await importFile(page, "diary.json", sampleDiaryFile);
});
afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  await page.goto(`${server.origin}/#calendar`);
  await page.reload();
  await page.locator(".mark-may-start").nth(1).waitFor();
});

const focusedName = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
const day = (name: RegExp) => page.getByRole("gridcell").getByRole("button", { name });

describe("the grid of days", () => {
  test("is one stop for Tab, on today", async () => {
    expect(await page.locator(".day[tabindex='0']").count()).toBe(1);
    await page.locator(".day[tabindex='0']").focus();
    expect(await focusedName()).toContain("4 March 2027");
    expect(await page.locator("[aria-current='date']").count()).toBe(1);
  });

  test.each([
    ["ArrowRight", "Friday, 5 March 2027"],
    ["ArrowLeft", "Wednesday, 3 March 2027"],
    ["ArrowDown", "Thursday, 11 March 2027"],
    ["ArrowUp", "Thursday, 25 February 2027"],
    ["Home", "Monday, 1 March 2027"],
    ["End", "Sunday, 7 March 2027"],
    ["PageDown", "Sunday, 4 April 2027"],
    ["PageUp", "Thursday, 4 February 2027"],
    ["Shift+PageDown", "Saturday, 4 March 2028"],
    ["Shift+PageUp", "Wednesday, 4 March 2026"],
  ])("moves by %s to %s", async (key, name) => {
    await page.locator(".day[tabindex='0']").focus();
    await page.keyboard.press(key);
    await expect.poll(focusedName).toContain(name);
    expect(await page.locator(".day[tabindex='0']").count()).toBe(1);
  });

  test("opens a day by Enter, and gives the focus back to it", async () => {
    await page.locator(".day[tabindex='0']").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.getByRole("heading", { level: 1 }).innerText())
      .toBe("Thursday, 25 February 2027");
    await page.goBack();
    await expect.poll(focusedName).toContain("25 February 2027");
  });

  test("keeps the open day out of the address and the title", async () => {
    await day(/12 February/).click();
    await page.getByRole("heading", { name: /12 February/ }).waitFor();
    expect(page.url()).toBe(`${server.origin}/#day`);
    expect(await page.title()).toBe("Tidetable");
  });
});

describe("a day's name", () => {
  test("says what was recorded", async () => {
    expect(await day(/^Friday, 12 February 2027/).getAttribute("aria-label")).toBe(
      "Friday, 12 February 2027. Recorded: medium bleeding, pain 4 of 10, more.",
    );
    expect(await day(/^Wednesday, 24 February 2027/).getAttribute("aria-label")).toContain(
      "Recorded: body signs.",
    );
  });

  test("says what may come, as chances one can count", async () => {
    expect(await day(/^Thursday, 11 March 2027/).getAttribute("aria-label")).toMatch(
      /Forecast: \d+ in 20 that it starts that day, \d+ in 20 that it has started by then\.$/,
    );
  });
});

describe("what may come", () => {
  test("never looks like what was recorded", async () => {
    const look = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((mark) => {
          const style = getComputedStyle(mark);
          return [
            style.borderTopColor,
            style.borderBottomWidth,
            style.borderRadius,
            style.backgroundImage,
          ].join(" ");
        });
    const looks = await Promise.all(
      [".day .mark-recorded", ".day .mark-may-start", ".day .mark-sign", ".day .mark-other"].map(look),
    );
    expect(new Set(looks).size).toBe(4);
    expect(await page.locator(".mark-may-start.mark-recorded").count()).toBe(0);
    const named = await page
      .locator(".day:has(.mark-may-start)")
      .evaluateAll((days) => days.map((one) => one.getAttribute("aria-label") ?? ""));
    expect(named.every((name) => name.includes("Forecast:") && !name.includes("Recorded:"))).toBe(true);
  });

  test("is taller the likelier it is", async () => {
    const heightAndChance = await page.locator(".day:has(.mark-may-start)").evaluateAll((days) =>
      days.map((one) => ({
        height: one.querySelector(".mark-may-start")?.getBoundingClientRect().height ?? 0,
        twentieths: Number(/(\d+) in 20 that it starts/.exec(one.getAttribute("aria-label") ?? "")?.[1] ?? 0),
      })),
    );
    const byHeight = heightAndChance
      .toSorted((a, b) => a.height - b.height)
      .map(({ twentieths }) => twentieths);
    expect(byHeight).toEqual(byHeight.toSorted((a, b) => a - b));
  });
});

describe("marking several days", () => {
  test("gives each tapped day the chosen amount, and a second tap clears it", async () => {
    await page.getByRole("button", { name: "Mark several days" }).click();
    await page.getByRole("radio", { name: "Light" }).click();
    for (const name of [/^Saturday, 20 February/, /^Sunday, 21 February/]) {
      await day(name).click();
      await expect.poll(() => day(name).getAttribute("aria-label")).toContain("light bleeding");
      expect(await day(name).getAttribute("aria-pressed")).toBe("true");
    }
    await day(/^Sunday, 21 February/).click();
    await expect.poll(() => day(/^Sunday, 21 February/).getAttribute("aria-label")).not.toContain("bleeding");
    await day(/^Saturday, 20 February/).click();
    await page.getByRole("button", { name: "Done marking" }).click();
  });

  test("leaves the days to come alone", async () => {
    await page.getByRole("button", { name: "Mark several days" }).click();
    expect(await day(/^Friday, 5 March/).getAttribute("aria-disabled")).toBe("true");
    await day(/^Friday, 5 March/).click({ force: true });
    expect(await day(/^Friday, 5 March/).getAttribute("aria-label")).not.toContain("Recorded");
  });
});

describe("the reader's week", () => {
  test.each([
    ["en-GB", "Monday"],
    ["en-US", "Sunday"],
    ["de-DE", "Monday"],
    ["fa-IR", "Saturday"],
    ["ar-EG", "Saturday"],
    ["th-TH", "Sunday"],
  ])("in %s starts with %s", async (locale, first) => {
    const other = await visit(browser, server.origin, { locale });
    const header = other.page.getByRole("columnheader").first();
    expect(await header.getAttribute("aria-label")).toBe(first);
    await other.context.close();
  });
});
