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
  await openToday();
});
afterEach(() => context.close());

async function openToday(): Promise<void> {
  await page.goto(`${server.origin}/#today`);
  await page.reload();
  await page.locator(".strip").waitFor();
}
const level = (name: string) => page.getByRole("radio", { name, exact: true });
const isChecked = (name: string) => level(name).getAttribute("aria-checked");
const headline = () => page.locator(".headline").innerText();
const saved = () => page.locator(".saved").filter({ hasText: "Saved" }).waitFor();

describe("bleeding", () => {
  test("is saved with its level by one tap, and still there after a reload", async () => {
    await level("Medium").click();
    await saved();
    await openToday();
    expect(await isChecked("Medium")).toBe("true");
  });

  test("is cleared by a second tap on the same level", async () => {
    await level("Medium").click();
    await saved();
    await level("Medium").click();
    await expect.poll(() => isChecked("Medium")).toBe("false");
    await saved();
    await openToday();
    expect(await isChecked("Medium")).toBe("false");
  });

  test("once undone leaves the day and the sentence as they were", async () => {
    const before = await headline();
    await level("Heavy").click();
    await saved();
    await expect.poll(headline).not.toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(headline).toBe(before);
    expect(await isChecked("None")).toBe("true");
    await expect.poll(() => page.getByRole("status").innerText()).toMatch(/^Undone\./);
    await openToday();
    expect(await isChecked("None")).toBe("true");
  });

  test("of yesterday is one tap further", async () => {
    await page.getByRole("button", { name: "Yesterday" }).click();
    await level("Light").click();
    await saved();
    await page.getByRole("button", { name: "Back to today" }).click();
    expect(await isChecked("None")).toBe("true");
    await page.getByRole("button", { name: "Yesterday" }).click();
    expect(await isChecked("Light")).toBe("true");
  });

  test("that counts as a start says so, and is corrected in one tap", async () => {
    await level("Medium").click();
    await page.getByText("Counted as a start.").waitFor();
    await expect.poll(() => page.locator(".cycle-day").innerText()).toBe("day 1");
    await page.getByRole("button", { name: "Not a start?" }).click();
    await page.getByText("Not counted as a start.").waitFor();
    await expect.poll(() => page.locator(".cycle-day").innerText()).toBe("day 21");
    await page.getByRole("button", { name: "It is a start" }).click();
    await expect.poll(() => page.locator(".cycle-day").innerText()).toBe("day 1");
  });

  test("is one stop for Tab; arrows move without saving, space saves, digits pick", async () => {
    await level("None").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await isChecked("None")).toBe("true");
    expect(await level("Light").evaluate((button) => button.matches(":focus"))).toBe(true);
    await page.keyboard.press("Space");
    await expect.poll(() => isChecked("Light")).toBe("true");
    await page.keyboard.press("4");
    await expect.poll(() => isChecked("Heavy")).toBe("true");
    expect(await page.locator(".levels [tabindex='0']").count()).toBe(1);
  });
});

describe("the offer to undo", () => {
  test("goes after eight seconds", async () => {
    await page.clock.install({ time: new Date("2027-03-04T09:00:00+01:00") });
    await openToday();
    await level("Spotting").click();
    await saved();
    await page.clock.runFor(6_500);
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(1);
    await page.clock.runFor(2_000);
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });
});

describe("the chips", () => {
  test("record a symptom by a tap, pain and mood by two", async () => {
    const cramps = page.getByRole("button", { name: "Cramps" });
    await cramps.click();
    await expect.poll(() => cramps.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "Pain", exact: true }).click();
    await page.getByRole("radio", { name: "7", exact: true }).click();
    await page.getByRole("button", { name: "Pain 7" }).waitFor();
    await saved();
    await openToday();
    expect(await page.getByRole("button", { name: "Pain 7" }).count()).toBe(1);
    expect(await cramps.getAttribute("aria-pressed")).toBe("true");
  });
});

