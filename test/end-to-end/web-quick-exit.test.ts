import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import {
  type AppServer,
  importFile,
  serveApp,
  startChromium,
  testContext,
  type Visit,
  visit,
} from "./browser.ts";
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

const switchName = "A button for leaving at once";
const openMore = (page: Page) => page.getByRole("link", { name: "More" }).click();

/** A diary with the quick exit switched on, at today's screen, with everything kept for offline use. */
async function withQuickExit(options: BrowserContextOptions = {}): Promise<Visit> {
  const visited = await visit(browser, server.origin, options);
  const { page } = visited;
  await importFile(page, "diary.json", sampleDiaryFile);
  await openMore(page);
  await page.getByLabel(switchName).check();
  await page.getByText("On. The button “Leave” is in the bar").waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.getByRole("link", { name: "Today" }).click();
  await page.locator(".strip").waitFor();
  return visited;
}

/** The same by the real clock: the tests' own hides from a page how it was come to. Three of its screens are in the history. */
async function withHistory(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext(testContext);
  const page = await context.newPage();
  await page.goto(`${server.origin}/`);
  await page.locator(".welcome .day").first().click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.getByRole("link", { name: "Calendar" }).click();
  await openMore(page);
  await page.getByLabel(switchName).check();
  await page.getByText("On. The button “Leave” is in the bar").waitFor();
  return { context, page };
}

const pressShift = async (page: Page) => {
  for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
};

/** The neutral page, whole: there is nothing else on it. */
async function isNeutral(page: Page): Promise<void> {
  await page.waitForURL(`${server.origin}/notes.html`);
  await page.getByRole("heading", { name: "Notes" }).waitFor();
  expect(await page.title()).toBe("Notes");
  expect(await page.locator("body").innerText()).toMatch(/^Notes\s+Nothing here yet\.$/);
}

/** How many colours a screenshot of the page has: one is a blank page. */
async function coloursOf(page: Page): Promise<number> {
  // By the debugger, which does not wait for a page that is on its way.
  const client = await page.context().newCDPSession(page);
  const { data: png } = await client.send("Page.captureScreenshot");
  const looking = await page.context().browser()!.newPage();
  try {
    return await looking.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }, png);
  } finally {
    await looking.close();
  }
}

describe("I17: the quick exit", () => {
  test("is off until it is switched on: no button, and Shift does nothing", async () => {
    const { context, page } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    await page.getByRole("link", { name: "Today" }).click();
    await page.locator(".strip").waitFor();
    expect(await page.getByRole("button", { name: "Leave", exact: true }).count()).toBe(0);
    await pressShift(page);
    await page.waitForTimeout(300);
    expect(page.url()).toBe(`${server.origin}/#today`);
    await openMore(page);
    expect(await page.getByLabel(switchName).isChecked()).toBe(false);
    await context.close();
  });

  test("has its button at one place on every screen, whatever is scrolled", async () => {
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1280, height: 900 },
    ]) {
      const { context, page } = await withQuickExit({ viewport });
      const leaveButton = page.getByRole("button", { name: "Leave", exact: true });
      const places = new Set<string>();
      for (const screen of ["today", "calendar", "people", "more", "day", "import", "devices", "safety"]) {
        await page.goto(`${server.origin}/#${screen}`);
        await page.reload();
        await leaveButton.waitFor();
        for (const end of [0, 1e6]) {
          await page.evaluate((y) => scrollTo(0, y), end);
          await page.waitForTimeout(50);
          const { x, y } = (await leaveButton.boundingBox())!;
          places.add(`${Math.round(x)} ${Math.round(y)}`);
        }
      }
      expect([...places]).toHaveLength(1);
      await context.close();
    }
  });

  test("blanks the page within 100 ms, though the next page does not come", async () => {
    const { context, page } = await withQuickExit();
    expect(await coloursOf(page)).toBeGreaterThan(10);
    // Whoever opens the app without its service worker waits for the network.
    await page.evaluate(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    });
    await page.reload();
    await page.locator(".strip").waitFor();
    await context.route("**/notes.html", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await route.continue();
    });
    await pressShift(page);
    await page.waitForTimeout(100);
    expect(await coloursOf(page)).toBe(1);
    await isNeutral(page);
    await context.close();
  });

  test("takes the button, three presses of Shift in a field, or a tap with three fingers", async () => {
    const byButton = await withQuickExit();
    await byButton.page.getByRole("button", { name: "Leave", exact: true }).click();
    await isNeutral(byButton.page);
    await byButton.context.close();

    const byShift = await withQuickExit();
    await byShift.page.goto(`${server.origin}/#day`);
    await byShift.page.getByLabel("Note").focus();
    await pressShift(byShift.page);
    await isNeutral(byShift.page);
    await byShift.context.close();

    const byTap = await withQuickExit({ hasTouch: true });
    const client = await byTap.context.newCDPSession(byTap.page);
    const touchPoints = [60, 160, 260].map((x, id) => ({ x, y: 300, id }));
    await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await isNeutral(byTap.page);
    await byTap.context.close();
  });

  test("leaves the history as long as it was, and no way back in it", async () => {
    const { context, page } = await withHistory();
    const before = await page.evaluate(() => history.length);
    expect(before).toBeGreaterThanOrEqual(3);
    await pressShift(page);
    await isNeutral(page);
    expect(await page.evaluate(() => history.length)).toBe(before);
    // The older entries of this tab that were the app's lead to the neutral page too, and so do those on the way back.
    for (const step of [-1, -1, 1, 1]) {
      await page.evaluate((by) => history.go(by), step);
      await page.waitForTimeout(400);
      await isNeutral(page);
      expect(await page.evaluate(() => history.length)).toBe(before);
    }
    // Whoever opens the app by its address has it as ever.
    await page.goto(`${server.origin}/`);
    await page.getByRole("link", { name: "Calendar" }).click();
    await page.getByRole("heading", { level: 1, name: "Calendar" }).waitFor();
    await page.goBack();
    await page
      .getByRole("link", { name: "Today", exact: true })
      .and(page.locator("[aria-current]"))
      .waitFor();
    expect(await page.title()).toBe("Tidetable");
    await context.close();
  });

  test("works without a network", async () => {
    const { context, page } = await withHistory();
    await context.setOffline(true);
    await pressShift(page);
    await isNeutral(page);
    await page.evaluate(() => history.back());
    await page.waitForTimeout(400);
    await isNeutral(page);
    await context.close();
  });

  test("closes the diary in every tab, and with a lock its keys are gone", async () => {
    const { context, page } = await withQuickExit();
    await openMore(page);
    await page.getByRole("button", { name: "Set a lock" }).click();
    await page.getByLabel("New passphrase").fill("quinquereme of nineveh 5");
    await page.getByLabel("The same again").fill("quinquereme of nineveh 5");
    await page.getByRole("button", { name: "Lock with this passphrase" }).click();
    await page.getByText("Done. The passphrase opens the diary from now on.").waitFor();
    const other = await context.newPage();
    await other.goto(`${server.origin}/#today`);
    await other.getByLabel("Passphrase", { exact: true }).fill("quinquereme of nineveh 5");
    await other.getByRole("button", { name: "Open", exact: true }).click();
    await other.locator(".strip").waitFor();
    await pressShift(page);
    await isNeutral(page);
    await isNeutral(other);
    for (const one of [page, other]) {
      await one.goto(`${server.origin}/`);
      await one.getByRole("heading", { level: 1, name: "Locked" }).waitFor();
    }
    await context.close();
  });

  test("says what it cannot do", async () => {
    const { context, page } = await withQuickExit();
    await openMore(page);
    for (const words of [
      "The browser’s history still lists that this address was visited",
      "The icon of an installed app stays where it is.",
      "What somebody has seen, they have seen.",
      "Without a lock, whoever opens the app again can read the diary.",
    ]) {
      await page.getByText(words).waitFor();
    }
    await context.close();
  });
});

