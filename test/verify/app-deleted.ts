import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startChromiumIn, testContext, visit } from "../end-to-end/browser.ts";
import { openDevices, pair, relayBytes, startSyncedApp } from "../end-to-end/synced-app.ts";

/**
 * The app's half: a person with two devices erases everything on one; what that browser and the relay keep is counted,
 * within the minute that is promised.
 */
export async function appForgets(
  scratch: string,
  _seed: string,
  say: (line: string) => void,
): Promise<boolean> {
  const app = await startSyncedApp();
  const profile = mkdtempSync(join(scratch, "profile-"));
  const otherProfile = mkdtempSync(join(scratch, "profile-"));
  const context = await startChromiumIn(profile, testContext);
  const otherContext = await startChromiumIn(otherProfile, testContext);
  try {
    const phone = await visit(context, app.origin);
    await phone.page.getByRole("button", { name: /12 February 2027/ }).click();
    await phone.page.getByRole("button", { name: "Continue" }).click();
    const laptop = await visit(otherContext, app.origin);
    await pair(phone.page, laptop.page, "Laptop");
    await phone.page.goto(`${app.origin}/#today`);
    const before = envelopesIn(relayBytes(app.dataFolder));
    const began = performance.now();
    await openDevices(phone.page);
    await phone.page.getByRole("button", { name: "Erase everything …" }).click();
    await phone.page.getByLabel("Type erase.").fill("erase");
    await phone.page.getByRole("button", { name: "Erase everything", exact: true }).click();
    await phone.page.getByText("Everything is gone from this device.").waitFor();
    const seconds = (performance.now() - began) / 1000;
    const after = envelopesIn(relayBytes(app.dataFolder));
    const left = await leftIn(phone.page);
    await phone.page.getByRole("button", { name: "Begin anew" }).click();
    await phone.page.locator("h1").waitFor();
    const isWelcome = await phone.page.getByRole("button", { name: /12 February 2027/ }).isVisible();
    say("the app: everything erased on one of two devices");
    say(`  at the relay: ${before} envelopes before, ${after} after ${seconds.toFixed(1)} s`);
    say(
      `  in the browser: ${left.length === 0 ? "nothing" : left.join(", ")}; it opens as on a first visit: ${isWelcome ? "yes" : "no"}`,
    );
    return before > 0 && after === 0 && left.length === 0 && isWelcome && seconds < 60;
  } finally {
    await context.close();
    await otherContext.close();
    await app.close();
  }
}

/** Beginnings of envelopes anywhere in bytes (rule 10): "TD", version 1, a kind, suite 1, three zeros. */
function envelopesIn(bytes: Buffer): number {
  const heads = [1, 2, 3].map((kind) => Buffer.from([0x54, 0x44, 1, kind, 1, 0, 0, 0]));
  let count = 0;
  for (const head of heads) {
    for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) count++;
  }
  return count;
}

/** What a browser still keeps for this address, by the names of its stores. */
const leftIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
    const cached = (await caches.keys()).map((name) => `cache ${name}`);
    const workers = (await navigator.serviceWorker.getRegistrations()).map(() => "service worker");
    const marks = Object.keys(localStorage).map((name) => `mark ${name}`);
    return [...databases, ...cached, ...workers, ...marks];
  });
