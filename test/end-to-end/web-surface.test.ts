import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screens } from "../../apps/web/src/navigation.ts";
import { builtApp, importFile, startChromium, testContext, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";
import { type SyncedApp, startSyncedApp } from "./synced-app.ts";

/** What nobody who looks over a shoulder, at a history or at a disk shall read. Source: security.md, I18. */
const tellingWords =
  /period|cycle|menstru|menses|bleed|blood|ovul|pms|pmdd|fertil|concept|contracep|pregnan|sex|symptom|spotting|tampon|libido|mucus|cramps|hormon|health|diary|partner/i;

/** Whether it has one, apart from what is random: the hash in a built file's name, an id of 16 bytes as base64url. */
const tells = (text: string): boolean =>
  tellingWords.test(text.replace(/-[\w-]{8}(?=\.\w+$)/, "").replace(/[\w-]{22}/g, ""));

let app: SyncedApp;
let browser: Browser;
let toured: Toured;
beforeAll(async () => {
  app = await startSyncedApp();
  browser = await startChromium();
  toured = await tour();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/**
 * What a page asks the browser's owner for, counted; the browser's own functions still answer. That it may keep its storage is
 * asked too, and not counted: it is about no person.
 */
async function countQuestions(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    const watch = (owner: object | undefined, name: string) => {
      const holder = owner as Record<string, unknown> | undefined;
      const real = holder?.[name];
      if (!holder || typeof real !== "function") return;
      holder[name] = function (this: unknown, ...given: unknown[]) {
        asked.push(name);
        return Reflect.apply(real, this, given);
      };
    };
    watch(window.Notification, "requestPermission");
    watch(Geolocation.prototype, "getCurrentPosition");
    watch(Geolocation.prototype, "watchPosition");
    const devices = navigator as unknown as Record<string, object | undefined>;
    for (const [place, names] of [
      ["mediaDevices", ["getUserMedia", "getDisplayMedia", "enumerateDevices"]],
      ["bluetooth", ["requestDevice", "getDevices"]],
      ["usb", ["requestDevice", "getDevices"]],
      ["hid", ["requestDevice", "getDevices"]],
      ["serial", ["requestPort", "getPorts"]],
      ["contacts", ["select"]],
      ["clipboard", ["read", "readText", "write", "writeText"]],
      ["wakeLock", ["request"]],
    ] as const) {
      for (const name of names) watch(devices[place], name);
    }
    for (const type of ["devicemotion", "deviceorientation"]) {
      const listen = window.addEventListener;
      window.addEventListener = function (this: Window, ...given: Parameters<typeof listen>) {
        if (given[0] === type) asked.push(type);
        return Reflect.apply(listen, this, given);
      } as typeof listen;
    }
  });
}

/** What a tour of every screen left behind: a person with a diary at a relay, who set nothing else up. */
interface Toured {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly titles: ReadonlySet<string>;
  /** What each screen asked the browser's owner for. */
  readonly questions: readonly string[];
  readonly requested: readonly string[];
}

async function tour(): Promise<Toured> {
  const context = await browser.newContext(testContext);
  await countQuestions(context);
  const requested: string[] = [];
  context.on("request", (request) => requested.push(request.url()));
  const { page } = await visit(context, app.origin);
  await importFile(page, "diary.json", sampleDiaryFile);
  await page.goto(`${app.origin}/#devices`);
  await page.getByRole("button", { name: "Add a device" }).click();
  await page.getByLabel("Link", { exact: true }).waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const titles = new Set<string>();
  const questions: string[] = [];
  for (const screen of screens) {
    await page.goto(`${app.origin}/#${screen}`);
    await page.reload();
    await page.locator("main").waitFor();
    await page.waitForTimeout(150);
    titles.add(await page.title());
    const asked = await page.evaluate(() => ("asked" in window ? (window.asked as string[]) : ["lost"]));
    questions.push(...asked.map((name) => `${screen}: ${name}`));
  }
  return { context, page, titles, questions, requested };
}

describe("I18: what can be read without opening anything", () => {
  test("has no telling word: titles, addresses, history, manifest, caches, databases, storage", async () => {
    const { context, page, titles } = toured;
    expect([...titles]).toEqual(["Tidetable"]);

    const client = await context.newCDPSession(page);
    const { entries } = await client.send("Page.getNavigationHistory");
    const ours = entries.filter(({ url }) => url.startsWith(app.origin));
    expect(ours.length).toBeGreaterThanOrEqual(screens.length - 1);
    const history = ours.flatMap(({ url, title, userTypedURL }) => [url, title, userTypedURL]);
    const { data: manifest = "" } = await client.send("Page.getAppManifest");
    const stored = await page.evaluate(async () => {
      const cacheNames = await caches.keys();
      const cached = await Promise.all(cacheNames.map(async (name) => (await caches.open(name)).keys()));
      const databases = await indexedDB.databases();
      const stores = await Promise.all(
        databases.map(
          ({ name = "" }) =>
            new Promise<string[]>((resolve, reject) => {
              const request = indexedDB.open(name);
              request.onerror = () => reject(request.error);
              request.onsuccess = () => {
                resolve([...request.result.objectStoreNames]);
                request.result.close();
              };
            }),
        ),
      );
      const locks = await navigator.locks.query();
      return {
        caches: cacheNames,
        cached: cached.flat().map(({ url }) => url),
        databases: databases.map(({ name = "" }) => name),
        stores: stores.flat(),
        storage: [localStorage, sessionStorage].flatMap((one) => Object.entries(one).flat()),
        locks: [...(locks.held ?? []), ...(locks.pending ?? [])].map(({ name = "" }) => name),
      };
    });
    expect(stored.cached.length).toBeGreaterThan(20);
    expect(stored.databases).toContain("tidetable");
    const surface = { history, manifest: [manifest], ...stored };
    for (const [place, texts] of Object.entries(surface)) {
      expect(texts.filter(tells), place).toEqual([]);
    }
  });

  test("has no telling word in the names of saved files, nor in the requests that a relay sees", async () => {
    const { page, requested } = toured;
    await page.goto(`${app.origin}/#more`);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save a copy" }).click();
    expect((await saving).suggestedFilename()).toBe("tidetable.json");
    expect(requested.length).toBeGreaterThan(20);
    expect(requested.filter(tells)).toEqual([]);

    // Files that this tour does not save, by the names in the source.
    const folder = fileURLToPath(new URL("../../apps/web/src/", import.meta.url));
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/\bsaveFile\(\s*([^,]+),/g)])
      .map(([, name]) => name!)
      .filter((name) => name !== "name: string");
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) expect(name).toMatch(/^"(tidetable[\w.-]*|calendar\.ics)"$/);
    expect(names.filter(tells)).toEqual([]);
  });

  test("has no telling word in the notification that comes by default, whatever the notice says", async () => {
    const context = await browser.newContext(testContext);
    await context.grantPermissions(["notifications"], { origin: app.origin });
    const page = await context.newPage();
    await page.goto(`${app.origin}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const client = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      client.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const one = registrations.find(({ isDeleted }) => !isDeleted);
        if (one) resolve(one.registrationId);
      });
    });
    await client.send("ServiceWorker.enable");
    const registrationId = await registered;
    const notices = [
      ...["heads-up", "nothing", "check-in", "reminder"].map((kind) =>
        JSON.stringify({ v: 1, kind, words: "My period starts soon, call me" }),
      ),
      "no notice at all: bleeding",
    ];
    for (const data of notices) {
      await client.send("ServiceWorker.deliverPushMessage", { origin: app.origin, registrationId, data });
    }
    const shown = () =>
      page.evaluate(async () => {
        const all = await (await navigator.serviceWorker.ready).getNotifications();
        return all.map(({ title, body, tag }) => ({ title, body, tag }));
      });
    await expect.poll(async () => (await shown()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    await page.waitForTimeout(500);
    // One, however many came: nothing to count.
    expect(await shown()).toEqual([{ title: "Tidetable", body: "Something to look at", tag: "tidetable" }]);
    await context.close();
  });

  test("has no telling word in the names of the built files", async () => {
    const names = readdirSync(await builtApp(), { recursive: true, encoding: "utf8" });
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(tells)).toEqual([]);
  });
});

describe("I16: what is asked of a browser", () => {
  test("is nothing on any screen, and its policy allows passkeys only", async () => {
    const { page, questions } = toured;
    expect(questions).toEqual([]);

    const allowed = await page.evaluate(() => {
      const { featurePolicy } = document as unknown as { featurePolicy: { allowedFeatures(): string[] } };
      return featurePolicy.allowedFeatures();
    });
    // What stays is no question to anybody: passkeys, and what serve.test.ts names.
    const notAsked = /^(publickey-credentials-(create|get)|aria-notify|cross-origin-isolated|ch-.*)$/;
    expect(allowed.filter((name) => !notAsked.test(name))).toEqual([]);
    const header = (await page.request.get(`${app.origin}/`)).headers()["permissions-policy"] ?? "";
    for (const denied of ["geolocation", "camera", "microphone", "accelerometer", "gyroscope", "usb"]) {
      expect(header).toContain(`${denied}=()`);
    }
  });
});
