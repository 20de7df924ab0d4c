import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openRelay, readAppFiles } from "@tidetable/relay";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtApp, startChromium, testContext, visit } from "./browser.ts";
import {
  deliver,
  newSubscription,
  notificationsOn,
  providePush,
  pushNotes,
  startPushService,
  type TestSubscription,
} from "./push-subscription.ts";
import { acceptOn, ownerAt } from "./sharing-owner.ts";

let service: Awaited<ReturnType<typeof startPushService>>;
let relay: Awaited<ReturnType<typeof openRelay>>;
let origin: string;
let stop: () => Promise<void>;
let browser: Browser;
beforeAll(async () => {
  service = await startPushService();
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-push-"));
  const log = (): void => {};
  relay = await openRelay({ files, dataFolder, invite: "open", log, pushServices: [service.origin] });
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

const hourNow = (): number => Math.floor(Date.now() / 3_600_000);
const notice = (kind: string, words: string): string => JSON.stringify({ v: 1, kind, words });
const neutral = { title: "Tidetable", body: "Something to look at" };
const said = (shown: Awaited<ReturnType<typeof notificationsOn>>) =>
  shown.map(({ title, body }) => ({ title, body }));

/** A reader who accepted one grant, in a browser that answers like this when it is asked about notifications. */
async function readerWith(subscription: TestSubscription, answer: NotificationPermission = "granted") {
  const owner = await ownerAt(origin);
  const context = await browser.newContext(testContext);
  await providePush(context, subscription, answer);
  const { page, complaints } = await visit(context, origin);
  await acceptOn(page, owner);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return { owner, context, page, complaints };
}

async function openNotices(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Notices from R." }).click();
  await page.getByRole("heading", { level: 1, name: "Notices" }).waitFor();
}

const switchOf = (page: Page) => page.getByRole("checkbox", { name: "Notify me" });
const worker = (context: BrowserContext) => context.serviceWorkers()[0]!;

describe("check 23: nobody is asked about notifications", () => {
  test("before the switch of a grant is flipped; then once, with the relay's key, and the owner's device is told", async () => {
    const subscription = newSubscription(`${service.origin}/one`);
    const { owner, context, page, complaints } = await readerWith(subscription);
    await openNotices(page);
    expect(await page.locator(".lock-notice").innerText()).toBe(`${neutral.title}\n\n${neutral.body}`);
    expect(await switchOf(page).isChecked()).toBe(false);
    expect((await pushNotes(page)).asked ?? 0).toBe(0);

    await switchOf(page).check();
    await page.getByRole("radio", { name: "Once a week" }).waitFor();
    const { asked, key } = await pushNotes(page);
    expect(asked).toBe(1);
    const given = await fetch(`${origin}/v1/push-key`).then((answer) => answer.arrayBuffer());
    expect(key).toBe([...new Uint8Array(given)].join());
    const { endpoint, p256dh, auth } = subscription;
    // Sunday 18:00 in Berlin is 17:00 UTC: rule 100.
    const push = { endpoint, p256dh, auth };
    await expect
      .poll(() => owner.reply())
      .toEqual({ kind: "accepted", push, rhythm: { kind: "weekly", weekday: 7, hour: 17 } });

    await page.getByRole("radio", { name: "On the day itself" }).click();
    await page.getByText("can then tell which days those are").waitFor();
    await page.getByRole("radio", { name: /^0?9:00/ }).click();
    await expect
      .poll(() => owner.reply())
      .toEqual({ kind: "accepted", push, rhythm: { kind: "day-itself", hour: 8 } });

    await switchOf(page).uncheck();
    await expect.poll(() => owner.reply()).toEqual({ kind: "accepted", push: null, rhythm: null });
    expect((await pushNotes(page)).key).toBe("");
    expect(complaints.filter((complaint) => !complaint.includes("/v1/mail/"))).toEqual([]);
    await context.close();
  });

  test("again after a no: another way is told instead, now and after a reload", async () => {
    const { owner, context, page } = await readerWith(newSubscription(`${service.origin}/no`), "denied");
    await openNotices(page);
    await switchOf(page).click();
    await page.getByText("the app does not ask again").waitFor();
    expect(await switchOf(page).count()).toBe(0);
    await page.reload();
    await page.getByText("the app does not ask again").waitFor();
    expect((await pushNotes(page)).asked).toBe(1);
    expect(await owner.reply()).toEqual({ kind: "accepted", push: null, rhythm: null });
    await context.close();
  });
});

describe("rule 101: a notice that was left ahead of time", () => {
  test("comes by the relay's sender, sealed, and shows neutral words unless this device opted in", async () => {
    const subscription = newSubscription(`${service.origin}/two`);
    const { owner, context, page } = await readerWith(subscription);
    await openNotices(page);
    await switchOf(page).check();
    await expect
      .poll(async () => {
        const reply = await owner.reply();
        return reply?.kind === "accepted" && reply.push !== null;
      })
      .toBe(true);

    const text = notice("heads-up", "The next days may be harder. Soup helps.");
    expect(await owner.leaveNotice(hourNow(), text)).toBe("left");
    await relay.dispatch(0);
    const posted = service.posted.filter(({ path }) => path === "/two");
    expect(posted).toHaveLength(1);
    const [message] = posted;
    expect(message!.body).toHaveLength(1_024);
    expect(message!.headers["content-encoding"]).toBe("aes128gcm");
    expect(message!.headers.authorization).toMatch(/^vapid t=/);
    expect(message!.body.includes("Soup")).toBe(false);
    const opened = subscription.open(message!.body);
    expect(opened).toBe(text);

    await deliver(page, opened);
    await expect.poll(async () => said(await notificationsOn(page))).toEqual([neutral]);
    const [shown] = await notificationsOn(page);
    expect(shown).toMatchObject({ tag: "tidetable", silent: false, badge: "", actions: 0 });

    // I19: a notice that says there is nothing is the same notification.
    await deliver(page, notice("nothing", "Nothing new today."));
    await page.waitForTimeout(500);
    expect(await notificationsOn(page)).toEqual([shown]);
    expect(await page.title()).toBe("Tidetable");

    await page.getByRole("checkbox", { name: "Show the words on the lock screen" }).check();
    await expect.poll(() => page.locator(".lock-notice").innerText()).toContain("The words of the notice");
    await deliver(page, opened);
    const words = { title: "Tidetable", body: "The next days may be harder. Soup helps." };
    await expect.poll(async () => said(await notificationsOn(page))).toEqual([words]);

    for (const malformed of ["not a notice", '{"v":1,"kind":"chat","words":"x"}', ""]) {
      await deliver(page, opened);
      await expect.poll(async () => said(await notificationsOn(page))).toEqual([words]);
      await deliver(page, malformed);
      await expect
        .poll(async () => said(await notificationsOn(page)), { message: malformed })
        .toEqual([neutral]);
    }

    await page.getByRole("checkbox", { name: "Show the words on the lock screen" }).uncheck();
    await deliver(page, opened);
    await page.waitForTimeout(500);
    expect(said(await notificationsOn(page))).toEqual([neutral]);
    await context.close();
  });

  test("leads to what is shared when it is tapped, and a check-in's words are shown then", async () => {
    const { context, page } = await readerWith(newSubscription(`${service.origin}/three`));
    await openNotices(page);
    // Until the worker controls the page it can only put it in front.
    await page.reload();
    await deliver(page, notice("check-in", "Please call me."));
    await expect.poll(async () => said(await notificationsOn(page))).toEqual([neutral]);
    // As text: this runs in the worker, whose names the tests do not know.
    await worker(context).evaluate(`(async () => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    })()`);
    await page.getByRole("heading", { level: 1, name: "Shared with you", exact: true }).waitFor();
    await expect
      .poll(async () => said(await notificationsOn(page)))
      .toEqual([{ title: "Tidetable", body: "Please call me." }]);
    await context.close();
  });
});
