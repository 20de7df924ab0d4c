import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openRelay, readAppFiles } from "@tidetable/relay";
import { type Notice, noticeFromFrame, splitFrames } from "@tidetable/sync/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { builtApp, importFile, startChromium, testContext, visit } from "./browser.ts";
import {
  newSubscription,
  providePush,
  pushNotes,
  startPushService,
  type TestSubscription,
} from "./push-subscription.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

let service: Awaited<ReturnType<typeof startPushService>>;
let origin: string;
let stop: () => Promise<void>;
let browser: Browser;
beforeAll(async () => {
  service = await startPushService();
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-check-in-"));
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

/** What a page leaves in queues, as the relay gets it: for each PUT its notices. */
function leftBy(page: Page): readonly (readonly Notice[])[] {
  const left: (readonly Notice[])[] = [];
  page.on("request", (request) => {
    if (request.method() !== "PUT" || !request.url().includes("/v1/queue/")) return;
    const frames = splitFrames(request.postDataBuffer() ?? Buffer.alloc(0)) ?? [];
    left.push(frames.slice(1).map((frame) => noticeFromFrame(frame)!));
  });
  return left;
}

/** What the last PUT left for a subscription: the moment of each notice, and what it says when it is opened. */
const readable = (left: readonly (readonly Notice[])[], subscription: TestSubscription) =>
  left.at(-1)?.map(({ due, message }) => ({
    due: new Date(due * 3_600_000).toISOString(),
    said: JSON.parse(subscription.open(Buffer.from(message))) as unknown,
  }));

/** A person whose diary is at the relay, in a browser that may be notified. */
async function atRelay(subscription: TestSubscription) {
  const context = await browser.newContext(testContext);
  await providePush(context, subscription);
  const { page, complaints } = await visit(context, origin);
  const left = leftBy(page);
  await page.getByRole("button", { name: /12 February 2027/ }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.goto(`${origin}/#devices`);
  await page.getByRole("button", { name: "Add a device" }).click();
  await page.getByLabel("Link", { exact: true }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return { context, page, complaints, left };
}

/** What sticks out at the side. */
const widerThanPage = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120)),
  );

async function openReminders(page: Page): Promise<void> {
  await page.goto(`${origin}/#reminders`);
  await page.getByRole("heading", { level: 1, name: "Reminders" }).waitFor();
}

/** A round with the relay may take a while on a busy machine. */
const patience = { timeout: 20_000 };

describe("rule 105: reminders", () => {
  test("are off, and at no relay there are none: nobody is asked anything", async () => {
    const context = await browser.newContext(testContext);
    const subscription = newSubscription(`${service.origin}/none`);
    await providePush(context, subscription);
    const { page } = await visit(context, origin);
    await openReminders(page);
    await page.getByText("this diary is at none").waitFor();
    expect(await page.getByRole("checkbox").count()).toBe(0);
    expect((await pushNotes(page)).asked ?? 0).toBe(0);
    await context.close();
  });

  test("wait eight at a time in neutral words; a changed plan replaces them, and off takes them out", async () => {
    const subscription = newSubscription(`${service.origin}/own`);
    const { context, page, left, complaints } = await atRelay(subscription);
    await openReminders(page);
    const log = page.getByRole("checkbox", { name: "Remind me to write something down" });
    await log.waitFor();
    for (const one of await page.getByRole("checkbox").all()) expect(await one.isChecked()).toBe(false);
    expect((await pushNotes(page)).asked ?? 0).toBe(0);
    expect(left).toEqual([]);

    await log.check();
    await page.getByRole("radio", { name: "Every day" }).waitFor();
    expect((await pushNotes(page)).asked).toBe(1);
    await expect.poll(() => left.length, patience).toBeGreaterThan(0);
    const evenings = readable(left, subscription)!;
    // 20:00 in Berlin, from the test day on.
    expect(evenings.map(({ due }) => due)).toEqual(
      ["04", "05", "06", "07", "08", "09", "10", "11"].map((day) => `2027-03-${day}T19:00:00.000Z`),
    );
    for (const { said } of evenings) expect(said).toEqual({ v: 1, kind: "reminder", words: "" });

    await page.getByRole("radio", { name: "Once a week" }).click();
    await expect
      .poll(() => readable(left, subscription)?.[1]?.due, patience)
      .toBe("2027-03-14T19:00:00.000Z");
    await page.getByLabel("In your own words, if you like").fill("How was it?");
    await expect
      .poll(() => readable(left, subscription)?.[0]?.said, patience)
      .toEqual({ v: 1, kind: "reminder", words: "How was it?" });

    await page.getByRole("checkbox", { name: "Remind me to take something" }).check();
    await expect
      .poll(() => readable(left, subscription)?.[0]?.due, patience)
      .toBe("2027-03-05T07:00:00.000Z");
    expect(readable(left, subscription)).toHaveLength(8);

    await page.getByRole("checkbox", { name: "Remind me to take something" }).uncheck();
    await log.uncheck();
    await expect.poll(() => left.at(-1)?.length, patience).toBe(0);
    await expect.poll(async () => (await pushNotes(page)).key, patience).toBe("");
    // The browser complains of what the relay refuses: a queue that is not made yet, a number taken in the same second.
    expect(complaints.filter((complaint) => !/\/v1\/(queue|mail)\//.test(complaint))).toEqual([]);
    await context.close();
  });
});

describe("a check-in", () => {
  test("is off, and without anybody who gets notices it leads to people", async () => {
    const { context, page, left } = await atRelay(newSubscription(`${service.origin}/alone`));
    await page.goto(`${origin}/#check-in`);
    await page.getByText("Off. Nobody is asked, and nothing waits.").waitFor();
    await page.getByRole("button", { name: "See “People”" }).click();
    await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
    expect(left).toEqual([]);
    await context.close();
  });
});

/** An owner, and Robin who reads what she shares and wants notices. */
async function ownerAndRobin(subscription: TestSubscription) {
  const owner = await visit(browser, origin);
  const left = leftBy(owner.page);
  await importFile(owner.page, "diary.json", sampleDiaryFile);
  const robin = await browser.newContext(testContext);
  await providePush(robin, subscription);
  const reader = await visit(robin, origin);

  await owner.page.goto(`${origin}/#people`);
  await owner.page.getByRole("button", { name: "Share with someone" }).click();
  const nickname = owner.page.getByLabel("What you call them");
  const begin = owner.page.getByRole("button", { name: "Continue" });
  await nickname.or(begin).waitFor();
  if (await begin.isVisible()) await begin.click();
  await nickname.fill("Robin");
  await owner.page.getByLabel("What they are told you are called").fill("A.");
  await owner.page.getByRole("radio", { name: "Heads-up only" }).click();
  const words = owner.page.getByLabel("What helps, in your words");
  if (await words.isVisible()) await words.fill("Tea.");
  await owner.page.getByRole("button", { name: "Preview as them" }).click();
  await owner.page.getByRole("button", { name: "Agree and invite" }).click();
  const link = owner.page.getByLabel("Link", { exact: true });
  await link.waitFor();
  await reader.page.goto(await link.inputValue());
  await reader.page.getByRole("button", { name: "Continue" }).click();
  await owner.page.locator(".four-words").waitFor();
  await reader.page.locator(".four-words").waitFor();
  await owner.page.getByRole("button", { name: "Yes, that is them" }).click();
  await reader.page.getByRole("button", { name: "Accept" }).click();
  await owner.page.getByText("Robin has accepted").waitFor();
  await reader.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await reader.page.getByRole("button", { name: "Notices from A." }).click();
  await reader.page.getByRole("checkbox", { name: "Notify me" }).check();
  await reader.page.getByRole("radio", { name: "Once a week" }).waitFor();
  return { owner, reader, left };
}

describe("a check-in with somebody", () => {
  test("leaves the prepared message at its hour; one tap on the first screen takes it out again", async () => {
    const subscription = newSubscription(`${service.origin}/robin`);
    const { owner, reader, left } = await ownerAndRobin(subscription);
    const { page } = owner;
    await page.goto(`${origin}/#check-in`);
    await page.reload();
    // What Robin replied is read in the next round with the relay.
    await page.getByRole("radio", { name: "Robin" }).waitFor();
    await page.getByText("Off. Nobody is asked, and nothing waits.").waitFor();
    const switchOn = page.getByRole("button", { name: "Switch it on" });
    expect(await switchOn.isDisabled()).toBe(true);
    for (const day of ["Thu 4 March", "Sat 6 March"]) await page.getByRole("button", { name: day }).click();
    await page.getByLabel("Your message").fill("I did not answer. Please ring me.");
    const message = await page.locator(".offered-words").innerText();
    expect(message).toContain("I did not answer. Please ring me.");
    for (const limit of [
      "though this phone is off",
      "reached the relay",
      "push service",
      "Somebody who holds",
    ]) {
      await page.getByText(limit).first().waitFor();
    }
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/check-in-light.png`, fullPage: true });
    }
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await widerThanPage(page)).toEqual([]);
    await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
    await page.setViewportSize({ width: 360, height: 740 });
    await switchOn.click();
    await page.getByText("Robin gets your message at 22:00").waitFor();
    const messages = () =>
      readable(left, subscription)?.filter(({ said }) => JSON.stringify(said).includes("ring me")) ?? [];
    const said = { v: 1, kind: "check-in", words: message };
    // 22:00 in Berlin. The queue is as full as it ever is.
    await expect.poll(messages, patience).toEqual([
      { due: "2027-03-04T21:00:00.000Z", said },
      { due: "2027-03-06T21:00:00.000Z", said },
    ]);
    expect(left.at(-1)).toHaveLength(8);

    await page.getByRole("link", { name: "Today" }).click();
    await page.getByText("If you have not answered by 22:00, Robin gets your message.").waitFor();
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/all-right-light.png`, fullPage: true });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "I’m all right" }).click();
    await page.getByText("Called off for today").waitFor();
    await expect.poll(messages, patience).toEqual([{ due: "2027-03-06T21:00:00.000Z", said }]);

    await page.goto(`${origin}/#check-in`);
    await page.getByRole("button", { name: "Call it all off" }).click();
    await page.getByText("Off. Nobody is asked, and nothing waits.").waitFor();
    await expect.poll(messages, patience).toEqual([]);
    expect(left.at(-1)).toHaveLength(8);
    await owner.context.close();
    await reader.context.close();
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing on the reminders, and nothing scrolls sideways on 320 pixels", async () => {
    const subscription = newSubscription(`${service.origin}/${colorScheme}`);
    const { context, page } = await atRelay(subscription);
    await page.emulateMedia({ colorScheme });
    await openReminders(page);
    await page.getByRole("checkbox", { name: "Remind me to write something down" }).check();
    await page.getByRole("radio", { name: "Once a week" }).click();
    await page.getByRole("checkbox", { name: "Remind me to take something" }).check();
    await page.getByRole("radio", { name: "Sun", exact: true }).waitFor();
    await page.getByRole("radio", { name: /^0?3:00/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    if (process.env.SCREENSHOTS) {
      await page.screenshot({
        path: `${process.env.SCREENSHOTS}/reminders-${colorScheme}.png`,
        fullPage: true,
      });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await widerThanPage(page)).toEqual([]);
    await context.close();
  });
});
