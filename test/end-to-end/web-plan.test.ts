import { readFileSync } from "node:fs";
import { connect } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";
import { startSyncedApp } from "./synced-app.ts";

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

const calendarOf = (...events: readonly string[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Invented//EN",
    "X-WR-CALNAME:Work",
    ...events,
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const eventOn = (
  uid: string,
  title: string,
  first: string,
  end: string,
  ...more: readonly string[]
): string =>
  [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20270101T000000Z",
    `DTSTART;VALUE=DATE:${first}`,
    `DTEND;VALUE=DATE:${end}`,
    `SUMMARY:${title}`,
    ...more,
    "END:VEVENT",
  ].join("\r\n");

/** A fair in the second half of April, and somebody's birthday that takes up no day. */
const workCalendar = calendarOf(
  eventOn("fair", "Fair", "20270419", "20270501"),
  eventOn("birthday", "Birthday", "20270405", "20270406", "TRANSP:TRANSPARENT"),
  eventOn("wedding", "Wedding", "20270605", "20270606"),
);

async function choose(page: Page, name: string, content: string): Promise<void> {
  const buffer = Buffer.from(content);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/calendar", buffer });
}

async function openPlan(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Plan" }).click();
  await page.getByRole("heading", { level: 1, name: "Plan" }).waitFor();
}

const rows = (page: Page) => page.locator(".plan-answer .plan-row");

async function withDiary(look: (page: Page, complaints: readonly string[]) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await visit(browser, server.origin);
  await importFile(page, "diary.json", sampleDiaryFile);
  await look(page, complaints);
  await context.close();
}

describe("a trip of four days", () => {
  test("is planned around a calendar file in less than a minute, kept, and told anew after an early start", async () => {
    await withDiary(async (page, complaints) => {
      const begun = Date.now();
      await openPlan(page);
      await choose(page, "work.ics", workCalendar);
      await page.getByText("2 entries from today on, 19 April 2027 to 5 June 2027.").waitFor();
      await page.getByRole("button", { name: "Keep on this device" }).click();
      await page.getByText("2 entries, read on 4 March").waitFor();

      await page.getByRole("button", { name: /^18 March/ }).click();
      await page.getByLabel("First day").fill("2027-04-10");
      await page.getByRole("button", { name: /^18 May/ }).click();
      await page.getByLabel("Last day").fill("2027-05-15");
      await page.getByRole("button", { name: "Done" }).click();
      await page.locator(".plan-answer[aria-busy=false]").waitFor();
      await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
      for (const dates of await page.locator(".plan-answer .plan-dates").allInnerTexts()) {
        expect(dates).not.toMatch(/(19|2\d|30) – .* April|– \w+ (19|2\d|30) April/);
      }
      await rows(page).first().getByRole("button").first().click();
      expect(await page.locator(".plan-days tbody tr").count()).toBe(4);
      await page.getByLabel("Name of the plan").fill("Sea");
      await page.getByRole("button", { name: "Keep", exact: true }).click();
      const said = page.locator(".plan-saved .plan-said");
      await said.getByText(/Bleeding on at least one day: /).waitFor();
      const before = await said.innerText();

      await page.getByRole("link", { name: "Today" }).click();
      await page.getByRole("radio", { name: "Medium" }).click();
      await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
      await openPlan(page);
      await said.getByText(/since a start was logged on 4 March/).waitFor();
      expect(await said.innerText()).not.toBe(before);
      expect(Date.now() - begun).toBeLessThan(60_000);

      await page.getByRole("button", { name: "Noted" }).click();
      await said.getByText(/since a start was logged/).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo" }).click();
      await said.getByText(/since a start was logged/).waitFor();

      // It is in the diary, and the calendar is not.
      await page.getByRole("link", { name: "More" }).click();
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save a copy" }).click();
      const text = readFileSync(await (await saving).path(), "utf8");
      expect(JSON.parse(text).plans).toHaveLength(1);
      expect(text).not.toMatch(/Fair|Wedding|calendar/);
      expect(complaints).toEqual([]);
    });
  });
});

describe("an event with a fixed date", () => {
  test("is taken from a calendar file, told with its chance, and kept under its name", async () => {
    await withDiary(async (page) => {
      await openPlan(page);
      await choose(page, "work.ics", workCalendar);
      await page.getByRole("button", { name: "Keep on this device" }).click();
      await page.getByRole("button", { name: "a trip. Change" }).click();
      await page.getByRole("radio", { name: "Event with a fixed date" }).click();
      await page.getByRole("button", { name: "Wedding" }).click();
      await page.locator(".plan-answer .plan-dates").getByText("Sat 5 June").waitFor();
      await rows(page).first().getByRole("button").first().click();
      expect(await page.getByLabel("Name of the plan").inputValue()).toBe("Wedding");
      await page.getByRole("button", { name: "Keep", exact: true }).click();
      await page.locator(".plan-saved").getByText("Wedding").waitFor();
      await page.locator(".plan-saved .plan-row-head").click();
      expect(await page.getByRole("button", { name: "Look for better dates" }).count()).toBe(0);
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Add to a calendar file" }).click();
      expect((await saving).suggestedFilename()).toBe("tidetable.ics");
      await page.getByRole("button", { name: "Remove this plan" }).click();
      await page.locator(".plan-saved").waitFor({ state: "detached" });
    });
  });
});

describe("a calendar file that is hostile", () => {
  test("is refused with one sentence, and nothing of it is kept", async () => {
    await withDiary(async (page, complaints) => {
      await openPlan(page);
      await choose(page, "bomb.ics", `${"BEGIN:VEVENT\r\n".repeat(200_000)}`);
      await page.locator(".plan-preview .notice").waitFor();
      expect(await page.locator(".plan-preview .notice").count()).toBe(1);
      await page.getByRole("button", { name: "Close" }).click();
      await page.getByText("Load your calendar as a file").waitFor();
      expect(await page.locator(".plan-calendars .event").count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });
});

describe("a file that is shared with the installed app", () => {
  test("arrives once, through the worker alone, and is kept nowhere before it is asked for", async () => {
    const { context, page, complaints } = await visit(browser, server.origin);
    await importFile(page, "diary.json", sampleDiaryFile);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    const reached: string[] = [];
    context.on("request", (request) => {
      // What the worker itself hands on to the network.
      if (request.serviceWorker() !== null) reached.push(`${request.method()} ${request.url()}`);
    });
    // What the system's share sheet does: a form sent by nobody's page.
    await page.goto("about:blank");
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" action="${server.origin}/take"><input type="file" name="files"></form>`,
    );
    await choose(page, "shared.ics", workCalendar);
    await page.evaluate(() => document.querySelector("form")!.submit());
    await page.waitForURL(`${server.origin}/#plan`);
    await page.getByText("2 entries from today on").waitFor();
    expect(reached.filter((request) => request.startsWith("POST"))).toEqual([]);
    const cached = await page.evaluate(async () => {
      const names = await caches.keys();
      return (await Promise.all(names.map(async (name) => (await caches.open(name)).keys())))
        .flat()
        .map(({ url }) => url);
    });
    expect(cached.filter((url) => url.includes("take"))).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Plan" }).waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator(".plan-preview").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("is not read where no worker takes it: the relay answers before the first byte of it", async () => {
    const { port } = new URL(server.origin);
    const socket = connect(Number(port), "localhost");
    const answered = new Promise<string>((resolve, reject) => {
      socket.once("data", (bytes) => resolve(bytes.toString("latin1")));
      socket.once("error", reject);
    });
    // The head of a request whose body never comes.
    const type = "multipart/form-data; boundary=x";
    socket.write(
      `POST /take HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: ${type}\r\nContent-Length: 1000000\r\n\r\n`,
    );
    expect(await answered).toMatch(/^HTTP\/1\.1 405 /);
    socket.destroy();
  });
});

describe("a plan that is shared", () => {
  test("is chosen by its name, and stands in the preview with its chance and nothing else of it", async () => {
    const synced = await startSyncedApp();
    const { context, page } = await visit(browser, synced.origin);
    const plan = {
      id: "plan-of-a-test",
      name: "Sea",
      first: "2027-04-01",
      last: "2027-04-04",
      avoid: { bleeding: true, daysBefore: 3 },
      stakes: "must-not",
      between: { first: "2027-03-20", last: "2027-05-20" },
      said: null,
    };
    const diary = { ...JSON.parse(sampleDiaryFile), plans: [plan] };
    await importFile(page, "diary.json", JSON.stringify(diary));
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("button", { name: "Share with someone" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("What you call them").fill("Robin");
    await page.getByLabel("What they are told you are called").fill("A.");
    await page.getByRole("radio", { name: "Dates", exact: true }).click();
    const choice = page.getByRole("checkbox", { name: "The plan “Sea”" });
    expect(await choice.isChecked()).toBe(false);
    await choice.check();
    await page.getByRole("button", { name: "Preview as them" }).click();
    await page.getByText(/^Sea, .*1 April to .*4: .*bleeding/).waitFor();
    await page.getByText("How likely bleeding is during “Sea”.").waitFor();
    await context.close();
    await synced.close();
  });
});

describe("a duty rota", () => {
  test("is told with the one swap that helps, refused by its line, and kept nowhere", async () => {
    await withDiary(async (page, complaints) => {
      await openPlan(page);
      await page.getByRole("button", { name: "A duty rota" }).click();
      await page.getByRole("heading", { level: 1, name: "A duty rota" }).waitFor();
      await choose(page, "rota.csv", "date,person,duty\n2027-03-13,Ann,Night\n2027-03-25,=Bo,Night\n");
      await page.getByText(/^Line 3: /).waitFor();
      await choose(page, "rota.csv", "date,person,duty\n2027-03-13,Ann,Night\n2027-03-25,Bo,Night\n");
      await page.getByLabel("You are").selectOption("Ann");
      await page.getByText(/Ann and Bo could swap .*13 March and .*25/).waitFor();
      expect(await page.locator(".plan-answer tbody tr").count()).toBe(1);
      await page.reload();
      await page.getByText("Load a rota, and see").waitFor();
      expect(await page.getByLabel("You are").count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });
});
