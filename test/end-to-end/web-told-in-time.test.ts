import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptFrom, inviteFrom } from "../verify/sharing-browsers.ts";
import { type SimulatedClock, simulatedClock } from "../verify/sharing-operator.ts";
import { startTimedApp, type TimedApp } from "../verify/sharing-told-on-day.ts";
import { importFile, startChromium, startChromiumIn, testContext, visit } from "./browser.ts";
import {
  deliver,
  newSubscription,
  notificationsOn,
  providePush,
  startPushService,
} from "./push-subscription.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

// The whole of it, at the screens, on the real relay: told in time, though her phone is gone, and then no more.

const day = 86_400_000;
const firstMorning = Date.UTC(2027, 2, 4, 8);
const words = "The next days may be harder. A quiet evening and soup help most.";
const neutral = { title: "Tidetable", body: "Something to look at" };
const nothing = "No shared update right now.";

let clock: SimulatedClock;
let service: Awaited<ReturnType<typeof startPushService>>;
let app: TimedApp;
let browser: Browser;
let profile: string;
beforeAll(async () => {
  clock = simulatedClock(firstMorning);
  service = await startPushService();
  app = await startTimedApp(clock, [service.origin]);
  browser = await startChromium();
  profile = mkdtempSync(join(tmpdir(), "tidetable-told-profile-"));
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await service.close();
  rmSync(profile, { recursive: true });
});

/** The reader comes back to what is shared, on the day it is by the relay's clock. */
async function comeBack(page: Page): Promise<void> {
  await page.clock.setFixedTime(clock.now());
  await page.goto(`${app.origin}/#shared`);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Shared with you" }).waitFor();
}

const shownOn = async (page: Page) =>
  (await notificationsOn(page)).map(({ title, body }) => ({ title, body }));

type Subscription = ReturnType<typeof newSubscription>;

/** What one day's hour brings to the push service, opened as the reader's browser opens it. */
async function noticeOf(
  subscription: Subscription,
): Promise<{ readonly text: string; readonly kind: string }> {
  const before = service.posted.length;
  await app.dispatch();
  const [message, ...others] = service.posted.slice(before);
  expect(others).toEqual([]);
  expect(message!.body).toHaveLength(1_024);
  expect(message!.headers.authorization).toMatch(/^vapid t=/);
  expect(message!.body.includes("soup")).toBe(false);
  const text = subscription.open(message!.body);
  return { text, kind: JSON.parse(text).kind };
}

async function switchNoticesOn(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByRole("button", { name: "Notices from R." }).click();
  await page.getByRole("checkbox", { name: "Notify me" }).check();
  const told = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.getByRole("radio", { name: "Every day" }).click();
  await told;
  await page.getByRole("radio", { name: /^0?9:00/ }).click();
  await page.waitForResponse((answer) => answer.request().method() === "PUT");
}

/** A full queue that the relay took; the first of a new one is refused, and made. */
const queueLeft = (page: Page) =>
  page.waitForResponse(
    (answer) => answer.request().method() === "PUT" && answer.url().includes("/v1/queue/") && answer.ok(),
  );

/** The owner's next round leaves a full queue; then her browser is closed. */
async function leaveForGood(owner: Page): Promise<void> {
  const left = queueLeft(owner);
  await owner.getByRole("link", { name: "Today" }).click();
  await owner.getByRole("radio", { name: "None", exact: true }).click();
  await left;
  await owner.waitForTimeout(1_000);
  await owner.context().close();
}

test("invited, accepted, told in time though the owner's browser is closed for good, and then stopped", async () => {
  const owner = (await visit(await startChromiumIn(profile, testContext), app.origin)).page;
  await importFile(owner, "diary.json", sampleDiaryFile);
  const subscription = newSubscription(`${service.origin}/partner`);
  const context = await browser.newContext(testContext);
  await providePush(context, subscription);
  const { page: reader } = await visit(context, app.origin);

  // Invited, the same words, yes and yes; the forecast is shown.
  const link = await inviteFrom(owner, { nickname: "Ada", called: "R.", preset: "Dates", words });
  await acceptFrom(owner, reader, link);
  await owner.getByText("has accepted. Sharing has begun.").waitFor();
  const card = reader.locator(".face-card");
  await card.filter({ hasText: /March/ }).waitFor();
  expect(await card.innerText()).not.toContain("soup");
  await switchNoticesOn(reader);
  await leaveForGood(owner);

  // Eight days, and nobody but the relay: one notice each, one of them the heads-up.
  const came: { readonly date: string; readonly text: string; readonly kind: string }[] = [];
  for (let place = 1; place <= 8; place++) {
    clock.goTo(firstMorning + place * day + 300_000);
    const notice = await noticeOf(subscription);
    came.push({ date: new Date(clock.now()).toISOString().slice(0, 10), ...notice });
    await comeBack(reader);
    await deliver(reader, notice.text);
    await expect.poll(() => shownOn(reader)).toEqual([neutral]);
    if (notice.kind !== "heads-up") continue;
    // The card says on that day what the notice says.
    await card.filter({ hasText: words }).waitFor();
  }
  const headsUps = came.filter(({ kind }) => kind === "heads-up");
  expect(headsUps).toHaveLength(1);
  expect(came.filter(({ kind }) => kind === "nothing")).toHaveLength(7);
  expect(headsUps[0]!.date > "2027-03-05" && headsUps[0]!.date < "2027-03-12").toBe(true);

  // With words, once this device was told to show them.
  await reader.getByRole("button", { name: "Notices from R." }).click();
  await reader.getByRole("checkbox", { name: "Show the words on the lock screen" }).check();
  await reader.locator(".lock-notice", { hasText: "The words of the notice" }).waitFor();
  await deliver(reader, headsUps[0]!.text);
  await expect
    .poll(() => shownOn(reader))
    .toEqual([{ title: "Tidetable", body: `Heads-up from R.: ${words}` }]);

  // Her other browser: the same profile, days later. Three taps.
  clock.goTo(firstMorning + 9 * day);
  const context2 = await startChromiumIn(profile, testContext);
  const returned = await context2.newPage();
  await returned.clock.setFixedTime(clock.now());
  await returned.goto(`${app.origin}/`);
  await returned.locator("h1").waitFor();
  await returned.getByRole("link", { name: "People" }).click();
  await returned.getByRole("button", { name: "Stop all sharing" }).click();
  const left = queueLeft(returned);
  await returned.getByRole("button", { name: "Stop everything now" }).click();
  await left;
  await returned.getByText("Nobody is told anything from now on.").waitFor();
  await returned.waitForTimeout(1_000);
  await context2.close();

  await comeBack(reader);
  await reader.getByText(nothing).waitFor();
  expect(await card.innerText()).toBe(nothing);
  // Notices go on coming, and have nothing to say.
  for (const place of [10, 11]) {
    clock.goTo(firstMorning + place * day + 300_000);
    expect((await noticeOf(subscription)).kind).toBe("nothing");
  }
}, 240_000);