describe("the dot strip", () => {
  const reading = () => page.getByRole("slider").innerText();
  const count = async () => Number(/: (\d+) of 20/.exec(await reading())?.[1]);

  test("has twenty dots, and counts them up to the threshold", async () => {
    expect(await page.locator(".dot").count()).toBe(20);
    expect(await page.locator(".dot-counted").count()).toBe(await count());
    expect(await page.getByRole("heading", { level: 2 }).first().innerText()).toBe("When it will start");
    expect(await page.locator(".strip-dots").getAttribute("aria-label")).toMatch(/^When it will start/);
  });

  test("is moved by buttons, keys and dragging", async () => {
    const first = await count();
    await page.getByRole("button", { name: "A day later" }).click();
    expect(await count()).toBeGreaterThan(first);
    await page.getByRole("button", { name: "A day earlier" }).click();
    expect(await count()).toBe(first);
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("End");
    expect(await slider.getAttribute("aria-valuenow")).toBe("20");
    await page.keyboard.press("Home");
    expect(await count()).toBe(0);
    const box = await page.locator(".strip").boundingBox();
    if (box === null) throw new TypeError("expected the strip to be shown");
    await page.mouse.move(box.x + 5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 5, box.y + 40, { steps: 5 });
    await page.mouse.up();
    expect(await count()).toBe(20);
  });

  test("is a table for whoever wants one, and no chance in it is 0 or 20 of 20", async () => {
    await page.getByRole("button", { name: "Show as table" }).click();
    const rows = await page.locator(".strip-table tbody tr").allInnerTexts();
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(row).toMatch(/(under 1|\d+|over 19) in 20\s+(under 1|\d+|over 19) in 20$/);
    expect(rows.join("\n")).not.toMatch(/\b(0|20) in 20/);
  });
});

describe("a period that may not have been logged", () => {
  /** Six regular starts, then twice the usual gap, and days recorded since so that today is not in question. */
  const gapFile = [
    "date",
    "2026-06-01",
    "2026-06-29",
    "2026-07-27",
    "2026-08-24",
    "2026-09-21",
    "2026-12-15",
    "2027-01-12",
    "2027-02-09",
  ].join("\n");

  beforeEach(async () => {
    await context.close();
    ({ context, page } = await visit(browser, server.origin));
    await importFile(page, "starts.csv", gapFile);
    await openToday();
  });

  test("is asked about once", async () => {
    const question = page.getByText(/left out of the diary/);
    await question.waitFor();
    const asked = await question.innerText();
    await page.getByRole("button", { name: "It was not missed" }).click();
    await expect
      .poll(async () => (await question.count()) === 0 || (await question.innerText()) !== asked)
      .toBe(true);
  });

  test("is added where it belongs", async () => {
    await page.getByRole("button", { name: "It was, add it" }).click();
    await page.getByRole("button", { name: "Done marking" }).waitFor();
    const focusable = page.locator(".day[tabindex='0']");
    expect(await focusable.count()).toBe(1);
    await focusable.click();
    await saved();
    expect(await focusable.getAttribute("aria-label")).toContain("Recorded: medium bleeding");
  });
});

describe("the date", () => {
  test("turns at midnight while the page is open", async () => {
    await page.clock.install({ time: new Date("2027-03-04T23:59:50+01:00") });
    await openToday();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("4 March");
    await page.clock.runFor(20_000);
    await expect.poll(() => page.getByRole("heading", { level: 1 }).innerText()).toContain("5 March");
    await expect.poll(() => page.locator(".cycle-day").innerText()).toBe("day 22");
  });

  test("that lies before entries is questioned", async () => {
    await page.clock.setFixedTime(new Date("2027-02-01T09:00:00+01:00"));
    await page.reload();
    await page.getByText("Is the date of this device right?").waitFor();
  });
});

describe("two open tabs", () => {
  test("show the same diary", async () => {
    const second = await context.newPage();
    await second.clock.setFixedTime(new Date("2027-03-04T09:00:00+01:00"));
    await second.goto(`${server.origin}/#today`);
    await second.locator(".strip").waitFor();
    await level("Heavy").click();
    await expect
      .poll(() => second.getByRole("radio", { name: "Heavy" }).getAttribute("aria-checked"))
      .toBe("true");
  });
});
