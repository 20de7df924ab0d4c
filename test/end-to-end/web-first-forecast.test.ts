import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, serveApp, startChromium, visit } from "./browser.ts";

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

describe("a first visit", () => {
  test("asks one thing, and one tap on a date saves it and shows a forecast", async () => {
    const { context, page, complaints } = await visit(browser, server.origin);
    expect(await page.locator("input").count()).toBe(0);
    await page.getByRole("button", { name: /12 February 2027/ }).click();
    await expect
      .poll(() => page.locator(".headline").last().innerText())
      .toMatch(/^Be ready from .+ March\./);
    expect(await page.locator(".basis").innerText()).toContain("I know one date only");
    await expect.poll(() => page.getByRole("status").innerText()).toMatch(/^Saved\. Be ready from/);
    await page.reload();
    await page.locator(".strip").waitFor();
    expect(await page.locator(".headline").innerText()).toMatch(/^Be ready from/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("narrows the forecast with every earlier start", async () => {
    const { context, page } = await visit(browser, server.origin);
    const earlier = page.getByRole("button", { name: "Earlier days" });
    await earlier.click();
    await earlier.click();
    await page.getByRole("button", { name: /12 February 2027/ }).click();
    await expect.poll(() => page.locator(".basis").innerText()).toContain("one date only");
    await page.getByRole("button", { name: /14 January 2027/ }).click();
    await expect.poll(() => page.locator(".basis").innerText()).toContain("Based on one of your cycles");
    await page.getByRole("button", { name: /17 December 2026/ }).click();
    await expect.poll(() => page.locator(".basis").innerText()).toContain("Based on 2 of your cycles");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("radio", { name: "Medium" }).waitFor();
    await context.close();
  });

  test("has Today and Yesterday as dates, and a second tap takes one back", async () => {
    const { context, page } = await visit(browser, server.origin);
    const yesterday = page.getByRole("button", { name: "Yesterday" });
    await yesterday.click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(await yesterday.getAttribute("aria-pressed")).toBe("true");
    await yesterday.click();
    await page.getByRole("button", { name: "I don’t remember" }).waitFor();
    await context.close();
  });

  test("goes on without a date, and says when a forecast comes", async () => {
    const { context, page } = await visit(browser, server.origin);
    await page.getByRole("button", { name: "I don’t remember" }).click();
    expect(await page.locator(".headline").innerText()).toBe(
      "After one start date I can tell you when the next one is likely.",
    );
    expect(await page.getByRole("radio").count()).toBe(5);
    await context.close();
  });

  test("can be made with the keyboard alone", async () => {
    const { context, page } = await visit(browser, server.origin);
    // Today, Yesterday, then the grid's one stop.
    for (let stop = 0; stop < 3; stop++) await page.keyboard.press("Tab");
    for (let week = 0; week < 3; week++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Continue" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".strip").waitFor();
    expect(await page.locator(".cycle-day").innerText()).toBe("day 22");
    await context.close();
  });
});
