import { calendarDate, headsUpOnly } from "@tidetable/diary";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { startChromium, visit } from "./browser.ts";
import { acceptOn, headsUpProjection, ownerAt, testDay } from "./sharing-owner.ts";
import { deviceWithStart, relayBytes, type SyncedApp, startSyncedApp } from "./synced-app.ts";

let app: SyncedApp;
let browser: Browser;
beforeAll(async () => {
  app = await startSyncedApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Reads the letterbox now, as a page does that is seen again. */
async function lookAgain(page: Page): Promise<void> {
  const read = page.waitForResponse((answer) => answer.url().includes("/v1/letterbox/"));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await read;
}

const cardOn = (page: Page) => page.locator(".face-card");

describe("rule 99: accepting", () => {
  test("a person without a diary: what it is, the same words, what is shared and until when, and a card", async () => {
    const owner = await ownerAt(app.origin);
    const { context, page, complaints } = await visit(browser, app.origin);
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    await page.goto(owner.link);
    await page.getByText("Somebody who keeps a diary in this app").waitFor();
    const secret = owner.link.split("#with=")[1]!;
    expect(page.url()).not.toContain(secret);
    // Before the reader goes on nothing is sent.
    expect(asked.filter((address) => address.includes("/v1/"))).toEqual([]);
    expect(await page.locator("input").count()).toBe(0);

    await page.getByRole("button", { name: "Continue" }).click();
    const words = await owner.meet();
    await page.locator(".four-words").waitFor();
    expect((await page.locator(".four-words").innerText()).trim().split(/\s+/).join(" ")).toBe(words);
    // Nothing of the grant is told before the owner's yes.
    await page.waitForTimeout(1_500);
    expect(await page.locator("main").innerText()).not.toMatch(/R\.|heads-up/);

    await owner.admit();
    const main = page.locator("main");
    await page.getByRole("button", { name: "Accept" }).waitFor();
    const offered = await main.innerText();
    expect(offered).toContain("R. offers to tell you this:");
    expect(offered).toContain("A heads-up about 3 days ahead");
    expect(offered).toContain("From Thu 4 March to Fri 2 April");
    expect(offered).toContain("You cannot see more, and you cannot ask for more in the app.");
    expect(await owner.reply()).toBeNull();

    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByRole("heading", { level: 1, name: "Shared with you", exact: true }).waitFor();
    await expect.poll(() => owner.reply()).toEqual({ kind: "accepted", push: null, rhythm: null });
    expect(await cardOn(page).innerText()).toBe("No shared update right now.");

    // The first letter comes by itself, as long as the page is seen.
    await owner.say(headsUpProjection);
    await page.getByText("A quiet evening and soup help most.").waitFor();
    expect(asked.filter((address) => address.includes(secret))).toEqual([]);
    // A mailbox in which nothing lies yet answers 404.
    expect(complaints.filter((complaint) => !complaint.includes("/v1/mail/"))).toEqual([]);

    // Without a diary the app opens here from now on, offline as well.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.goto(`${app.origin}/`);
    await page.getByText("A quiet evening and soup help most.").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    await context.close();
    for (const text of ["soup", 'R."', "2027-03", "heads-up"])
      expect(relayBytes(app.dataFolder).includes(text), text).toBe(false);
  });

  test("no thanks keeps nothing and tells nobody anything, at the words as after them", async () => {
    const { context, page } = await visit(browser, app.origin);
    const differing = await ownerAt(app.origin);
    await page.goto(differing.link);
    await page.getByRole("button", { name: "Continue" }).click();
    await differing.meet();
    await page.locator(".four-words").waitFor();
    await page.getByRole("button", { name: "No thanks" }).click();
    await page.getByText("Nothing was kept.").waitFor();

    // Another link in the same tab begins anew.
    const owner = await ownerAt(app.origin);
    await page.goto(owner.link);
    await page.getByRole("button", { name: "Continue" }).click();
    await owner.meet();
    await owner.admit();
    await page.getByRole("button", { name: "Accept" }).waitFor();
    await page.getByRole("button", { name: "No thanks" }).click();
    await page.getByText("Nothing was kept.").waitFor();
    expect(await owner.reply()).toBeNull();
    await page.goto(`${app.origin}/`);
    await page.reload();
    await page.getByText("When did your last period start?").waitFor();
    await context.close();
  });

  test("a second opener, a foreign link and an old scope are one plain sentence, and reveal nothing", async () => {
    const owner = await ownerAt(app.origin);
    const first = await visit(browser, app.origin);
    await acceptOn(first.page, owner);
    const past = await ownerAt(app.origin, headsUpOnly("R.", calendarDate("2026-12-01")));
    const second = await visit(browser, app.origin);

    await second.page.goto(past.link);
    await second.page.getByRole("button", { name: "Continue" }).click();
    await past.meet();
    await past.admit();
    await second.page.getByText("This link does not open anything. Ask for a new one.").waitFor();
    expect(await second.page.locator("main").innerText()).not.toContain("R.");

    // The first opener emptied the mailbox: nobody answers there any more.
    await second.page.goto(owner.link);
    await second.page.getByRole("button", { name: "Continue" }).click();
    await second.page.waitForTimeout(2_500);
    expect(await second.page.locator(".four-words").count()).toBe(0);
    expect(await second.page.locator("main").innerText()).not.toContain("R.");
    // And a link is good for an hour (rule 79).
    await second.page.clock.setFixedTime(new Date("2027-03-04T10:00:02+01:00"));
    await second.page.getByText("This link does not open anything. Ask for a new one.").waitFor();
    await first.context.close();
    await second.context.close();
  });
});

describe("rule 98 and I5: one face for nothing", () => {
  test("six reasons, one DOM and one title; a card that no longer opens is gone from the store", async () => {
    const owner = await ownerAt(app.origin);
    const { context, page } = await visit(browser, app.origin);
    await acceptOn(page, owner);
    const faces = new Map<string, string>();
    const note = async (reason: string) => {
      await page.locator(".face-card").waitFor();
      await page.waitForTimeout(300);
      const dom = await page.locator("#app").innerHTML();
      const said = await page.evaluate(async () => {
        const shown = await (await navigator.serviceWorker.getRegistration())?.getNotifications();
        return `${document.title} ${shown?.length ?? 0}`;
      });
      faces.set(reason, `${said}\n${dom.replace(/ (id|aria-labelledby)="[^"]*"/g, "")}`);
    };
    const show = async () => {
      await owner.say(headsUpProjection);
      await lookAgain(page);
      await page.getByText("A quiet evening and soup help most.").waitFor();
    };
    const nothing = () => page.getByText("No shared update right now.").waitFor();

    await nothing();
    await note("before the first letter");
    await show();
    await note("a card");
    // Paused, ended, lapsed, without an estimate, past the band: all leave the same kind of letter (rule 96).
    await owner.say(null);
    await lookAgain(page);
    await nothing();
    await note("paused or ended");
    // Dropped, not only hidden: nothing comes back without a relay.
    await context.setOffline(true);
    await page.reload();
    await nothing();
    await note("ended, offline");
    await context.setOffline(false);

    await show();
    await page.clock.setFixedTime(new Date("2027-03-13T09:00:00+01:00"));
    await page.reload();
    await nothing();
    await note("past the dates that were shared");

    await page.clock.setFixedTime(new Date("2027-03-04T09:00:00+01:00"));
    await show();
    await context.setOffline(true);
    await page.clock.setFixedTime(new Date("2027-03-06T09:30:00+01:00"));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.reload();
    await nothing();
    await note("48 hours without contact");
    await context.setOffline(false);

    await page.clock.setFixedTime(new Date("2027-03-04T09:00:00+01:00"));
    await show();
    await owner.deleteLetterbox();
    await lookAgain(page);
    await nothing();
    await note("deleted");

    const { "a card": card, ...reasons } = Object.fromEntries(faces);
    expect(Object.keys(reasons)).toHaveLength(6);
    expect(new Set(Object.values(reasons)).size).toBe(1);
    // The comparison can fail: a card is not that face.
    expect(Object.values(reasons)).not.toContain(card);
    await context.close();
  });

  test("a relay that is gone is the face for nothing at a first look", async () => {
    const own = await startSyncedApp();
    const owner = await ownerAt(own.origin);
    const { context, page } = await visit(browser, own.origin);
    await acceptOn(page, owner);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await own.stop();
    await page.goto(`${own.origin}/`);
    await page.getByText("No shared update right now.").waitFor();
    await context.close();
    await own.close();
  });
});

describe("stopping", () => {
  test("rule 100: the reader leaves, the device forgets, and the owner's device is told so; also begun offline", async () => {
    const owner = await ownerAt(app.origin);
    const { context, page } = await visit(browser, app.origin);
    await acceptOn(page, owner);
    await owner.say(headsUpProjection);
    await lookAgain(page);
    await page.getByText("A quiet evening and soup help most.").waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Stop seeing this from R." }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Stop seeing this from R." }).click();
    await page.getByRole("button", { name: "Stop seeing it" }).click();
    await page.getByText("Nobody shares anything with you here.").waitFor();
    expect(await page.locator("main").innerText()).not.toContain("soup");
    await context.setOffline(false);
    await expect.poll(() => owner.reply(), { timeout: 15_000 }).toEqual({ kind: "left" });
    await context.close();
  });
});

