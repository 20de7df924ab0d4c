import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { importFile, startChromium, type Visit, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";
import { relayBytes, type SyncedApp, startSyncedApp, wordsOn } from "./synced-app.ts";

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

const helps = "A hot-water bottle, and no big plans.";

async function ownerWithDiary(): Promise<Visit> {
  const owner = await visit(browser, app.origin);
  await importFile(owner.page, "diary.json", sampleDiaryFile);
  await owner.page.getByRole("link", { name: "Today" }).click();
  await owner.page.locator(".strip").waitFor();
  return owner;
}

const openPeople = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
};

/** Fills in what is shared with Robin, a preset and what is asked for beside it, up to the preview. */
async function makeUp(page: Page, preset = "Heads-up only", more: readonly string[] = []): Promise<void> {
  await openPeople(page);
  await page.getByRole("button", { name: "Share with someone" }).click();
  const nickname = page.getByLabel("What you call them");
  const begin = page.getByRole("button", { name: "Continue" });
  await nickname.or(begin).waitFor();
  if (await begin.isVisible()) await begin.click();
  await nickname.fill("Robin");
  await page.getByLabel("What they are told you are called").fill("A.");
  await page.getByRole("radio", { name: preset, exact: true }).click();
  for (const name of more) await page.getByRole("checkbox", { name }).check();
  const words = page.getByLabel("What helps, in your words");
  if (await words.isVisible()) await words.fill(helps);
  await page.getByRole("button", { name: "Preview as them" }).click();
  await page.getByRole("heading", { name: "What they will see" }).waitFor();
}

/** From the preview to the reader's yes. */
async function inviteAndAccept(owner: Page, reader: Page): Promise<void> {
  await owner.getByRole("button", { name: "Agree and invite" }).click();
  const link = owner.getByLabel("Link", { exact: true });
  await link.waitFor();
  const address = await link.inputValue();
  await reader.goto(address);
  const begin = reader.getByRole("button", { name: "Continue" });
  await begin.waitFor();
  expect(reader.url()).not.toContain(address.split("#with=")[1]);
  await begin.click();
  await owner.locator(".four-words").waitFor();
  await reader.locator(".four-words").waitFor();
  expect(await wordsOn(reader)).toBe(await wordsOn(owner));
  expect(await reader.getByText("A. offers to tell you this").count()).toBe(0);
  await owner.getByRole("button", { name: "Yes, that is them" }).click();
  await reader.getByRole("button", { name: "Accept" }).click();
  await owner.getByText("Robin has accepted").waitFor();
}

/** What the reader's card says after it has looked again. */
async function cardOf(reader: Page): Promise<string> {
  await reader.reload();
  await reader.locator(".face-card").waitFor();
  return reader.locator(".face-card").innerText();
}

const nothing = "No shared update right now.";

describe("sharing with one person", () => {
  test("rule 99: link, equal words, yes and yes; then the reader's card is the one of the preview, to the letter", async () => {
    const owner = await ownerWithDiary();
    const reader = await visit(browser, app.origin);
    await makeUp(owner.page, "Dates", ["What helps me"]);
    const previewed = await owner.page.locator(".face-card").first().innerText();
    expect(previewed).toContain("likely to start between");
    await inviteAndAccept(owner.page, reader.page);
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(previewed);

    await owner.page.getByRole("button", { name: "To people" }).click();
    await owner.page.getByRole("button", { name: "What Robin sees" }).click();
    expect(await owner.page.locator(".face-card").innerText()).toBe(previewed);
    expect(await owner.page.getByText("Robin is told this until").count()).toBe(1);
    for (const text of ["Robin", helps, "2027-02-12", "nextStart"])
      expect(relayBytes(app.dataFolder).includes(text), text).toBe(false);

    // Less, without anybody being told; the reader's card has less on it and says nothing about that.
    await owner.page.getByRole("button", { name: "Show less" }).click();
    expect(await owner.page.getByRole("checkbox", { name: "A heads-up" }).count()).toBe(0);
    await owner.page.getByRole("checkbox", { name: "When the next start is likely" }).uncheck();
    await owner.page.getByRole("button", { name: "Preview as them" }).click();
    const less = await owner.page.locator(".face-card").first().innerText();
    await owner.page.getByRole("button", { name: "Agree", exact: true }).click();
    await owner.page.getByRole("button", { name: "Show less" }).waitFor();
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(less);
    expect(less).not.toContain("start");

    // Paused is one face with everything else that says nothing.
    await owner.page.getByRole("button", { name: "Pause" }).click();
    await owner.page.getByText("Paused: Robin sees that there is no update.").waitFor();
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(nothing);
    await owner.page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(less);

    await owner.page.getByRole("button", { name: "Stop", exact: true }).click();
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(nothing);
    await owner.page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toBe(less);
    await owner.context.close();
    await reader.context.close();
  });

  test("words that differ let nobody in, and tell nothing", async () => {
    const owner = await ownerWithDiary();
    const reader = await visit(browser, app.origin);
    await makeUp(owner.page);
    await owner.page.getByRole("button", { name: "Agree and invite" }).click();
    const link = owner.page.getByLabel("Link", { exact: true });
    await link.waitFor();
    await reader.page.goto(await link.inputValue());
    await reader.page.getByRole("button", { name: "Continue" }).click();
    await owner.page.locator(".four-words").waitFor();
    await owner.page.getByRole("button", { name: "The words differ" }).click();
    await owner.page.getByText("Nobody was let in, and nothing was told").waitFor();
    await owner.page.getByRole("button", { name: "To people" }).click();
    await owner.page.getByText("Nobody is told anything of your diary").waitFor();
    expect(await reader.page.getByText("offers to tell you this").count()).toBe(0);
    await owner.context.close();
    await reader.context.close();
  });
});

