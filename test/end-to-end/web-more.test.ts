import { readFileSync } from "node:fs";
import { calendarDate } from "@tidetable/diary";
import { importDiary } from "@tidetable/diary/exchange";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

let server: AppServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  server = await serveApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  ({ context, page } = await visit(browser, server.origin));
  await importFile(page, "diary.json", sampleDiaryFile);
  await page.getByRole("link", { name: "More" }).click();
  // Loaded anew, so that nothing of the import is still being said.
  await page.reload();
  await page.getByLabel("Year of birth").waitFor();
});
afterEach(() => context.close());

/** The screen of what changes the pattern, from More. */
const body = async () => {
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("button", { name: "Body and method" }).click();
};
const today = async () => {
  await page.getByRole("link", { name: "Today" }).click();
  return page.locator(".headline").innerText();
};

describe("what changes the pattern", () => {
  test("switches forecasts off where no timing is known, and on again when it is removed", async () => {
    await body();
    await page.getByText(/^Now: /).click();
    await page.getByRole("radio", { name: "Pregnant" }).click();
    await page.getByText("Pregnant, since Thursday, 4 March 2027").waitFor();
    await expect.poll(today).toBe("Forecasts are off during pregnancy.");
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await expect.poll(today).toMatch(/^Between/);
  });
});

describe("a pause", () => {
  test("stops forecasts and ends", async () => {
    await body();
    await page.getByRole("button", { name: "Pause from today" }).click();
    await page.getByText("Since Thursday, 4 March 2027").waitFor();
    await expect.poll(today).toBe("Forecasts are paused.");
    await body();
    await page.getByRole("button", { name: "Remove" }).click();
    await expect.poll(today).toMatch(/^Between/);
  });
});

describe("a past cycle", () => {
  test("is left out with a reason, and taken in again", async () => {
    await body();
    await page.getByText("Past cycles").click();
    await page.getByRole("button", { name: "Leave out" }).first().click();
    await page.getByRole("radio", { name: "illness" }).click();
    await page.getByText(/Left out: illness\./).waitFor();
    await today();
    await expect.poll(() => page.locator(".basis").innerText()).toContain("Based on 7 of your cycles");
    await body();
    await page.getByText("Past cycles").click();
    await page.getByRole("button", { name: "Take in again" }).click();
    await today();
    await expect.poll(() => page.locator(".basis").innerText()).toContain("Based on 8 of your cycles");
  });
});

describe("the year of birth", () => {
  test("is kept when it can be one, and asked about when not", async () => {
    const field = page.getByLabel("Year of birth");
    await field.fill("1890");
    await page.getByText(/Not saved: this is not a year of birth/).waitFor();
    await field.fill("1994");
    await expect.poll(() => page.locator(".saved").innerText()).toContain("Saved");
    await page.reload();
    await expect.poll(() => page.getByLabel("Year of birth").inputValue()).toBe("1994");
  });
});

describe("a file", () => {
  test("is shown before anything is saved, added whole, and taken back whole", async () => {
    await page.getByRole("button", { name: "Import a file" }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "starts.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("date\n2026-04-02\n2026-05-01\nnonsense\n2026-05-29\n"),
    });
    await page.getByText("3 days, 3 starts.").waitFor();
    await page.getByText("1 skipped").click();
    expect(await page.locator(".finding li").first().innerText()).not.toContain("nonsense");
    await page.getByText("Nothing is saved yet.").waitFor();
    expect(await page.locator(".saved").innerText()).not.toContain("Saved");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("3 days added.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => page.getByRole("status").innerText()).toMatch(/^Undone\./);
    await today();
    expect(await page.locator(".basis").innerText()).toContain("Based on 8 of your cycles");
  });

  test("of our own with a value that does not fit says where, and takes the rest", async () => {
    await page.getByRole("button", { name: "Import a file" }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "diary.json",
      mimeType: "application/json",
      buffer: Buffer.from(
        '{"schema":"tidetable.diary/1","days":{"2026-04-02":{"pain":11,"bleeding":"light"}}}',
      ),
    });
    await page.getByText("1 skipped").click();
    expect(await page.locator(".finding li").first().innerText()).toMatch(/^days → .* → pain: Expected 0/);
  });

  test("of everything is saved on demand, under a neutral name, and reads back the same", async () => {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save a copy" }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe("tidetable.json");
    const latest = calendarDate("2027-03-04");
    const read = (bytes: Uint8Array) => importDiary(bytes, { latest });
    const saved = read(readFileSync(await download.path()));
    const first = read(new TextEncoder().encode(sampleDiaryFile));
    if (!saved.ok || !first.ok) throw new Error("expected two readable files");
    // What was forecast of it since is in the copy too.
    const { issued, ...entered } = saved.value.diary;
    expect(entered).toEqual(first.value.diary);
    expect(issued?.map((forecast) => forecast.issued)).toEqual([latest]);
    await page.getByText("A file was handed to the browser.").waitFor();
  });

  test("that is no diary is refused in words", async () => {
    await page.getByRole("button", { name: "Import a file" }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "picture.png",
      mimeType: "image/png",
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]),
    });
    await page.locator(".notice").waitFor();
    expect((await page.locator(".notice").innerText()).length).toBeGreaterThan(10);
    expect(await page.getByRole("button", { name: "Add", exact: true }).count()).toBe(0);
  });
});
