import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openRelay, readAppFiles } from "@tidetable/relay";
import { type Notice, noticeFromFrame, splitFrames } from "@tidetable/sync/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { builtApp, importFile, startChromium, testContext, visit } from "./browser.ts";
import { newSubscription, providePush, startPushService } from "./push-subscription.ts";

let service: Awaited<ReturnType<typeof startPushService>>;
let origin: string;
let stop: () => Promise<void>;
let browser: Browser;
beforeAll(async () => {
  service = await startPushService();
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-medication-"));
  const log = (): void => {};
  const relay = await openRelay({ files, dataFolder, invite: "open", log, pushServices: [service.origin] });
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
  await service.close();
});

const longName = "Drospirenone-and-ethinylestradiol 3 mg/0.02 mg coated tabs";
const diary = "start\n2026-12-19\n2027-01-16\n2027-02-13\n";
const saved = (page: Page) => page.getByRole("button", { name: "Undo" }).waitFor();

/** What sticks out at the side. */
const widerThanPage = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120)),
  );

/** Both themes with axe, and 320 pixels at twice the size of letters. */
async function expectFit(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    // Without motion, so that no colour is still on its way to the other theme.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await axeFindings(page), `${name}, ${colorScheme}`).toEqual([]);
    if (process.env.SCREENSHOTS) {
      const path = `${process.env.SCREENSHOTS}/${name}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await expectNarrowFit(page, name);
}

async function expectNarrowFit(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  expect(await widerThanPage(page), name).toEqual([]);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  await page.setViewportSize({ width: 360, height: 740 });
}

describe("medication", () => {
  test("is set down once, ticked on the first screen or on a day, and asked nowhere twice", async () => {
    const { context, page, complaints, requestedOrigins } = await visit(browser, origin);
    await importFile(page, "starts.csv", diary);
    await page.goto(`${origin}/#more`);
    await page.getByRole("button", { name: "Medication", exact: true }).click();
    await page.getByText("Nothing here yet.").waitFor();
    await page.getByRole("button", { name: "Add something" }).click();

    // The form begins at the name, and Enter keeps it.
    await page.keyboard.press("Enter");
    await page.getByText("Not kept yet: it needs a name.").waitFor();
    await page.getByText("Fill in a usual one").click();
    await page.getByRole("button", { name: "Hormonal IUD" }).click();
    await page
      .getByText("After 3 to 8 years, depending on which. Set it to what your leaflet says.")
      .waitFor();
    await page.getByRole("button", { name: "Pill, 24 and 4 placebos" }).click();
    const name = page.getByLabel("Your name for it");
    expect(await name.inputValue()).toBe("Pill, 24 and 4 placebos");
    await name.fill(longName);
    await page.getByLabel("First day").fill("2027-02-22");
    await page.getByRole("checkbox", { name: "Count what is left" }).check();
    await page.getByLabel("Pieces left").fill("9");
    await page.getByRole("checkbox", { name: "Send me a notice" }).check();
    await page.getByRole("radio", { name: /^0?3:00/ }).waitFor();
    await expectFit(page, "medication-form");
    await page.getByLabel("Pieces left").press("Enter");
    await saved(page);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    const card = page.getByRole("listitem").filter({ hasText: longName });
    for (const said of [
      "24 days, then 4 placebo days",
      "Today.",
      "9 left, enough through Sat 13 March.",
      "Order by Sat 6 March, pick up by Thu 11.",
    ])
      await card.getByText(said).waitFor();

    // A second one, by the keyboard alone: what follows the cycle.
    await page.getByRole("button", { name: "Add something" }).press("Enter");
    await page.keyboard.type("For cramps");
    await page.getByRole("radio", { name: "Before a period" }).press("Enter");
    await page.getByLabel("Days before", { exact: true }).press("Enter");
    await page.getByText("Next, by the forecast: around").waitFor();
    await expectFit(page, "medication-list");

    await page.getByRole("link", { name: "Today" }).click();
    const tick = page.getByRole("checkbox", { name: longName });
    await tick.check();
    await saved(page);
    await expectFit(page, "medication-today");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /^Thursday,? 4 March 2027$/ }).waitFor();
    expect(await tick.isChecked()).toBe(true);
    expect(await page.getByRole("button", { name: longName }).count()).toBe(0);
    await expectNarrowFit(page, "medication-day");
    await tick.uncheck();
    await page.getByRole("button", { name: "Back", exact: true }).click();
    await expect.poll(() => tick.isChecked()).toBe(false);
    await tick.press("Space");
    await expect.poll(() => tick.isChecked()).toBe(true);

    // What was recorded stays when a schedule goes, and the schedule comes back by one tap.
    await page.getByRole("button", { name: "Medication", exact: true }).click();
    await page.getByRole("button", { name: `Remove ${longName}` }).click();
    await saved(page);
    expect(await page.getByRole("listitem").filter({ hasText: longName }).count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await card.waitFor();
    await page.getByRole("button", { name: `Change ${longName}` }).click();
    expect(await page.getByLabel("Pieces left").inputValue()).toBe("9");
    expect(await page.evaluate(() => [location.href, document.title].join())).not.toMatch(/Drosp|cramps/);
    expect([...requestedOrigins]).toEqual([origin]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("rule 105: notices wait for its due days alone, at its hour, without a name", async () => {
    const subscription = newSubscription(`${service.origin}/doses`);
    const context = await browser.newContext(testContext);
    await providePush(context, subscription);
    const { page } = await visit(context, origin);
    const left: (readonly Notice[])[] = [];
    page.on("request", (request) => {
      if (request.method() !== "PUT" || !request.url().includes("/v1/queue/")) return;
      const frames = splitFrames(request.postDataBuffer() ?? Buffer.alloc(0)) ?? [];
      left.push(frames.slice(1).map((frame) => noticeFromFrame(frame)!));
    });
    const schedules = [
      {
        id: "patch",
        name: "Patch",
        action: "change",
        rhythm: { kind: "every", count: 1, unit: "weeks" },
        from: "2027-02-20",
        until: null,
        dose: 1,
        hour: 18,
        stock: null,
      },
    ];
    const file = { schema: "tidetable.diary/1", days: { "2027-02-13": { bleeding: "medium" } }, schedules };
    await importFile(page, "diary.json", JSON.stringify(file));
    await page.goto(`${origin}/#devices`);
    await page.getByRole("button", { name: "Add a device" }).click();
    await page.getByLabel("Link", { exact: true }).waitFor();
    await page.goto(`${origin}/#reminders`);
    await page.getByRole("checkbox", { name: "Remind me of what is due under Medication" }).check();
    // Saturdays at 18:00 in Berlin, the clock's change among them.
    await expect.poll(() => left.at(-1)?.length, { timeout: 20_000 }).toBe(8);
    const waiting = left.at(-1)!;
    expect(waiting.slice(0, 5).map(({ due }) => new Date(due * 3_600_000).toISOString())).toEqual([
      "2027-03-06T17:00:00.000Z",
      "2027-03-13T17:00:00.000Z",
      "2027-03-20T17:00:00.000Z",
      "2027-03-27T17:00:00.000Z",
      "2027-04-03T16:00:00.000Z",
    ]);
    for (const { message } of waiting)
      expect(JSON.parse(subscription.open(Buffer.from(message)))).toEqual({
        v: 1,
        kind: "reminder",
        words: "",
      });
    await page.getByText("tell them roughly when that is").waitFor();
    await context.close();
  });
});
