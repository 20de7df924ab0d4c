import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";

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

/** Seventeen starts, the test day the 21st of the newest; one between October and December was not written down. */
const starts = [
  [
    "2025-10-22",
    "2025-11-19",
    "2025-12-17",
    "2026-01-14",
    "2026-02-10",
    "2026-03-11",
    "2026-04-08",
    "2026-05-07",
  ],
  [
    "2026-06-04",
    "2026-06-30",
    "2026-07-29",
    "2026-08-26",
    "2026-09-23",
    "2026-10-21",
    "2026-12-16",
    "2027-01-14",
  ],
  ["2027-02-12"],
].flat();
const diaryFile = JSON.stringify({
  schema: "tidetable.diary/1",
  days: {
    ...Object.fromEntries(starts.map((date) => [date, { bleeding: "medium" }])),
    "2027-02-25": { lhTest: "positive" },
  },
  events: [{ kind: "cycle-excluded", date: "2026-05-07", reason: "illness" }],
});

let page: Page;
let complaints: readonly string[];
beforeEach(async () => {
  const opened = await visit(browser, server.origin);
  onTestFinished(() => opened.context.close());
  ({ page, complaints } = opened);
  await importFile(page, "diary.json", diaryFile);
  await page.getByRole("link", { name: "Today" }).click();
  await page.locator(".strip").waitFor();
});

const explain = async () => {
  await page.getByRole("button", { name: "How this was worked out" }).click();
  await page.getByRole("heading", { name: "Cycle by cycle" }).waitFor();
};
const rows = () => page.locator(".cycle-table tbody tr");
const textOf = async (selector: string) => (await page.locator(selector).innerText()).replaceAll(/\s+/g, " ");

describe("why this forecast", () => {
  test("is one tap from its sentence, and explains that sentence", async () => {
    const sentence = await page.locator(".headline").innerText();
    await explain();
    expect(await page.locator(".headline").innerText()).toBe(sentence);
    expect(await textOf(".reasons >> nth=0")).toMatch(
      /From 15 of your cycles: usually \d+ to \d+ days, eight times in ten\. .*21 October 2026 to 16 December 2026, 56 days: probably two cycles\. A start around 18 November 2026 was not logged\./,
    );
    expect(await textOf(".reasons >> nth=1")).toMatch(
      /It is day 21\. .*The positive ovulation test on Thu 25 February narrows it: /,
    );
    expect(complaints).toEqual([]);
  });

  test("lists cycles newest first, and all of them when asked", async () => {
    await explain();
    expect(await rows().count()).toBe(13);
    expect(await rows().first().innerText()).toMatch(/^14 Jan\s+29\s+Used\.\s*$/);
    await page.getByRole("button", { name: "Show all 16 cycles" }).click();
    expect(await rows().count()).toBe(16);
    expect(await page.getByRole("button", { name: /^Show all/ }).count()).toBe(0);
    expect(await rows().filter({ hasText: "Used." }).count()).toBe(15);
    expect(await rows().filter({ hasText: "7 May 2026" }).innerText()).toContain("Left out by you: illness.");
    expect(await rows().filter({ hasText: "21 Oct 2026" }).innerText()).toMatch(
      /Probably two cycles, \d+ in 20: a start around 18 November 2026 was not logged\./,
    );
  });

  test("is a table that is named, with a header for each row", async () => {
    await explain();
    const table = page.getByRole("table", { name: "Cycle by cycle" });
    expect(await table.getByRole("columnheader").allInnerTexts()).toEqual([
      "Began",
      "Days",
      "What became of it",
    ]);
    expect(await table.getByRole("rowheader").count()).toBe(13);
  });

  test("is reached, read and left with the keyboard alone", async () => {
    await page.getByRole("button", { name: "How this was worked out" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".cycle-table").waitFor();
    // Read from its top, though it came a moment after its address.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe("Why this forecast");
    await page.getByRole("button", { name: "Back" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".strip").waitFor();
    await explain();
    await page.goBack();
    await page.locator(".strip").waitFor();
  });

  test("follows the diary: a cycle left out there is left out here", async () => {
    await explain();
    await page.getByRole("button", { name: "Leave a cycle out" }).click();
    await page.getByText("Past cycles").click();
    await page.getByRole("button", { name: "Leave out" }).first().click();
    await page.getByRole("radio", { name: "travel" }).click();
    await page.getByText(/Left out: travel\./).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await explain();
    expect(await rows().first().innerText()).toContain("Left out by you: travel.");
    expect(await textOf(".reasons >> nth=0")).toContain("From 14 of your cycles");
  });

  test("of a pause says so, and still tells what became of each cycle", async () => {
    await page.getByRole("link", { name: "More" }).click();
    await page.getByRole("button", { name: "Body and method" }).click();
    await page.getByRole("button", { name: "Pause from today" }).click();
    await page.getByText("Since Thursday").waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await expect.poll(() => page.locator(".headline").innerText()).toBe("Forecasts are paused.");
    expect(await page.getByRole("button", { name: "How this was worked out" }).count()).toBe(0);
    await page.goto(`${server.origin}/#why`);
    await page.locator(".cycle-table").waitFor();
    expect(await page.locator(".headline").innerText()).toBe("Forecasts are paused.");
    expect(await page.locator(".reasons").count()).toBe(1);
  });

  test("opens offline once the app has been there", async () => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.context().setOffline(true);
    await page.reload();
    await page.locator(".strip").waitFor();
    await explain();
    expect(await rows().count()).toBe(13);
  });
});

test("before the first whole cycle all of it is what is common", async () => {
  const { context, page } = await visit(browser, server.origin);
  onTestFinished(() => context.close());
  await page.getByRole("button", { name: /12 February/ }).click();
  await page.getByRole("button", { name: "Continue" }).waitFor();
  // Not while the first question is still being answered.
  expect(await page.getByRole("button", { name: "How this was worked out" }).count()).toBe(0);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "How this was worked out" }).click();
  await page.getByText("I know no whole cycle of yours yet, so all of this is what is common.").waitFor();
  expect(await page.locator(".cycle-table").count()).toBe(0);
});
