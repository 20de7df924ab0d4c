import { readFileSync } from "node:fs";
import { parseIssuedForecast } from "@tidetable/diary";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
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

/** The app as it opens on a later morning. */
async function openOn(page: Page, day: string): Promise<void> {
  await page.clock.setFixedTime(new Date(`${day}T09:00:00+01:00`));
  await page.goto(`${server.origin}/#today`);
  await page.reload();
  await page.locator(".strip").waitFor();
}

const rows = (page: Page) => page.locator(".record-table tbody tr");

/** A person who enters one start on 4 March, looks again a week before the next one, and logs that. */
async function lived(page: Page): Promise<void> {
  await page.getByRole("button", { name: /12 February/ }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator(".strip").waitFor();
  await openOn(page, "2027-03-06");
  await openOn(page, "2027-03-13");
  await page.getByRole("radio", { name: "Medium" }).click();
  await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
}

describe("forecasts that were shown", () => {
  test("are compared when the start comes: one quiet line today, and what was said on which day", async () => {
    const { context, page, complaints } = await visit(browser, server.origin);
    await lived(page);
    const line = page.getByRole("button", { name: "The last start came between the dates I said." });
    await line.click();
    await page.getByRole("heading", { level: 1, name: "How the forecasts did" }).waitFor();
    await page.getByText("The one start so far came between the dates said.").waitFor();
    await page.getByText("Too few to tell anything from it.").waitFor();
    expect(await rows(page).allInnerTexts()).toHaveLength(2);
    expect(await rows(page).first().innerText()).toBe("As it was shown");
    const row = (await rows(page).nth(1).innerText()).replaceAll(/\s+/g, " ");
    expect(row).toMatch(/^13 Mar 2027 [\d–\sA-Za-z]+ inside said on day 21 [\d–\sA-Za-z]+ inside$/);
    expect(complaints).toEqual([]);

    await page.getByRole("button", { name: "Back" }).click();
    await page.locator(".strip").waitFor();
    await context.close();
  });

  test("keep their words when the start that came is taken back, and wait for the next", async () => {
    const { context, page } = await visit(browser, server.origin);
    await lived(page);
    await page.locator(".record-line").waitFor();
    await page.getByRole("radio", { name: "Medium" }).click();
    await page.locator(".record-line").waitFor({ state: "detached" });
    await page.goto(`${server.origin}/#record`);
    await page.getByText("There is nothing to compare yet.").waitFor();
    await context.close();
  });

  test("go with the saved copy, and come back with it", async () => {
    const { context, page } = await visit(browser, server.origin);
    await lived(page);
    await page.locator(".record-line").waitFor();
    await page.getByRole("link", { name: "More" }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save a copy" }).click();
    const text = readFileSync(await (await saving).path(), "utf8");
    const { issued } = JSON.parse(text);
    expect(issued).toHaveLength(3);
    for (const forecast of issued) expect(parseIssuedForecast(forecast).ok).toBe(true);
    await context.close();

    const elsewhere = await visit(browser, server.origin);
    await elsewhere.page.clock.setFixedTime(new Date("2027-03-14T09:00:00+01:00"));
    await elsewhere.page.reload();
    await importFile(elsewhere.page, "tidetable.json", text);
    await openOn(elsewhere.page, "2027-03-14");
    await elsewhere.page.getByText("The last start came between the dates I said.").waitFor();
    await elsewhere.context.close();
  });
});

describe("a diary that came as a file", () => {
  test("is replayed, says so, and puts no line on today's screen", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    await openOn(page, "2027-03-04");
    await page.getByRole("link", { name: "More" }).click();
    await page.getByRole("button", { name: "How the forecasts did" }).click();
    await page.getByText(/^\d of 8 starts came between the dates said\.$/).waitFor();
    await page.getByText(/All of these are replayed: what the forecast would have been/).waitFor();
    await page.getByText(/chances in 20\. Of 8 starts that makes/).waitFor();
    expect(await rows(page).count()).toBe(9);
    expect(await rows(page).first().innerText()).toBe("Replayed");
    await page.getByRole("link", { name: "Today" }).click();
    await page.locator(".strip").waitFor();
    expect(await page.locator(".record-line").count()).toBe(0);
    await context.close();
  });

  test("names each cycle that is not counted, and why", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(
      page,
      "starts.csv",
      "start\n2026-09-20\n2026-10-18\n2026-11-17\n2027-01-14\n2027-02-12\n",
    );
    await page.goto(`${server.origin}/#record`);
    await page.getByText(/17 Nov 2026 to 14 Jan 2027: a start in between was probably not logged/).waitFor();
    await page.getByText(/ of 3 starts came between the dates said/).waitFor();
    await context.close();
  });
});
