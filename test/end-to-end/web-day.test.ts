import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AppServer, serveApp, startChromium, visit } from "./browser.ts";

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
  await openDay();
});
afterEach(() => context.close());

async function openDay(): Promise<void> {
  await page.goto(`${server.origin}/#day`);
  await page.reload();
  await page.locator(".sheet-body").waitFor();
}
const said = () => page.getByRole("status").innerText();
const savedAgain = async (act: () => Promise<void>) => {
  await act();
  await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
};
const unfold = (name: string) => page.getByText(name, { exact: true }).click();
const group = (name: string) => page.getByRole("radiogroup", { name, exact: true });
const pick = (name: string, choice: string) =>
  savedAgain(() => group(name).getByRole("radio", { name: choice, exact: true }).click());
const picked = (name: string) => group(name).locator("[aria-checked='true']").innerText();

describe("the day sheet", () => {
  test("keeps every field as it is tapped or typed, and shows it again", async () => {
    await pick("Bleeding", "Light");
    await pick("Pain", "6");
    await pick("Mood", "2");
    await pick("Energy", "4");
    await savedAgain(() => page.getByRole("button", { name: "Back pain" }).click());
    await pick("Back pain", "severe");
    await page.getByLabel("Another symptom", { exact: true }).fill("ringing ears");
    await savedAgain(() => page.keyboard.press("Enter"));
    await page.getByLabel("Something taken", { exact: true }).fill("ibuprofen 400");
    await savedAgain(() => page.getByRole("button", { name: "Add: Something taken" }).click());
    await savedAgain(() => page.getByLabel("Note").fill("a walk by the sea"));

    await unfold("Body signs");
    await savedAgain(() => page.getByLabel("Temperature on waking").fill("36,61"));
    await page.getByLabel("Measured at").fill("06:45");
    await page.getByLabel(/Disturbed/).check();
    await pick("Cervical mucus", "Like egg white");
    await pick("Cervix, opening", "Open");
    await pick("Cervix, firmness", "Soft");
    await pick("Cervix, position", "High");
    await pick("Ovulation test (LH)", "Positive");
    await pick("Ovulation", "I mark it here");
    await unfold("Sex and pregnancy test");
    await pick("Sex", "Protected");
    await pick("Desire", "High");
    await pick("Pregnancy test", "Negative");

    await openDay();
    expect(await picked("Bleeding")).toBe("Light");
    expect(await picked("Pain")).toBe("6");
    expect(await picked("Mood")).toBe("2");
    expect(await picked("Energy")).toBe("4");
    expect(await picked("Back pain")).toBe("severe");
    expect(await picked("ringing ears")).toBe("moderate");
    expect(await page.getByRole("button", { name: "ibuprofen 400" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    expect(await page.getByLabel("Note").inputValue()).toBe("a walk by the sea");
    // Body signs stand open once something of them is recorded.
    expect(await page.getByLabel("Temperature on waking").inputValue()).toBe("36.61");
    expect(await page.getByLabel("Measured at").inputValue()).toBe("06:45");
    expect(await page.getByLabel(/Disturbed/).isChecked()).toBe(true);
    expect(await picked("Cervical mucus")).toBe("Like egg white");
    expect(await picked("Cervix, opening")).toBe("Open");
    expect(await picked("Cervix, firmness")).toBe("Soft");
    expect(await picked("Cervix, position")).toBe("High");
    expect(await picked("Ovulation test (LH)")).toBe("Positive");
    expect(await picked("Ovulation")).toBe("I mark it here");
    expect(await group("Sex").isVisible()).toBe(false);
    await unfold("Sex and pregnancy test");
    expect(await picked("Sex")).toBe("Protected");
    expect(await picked("Desire")).toBe("High");
    expect(await picked("Pregnancy test")).toBe("Negative");
  });

  test("starts simple: body signs, sex and tests are folded", async () => {
    expect(await page.getByLabel("Temperature on waking").isVisible()).toBe(false);
    expect(await group("Sex").isVisible()).toBe(false);
  });

  test("keeps what is being typed when its reader leaves", async () => {
    await page.getByLabel("Note").fill("half a thought");
    await page.getByRole("link", { name: "Today" }).click();
    await expect.poll(said).toMatch(/^Saved\./);
    await openDay();
    expect(await page.getByLabel("Note").inputValue()).toBe("half a thought");
  });

  test("turns to the day before and after", async () => {
    await page.getByRole("button", { name: "The day before" }).click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Wednesday, 3 March 2027");
    await pick("Pain", "3");
    await page.getByRole("button", { name: "The day after" }).click();
    expect(await group("Pain").locator("[aria-checked='true']").count()).toBe(0);
  });

  test("takes the last thing back", async () => {
    await pick("Pain", "3");
    await pick("Pain", "8");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => picked("Pain")).toBe("3");
  });
});

describe("a temperature that no waking body has", () => {
  const field = () => page.getByLabel("Temperature on waking");

  test("is asked about and kept as what was meant", async () => {
    await unfold("Body signs");
    await field().fill("97.7");
    await page.getByRole("button", { name: "97.7 °F" }).click();
    await expect.poll(said).toMatch(/^Saved\./);
    await openDay();
    expect(await field().inputValue()).toBe("97.7");
    expect(await picked("Unit")).toBe("°F");
    await group("Unit").getByRole("radio", { name: "°C" }).click();
    await expect.poll(() => field().inputValue()).toBe("36.5");
  });

  test("is not lost when its reader leaves without an answer", async () => {
    await unfold("Body signs");
    await field().fill("366");
    await page.getByText(/Not saved yet/).waitFor();
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("button", { name: "I don’t remember" }).click();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await unfold("Body signs");
    expect(await field().inputValue()).toBe("366");
    await page.getByText(/Not saved yet/).waitFor();
  });

  test("can go into the note", async () => {
    await unfold("Body signs");
    await field().fill("55");
    await page.getByRole("button", { name: "Keep it in the note" }).click();
    await expect.poll(() => page.getByLabel("Note").inputValue()).toBe("Temperature: 55 °C");
    expect(await field().inputValue()).toBe("");
  });
});
