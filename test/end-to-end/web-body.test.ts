import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

let server: AppServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  server = await serveApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
// Today is Thursday, 4 March 2027.
beforeEach(async () => {
  ({ context, page, complaints } = await visit(browser, server.origin));
  await importFile(page, "diary.json", sampleDiaryFile);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

const body = async () => {
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("button", { name: "Body and method" }).click();
  await page.getByRole("heading", { name: "Contraception and hormones" }).waitFor();
};
const headline = async () => {
  await page.getByRole("link", { name: "Today" }).click();
  return page.locator(".headline").innerText();
};
const basis = () => page.locator(".basis").innerText();

test("a pill user sees the bleed of her pack; stopping, her own cycle's forecast, wider, and why", async () => {
  const natural = await headline();
  expect(natural).not.toContain("pack");
  await body();
  await page.getByText("Begin or change").click();
  await page.getByRole("radio", { name: "Combined pill" }).click();
  await page.getByRole("radio", { name: "21 with hormone, 7 without" }).click({ trial: true });
  await page.getByLabel("First day with hormone, in the pack you begin").fill("2027-02-05");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Combined pill, 21 days and 7 without, from Friday, 5 February 2027").waitFor();
  await page.getByText(/The bleed of each break is forecast from your pack/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  // The break has begun on 26 February; its bleed did not come by 4 March, so it is the next one's.
  await expect.poll(headline).toMatch(/^Your (next )?bleed is due in th/);
  expect(await basis()).toContain("that it brings none.");
  expect(await page.locator(".cycle-day").count()).toBe(0);
  await page.getByRole("button", { name: "How this was worked out" }).click();
  await page.getByText("Your pack sets these dates, not your cycle").waitFor();

  await body();
  await page.getByText("Stopped", { exact: true }).click();
  await page.getByLabel("First day without").fill("2027-02-26");
  await page.getByRole("button", { name: "Note that it was stopped" }).click();
  await page.getByText("Stopped, first day without Friday, 26 February 2027").waitFor();
  await expect.poll(headline).toMatch(/^(I forecast again from your first bleed|Your )/);
  await page.getByRole("radiogroup").first().getByRole("radio", { name: "Medium" }).click();
  await expect.poll(basis).toContain("Wider for some cycles, because you stopped hormones");
  await expect.poll(headline).toMatch(/^Be ready from/);
});

test("where nothing can be forecast Today names the method and leads to it; 360 px, from the keyboard", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await body();
  await page.getByText("Begin or change").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Combined pill" }).focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByLabel("Since").first().waitFor();
  await page.getByRole("button", { name: "Keep", exact: true }).press("Enter");
  await page.getByText("Implant, from Thursday, 4 March 2027").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect.poll(headline).toContain("nobody can honestly say when bleeding comes with an implant");
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect.poll(headline).toMatch(/^(Between|Be ready)/);
});

test("emergency contraception widens this cycle's forecast and says so", async () => {
  await body();
  await page.getByText("Note it", { exact: true }).click();
  await page.getByRole("radio", { name: "Pill, ulipristal" }).click();
  await page.getByLabel("On", { exact: true }).fill("2027-03-03");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Pill, ulipristal, on Wednesday, 3 March 2027").waitFor();
  await headline();
  await expect.poll(basis).toContain("emergency contraception on Wed 3 March");
});