describe("the neutral page", () => {
  test("is one file with no script, no link and no word of a diary", async () => {
    const { context, page } = await visit(browser, server.origin);
    const html = await (await page.request.get(`${server.origin}/notes.html`)).text();
    expect(html).not.toMatch(/<script|<a\b|https?:|tidetable|diary|cycle|period|bleed/i);
    await context.close();
  });
});

describe("I24: the page about other people", () => {
  test("asks no network for anything, leads nowhere outside, and promises nobody that all is well", async () => {
    const { context, page } = await withQuickExit();
    await page.reload();
    await page.locator(".strip").waitFor();
    const asked: string[] = [];
    context.on("request", (request) => {
      if (request.serviceWorker() !== null) asked.push(request.url());
    });
    context.on("response", (response) => {
      if (!response.fromServiceWorker()) asked.push(response.url());
    });
    await openMore(page);
    await page.getByRole("button", { name: "Other people and this app" }).click();
    await page.getByRole("heading", { level: 1, name: "Other people and this app" }).waitFor();
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    const main = page.locator("main");
    expect(await main.locator("a, img, iframe").count()).toBe(0);
    const text = await main.innerText();
    expect(text).not.toMatch(/\bsafe\b|https?:|www\.|\d{3}/i);
    for (const honest of [
      "It cannot hold out against a person who makes you unlock this phone.",
      "It cannot take back what somebody has seen.",
      "may be noticed. Choose a moment when that cannot hurt you.",
    ]) {
      expect(text).toContain(honest);
    }
    await context.setOffline(true);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Other people and this app" }).waitFor();
    await context.close();
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing on these pages, and nothing scrolls sideways on 320 pixels", async () => {
    const { context, page } = await withQuickExit({ colorScheme });
    const look = async (name: string) => {
      expect(await axeFindings(page), name).toEqual([]);
      if (process.env.SCREENSHOTS) {
        const path = `${process.env.SCREENSHOTS}/${name}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
      await page.setViewportSize({ width: 320, height: 640 });
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
      await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
      await page.setViewportSize({ width: 360, height: 740 });
    };
    await look("today");
    await openMore(page);
    await page.getByRole("heading", { level: 1, name: "More" }).waitFor();
    await look("more");
    await page.goto(`${server.origin}/#safety`);
    await page.getByRole("heading", { level: 1, name: "Other people and this app" }).waitFor();
    await look("safety");
    await pressShift(page);
    await isNeutral(page);
    await look("notes");
    await context.close();
  });
});