describe("the preview", () => {
  test("cannot be passed by: nothing is agreed to, and no address opens an invitation, before it was looked at", async () => {
    const { page, context } = await ownerWithDiary();
    await page.goto(`${app.origin}/#invite`);
    await page.getByText("There is nothing to invite anybody to yet").waitFor();
    await openPeople(page);
    await page.getByRole("button", { name: "Share with someone" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("What you call them").waitFor();
    expect(await page.getByRole("button", { name: "Agree and invite" }).count()).toBe(0);
    // Not even when everything is filled in; and what is missing is said.
    await page.getByRole("button", { name: "Preview as them" }).click();
    await page.getByText("Say what you call them first").waitFor();
    await context.close();
  });

  test("shows today, the day of a heads-up, and the locked screen; everything but the preset is off before", async () => {
    const { page, context } = await ownerWithDiary();
    await openPeople(page);
    await page.getByRole("button", { name: "Share with someone" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("What you call them").waitFor();
    const checked = await page.getByRole("checkbox", { checked: true }).count();
    expect(checked).toBe(3);
    await makeUp(page);
    const [today, ahead] = await page.locator(".face-card").allInnerTexts();
    expect(today).toBe(nothing);
    expect(ahead).toContain("Heads-up from A.: the next days may be harder.");
    expect(ahead).toContain(helps);
    await page.getByRole("heading", { name: "On their lock screen" }).waitFor();
    await page.getByText("Something to look at", { exact: true }).waitFor();
    expect(await page.getByText("You can show less or stop at any time; they are not told.").count()).toBe(1);
    await context.close();
  });
});

describe("I9 and I10: who sees something, and how to stop it", () => {
  test("I9: people, devices and files are in one list, a tap from anywhere", async () => {
    const owner = await ownerWithDiary();
    const reader = await visit(browser, app.origin);
    await makeUp(owner.page);
    await inviteAndAccept(owner.page, reader.page);
    for (const place of ["Today", "Calendar", "More"]) {
      await owner.page.getByRole("link", { name: place }).click();
      await openPeople(owner.page);
      await owner.page.getByText("1 person, 1 device").waitFor();
      await owner.page.getByRole("heading", { name: "Robin" }).waitFor();
      await owner.page.getByText("This device", { exact: true }).waitFor();
      await owner.page.getByText("No backup file was made on this device").waitFor();
      await owner.page.getByText("There are no calendar feeds and no public links").waitFor();
    }
    // What is kept about sharing is no day that a newer version wrote.
    await owner.page.getByRole("link", { name: "More" }).click();
    await owner.page
      .getByText("Your diary lies in this browser and")
      .or(owner.page.getByText("Year of birth"))
      .first()
      .waitFor();
    expect(await owner.page.locator(".more > section > .notice").count()).toBe(0);
    await owner.context.close();
    await reader.context.close();
  });

  test("I10: three taps stop everything, offline too; nobody is told, and one sync later nothing opens", async () => {
    const owner = await ownerWithDiary();
    const reader = await visit(browser, app.origin);
    await makeUp(owner.page, "Dates");
    await inviteAndAccept(owner.page, reader.page);
    await expect.poll(() => cardOf(reader.page), { timeout: 20_000 }).toContain("likely");
    await owner.page.getByRole("link", { name: "Today" }).click();
    await owner.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await owner.context.setOffline(true);
    // The app itself is opened without a network.
    await owner.page.reload();
    await owner.page.locator(".strip").waitFor();

    let taps = 0;
    const tap = async (role: "link" | "button", name: string) => {
      taps++;
      await owner.page.getByRole(role, { name }).click();
    };
    await tap("link", "People");
    await tap("button", "Stop all sharing");
    await tap("button", "Stop everything now");
    expect(taps).toBe(3);
    await owner.page.getByText("This takes effect as soon as the relay can be reached").waitFor();
    await owner.page.getByText("Nobody is told anything of your diary").waitFor();

    await owner.context.setOffline(false);
    await expect.poll(() => cardOf(reader.page), { timeout: 5_000 }).toBe(nothing);
    await owner.page.getByText("Stopped. Nobody is told anything from now on").waitFor();
    await owner.page.getByRole("button", { name: "Sharing log" }).click();
    await owner.page.getByText("Stopped all sharing").waitFor();
    await owner.page.getByText("Nothing in it was changed").waitFor();
    await owner.context.close();
    await reader.context.close();
  });
});

describe("I8: nobody can ask for more", () => {
  test("a reader's screens offer nothing of the kind, and a reader's device asks the relay for nothing else", async () => {
    const owner = await ownerWithDiary();
    const reader = await visit(browser, app.origin);
    const asked = new Set<string>();
    reader.context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/v1/")) asked.add(`${request.method()} ${pathname.split("/")[2]}`);
    });
    await makeUp(owner.page);
    await inviteAndAccept(owner.page, reader.page);
    await cardOf(reader.page);
    for (const text of ["ask", "request", "nudge", "remind", "more", "message"])
      expect(await reader.page.getByRole("button", { name: text }).count(), text).toBe(0);
    expect(await reader.page.getByRole("textbox").count()).toBe(0);
    const allowed = ["GET mail", "PUT mail", "DELETE mail", "GET letterbox", "PUT letterbox", "GET push-key"];
    expect([...asked].filter((one) => !allowed.includes(one))).toEqual([]);
    expect(asked.has("GET letterbox")).toBe(true);
    await owner.context.close();
    await reader.context.close();
  });
});

describe("every screen of sharing", () => {
  const steps: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ["people", openPeople],
    [
      "one person",
      async (page) => {
        await page.getByRole("button", { name: "What Robin sees" }).click();
        await page.getByText("Robin is told this until").waitFor();
      },
    ],
    [
      "showing less",
      async (page) => {
        await page.getByRole("button", { name: "Show less" }).click();
        await page.getByRole("heading", { name: "Show less" }).waitFor();
      },
    ],
    [
      "the sharing log",
      async (page) => {
        await openPeople(page);
        await page.getByRole("button", { name: "Sharing log" }).click();
        await page.getByText("Nothing in it was changed").waitFor();
      },
    ],
    ["the preview", (page) => makeUp(page, "Dates", ["A heads-up", "How I am today"])],
    [
      "somebody new",
      async (page) => {
        await page.getByRole("button", { name: "Change it" }).click();
        await page.getByRole("radio", { name: "A date" }).click();
        await page.getByLabel("Last day").waitFor();
      },
    ],
    [
      "an invitation",
      async (page) => {
        await page.getByRole("button", { name: "Preview as them" }).click();
        await page.getByRole("button", { name: "Agree and invite" }).click();
        await page.getByLabel("Link", { exact: true }).waitFor();
      },
    ],
    [
      "the question before everything is stopped",
      async (page) => {
        await openPeople(page);
        await page.getByRole("button", { name: "Stop all sharing" }).click();
      },
    ],
  ];

  test.each(["light", "dark"] as const)(
    "passes axe in the %s theme, and fits 320 pixels with text twice as large",
    async (colorScheme) => {
      const owner = await visit(browser, app.origin, { colorScheme, reducedMotion: "reduce" });
      await importFile(owner.page, "diary.json", sampleDiaryFile);
      const reader = await visit(browser, app.origin);
      await makeUp(owner.page, "Dates", ["What helps me", "How I am today"]);
      await inviteAndAccept(owner.page, reader.page);
      for (const [name, go] of steps) {
        await go(owner.page);
        expect(await axeFindings(owner.page), name).toEqual([]);
        await owner.page.setViewportSize({ width: 320, height: 640 });
        const tooWide = await owner.page.evaluate(() => {
          document.documentElement.style.setProperty("font-size", "200%");
          return [...document.querySelectorAll<HTMLElement>("main *, nav *")]
            .filter((element) => !element.closest(".unseen") && element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        });
        expect(tooWide, name).toEqual([]);
        await owner.page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
        await owner.page.setViewportSize({ width: 360, height: 740 });
      }
      await owner.context.close();
      await reader.context.close();
    },
  );
});