describe("two people share", () => {
  test("each has a card of her own, and one that says nothing takes nothing from the other", async () => {
    const one = await ownerAt(app.origin);
    const other = await ownerAt(app.origin, { ...headsUpOnly("Ada", testDay), nextStart: "week" });
    const { context, page } = await visit(browser, app.origin);
    await acceptOn(page, one);
    await acceptOn(page, other);
    await one.say(headsUpProjection);
    await page.reload();
    await page.getByText("A quiet evening and soup help most.").waitFor();
    expect((await page.getByRole("heading", { level: 2 }).allInnerTexts()).sort()).toEqual(["Ada", "R."]);
    expect(await page.getByText("No shared update right now.").count()).toBe(1);
    await context.close();
  });
});

describe("a person with a diary of her own", () => {
  test("finds it where it was, and sees two cycles side by side where starts are shared", async () => {
    const owner = await ownerAt(app.origin);
    const { context, page } = await deviceWithStart(browser, app.origin);
    await acceptOn(page, owner);
    await owner.say(headsUpProjection);
    await lookAgain(page);
    const table = page.getByRole("table", { name: "Starts, side by side" });
    await table.waitFor();
    expect((await table.locator("tr").allInnerTexts()).map((row) => row.trim().split(/\s*\t\s*/))).toEqual([
      ["R.", "You"],
      ["18 Dec 2026"],
      ["15 Jan 2027"],
      ["12 Feb 2027", "12 Feb 2027"],
    ]);
    await page.goto(`${app.origin}/`);
    await page.locator(".strip").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(1);
    await context.close();
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing wrong with the words, the offer, the card, and nothing", async () => {
    const owner = await ownerAt(app.origin);
    const { context, page } = await visit(browser, app.origin, { colorScheme });
    await page.goto(owner.link);
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue" }).click();
    await owner.meet();
    await page.locator(".four-words").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await owner.admit();
    await page.getByRole("button", { name: "Accept" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("No shared update right now.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await owner.say(headsUpProjection);
    await lookAgain(page);
    await page.getByText("A quiet evening and soup help most.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Notices from R." }).click();
    await page.getByRole("heading", { level: 1, name: "Notices" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });
});
