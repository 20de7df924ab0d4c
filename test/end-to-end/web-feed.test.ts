import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openRelay, readAppFiles } from "@tidetable/relay";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { builtApp, importFile, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";
import { relayBytes } from "./synced-app.ts";

// The relay lives on the tests' day: a feed's last day is the relay's to judge.
const now = Date.parse("2027-03-04T09:00:00+01:00");
let origin: string;
let dataFolder: string;
let stop: () => Promise<void>;
let browser: Browser;
beforeAll(async () => {
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  dataFolder = mkdtempSync(join(tmpdir(), "tidetable-feed-"));
  const log = (): void => {};
  const relay = await openRelay({ files, dataFolder, invite: "open", clock: () => now, log });
  const listening = await listen(relay.relay, { port: 0, log });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  origin = `http://localhost:${listening.value.port}`;
  stop = async () => {
    await listening.value.stop(0);
    await relay.close();
    rmSync(dataFolder, { recursive: true });
  };
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await stop();
});

const openFeeds = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: "Dates in another calendar" }).click();
  await page.getByRole("heading", { level: 1, name: "Calendar feeds" }).waitFor();
};

async function fetchText(address: string): Promise<string | number> {
  const answer = await fetch(address);
  return answer.status === 200 ? answer.text() : answer.status;
}

test("a calendar feed: a file first, then what an address gives away, then one, on People, and ended", async () => {
  const { page, context, complaints } = await visit(browser, origin);
  await importFile(page, "diary.json", sampleDiaryFile);
  await openFeeds(page);

  // The file is made here: nothing is asked of anybody.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the file" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("calendar.ics");
  const file = readFileSync(await download.path(), "utf8");
  expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(file).toMatch(/\r\nDTSTART;VALUE=DATE:2027\d{4}\r\n/);
  expect(file).not.toMatch(/period|cycle|Tidetable/i);
  expect(asked.filter((url) => url.includes("/v1/"))).toEqual([]);

  // A diary that is on this device only has to be at a relay first.
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Whoever has the address can read the dates until it ends").waitFor();
  expect(await page.getByRole("button", { name: "Make the address" }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "I have read this" }).click();
  await page.getByLabel("For which calendar, in your words").fill("Work laptop");
  await page.getByRole("button", { name: "Make the address" }).click();
  await page.getByRole("button", { name: "Show the address for Work laptop" }).click();
  const address = await page.getByLabel("The address", { exact: true }).inputValue();
  expect(address).toMatch(new RegExp(`^${origin}/feed/[\\w-]{43}\\.ics$`));
  await page.getByRole("button", { name: "Copy" }).click();
  expect(await axeFindings(page)).toEqual([]);

  await expect.poll(() => fetchText(address), { timeout: 15_000 }).toContain("BEGIN:VEVENT");
  const text = String(await fetchText(address));
  expect(text.match(/DTSTART;VALUE=DATE:\d{8}/g)).toEqual(file.match(/DTSTART;VALUE=DATE:\d{8}/g));
  const token = address.split("/").at(-1)!.replace(".ics", "");
  for (const telling of [...text.match(/\d{8}(?=\r)/g)!, "SUMMARY", "Work laptop", token])
    expect([telling, relayBytes(dataFolder).includes(telling)]).toEqual([telling, false]);

  // I9: among everybody who sees something. I10: three taps end it with the rest.
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("heading", { level: 2, name: "Work laptop" }).waitFor();
  await page.getByText("One calendar elsewhere reads dates of your diary.").waitFor();
  expect(await page.content()).not.toContain(token);
  await page.getByRole("button", { name: "Stop all sharing" }).click();
  await page.getByRole("button", { name: "Stop everything now" }).click();
  await expect.poll(() => fetchText(address), { timeout: 15_000 }).toBe(404);
  await page.getByText("There are no calendar feeds and no public links.").waitFor();

  // Another one, ended by itself.
  await page.getByRole("button", { name: "Dates in another calendar" }).click();
  await page.getByRole("button", { name: "I have read this" }).click();
  await page.getByLabel("For which calendar, in your words").fill("Phone");
  await page.getByRole("button", { name: "Make the address" }).click();
  await page.getByRole("button", { name: "Show the address for Phone" }).click();
  const other = await page.getByLabel("The address", { exact: true }).inputValue();
  await expect.poll(() => fetchText(other), { timeout: 15_000 }).toContain("BEGIN:VEVENT");
  await page.getByRole("button", { name: "End it for Phone" }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  await expect.poll(() => fetchText(other), { timeout: 15_000 }).toBe(404);
  expect(complaints).toEqual([]);
  await context.close();
});
