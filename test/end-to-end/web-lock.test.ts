import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

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

const passphrase = "quinquereme of nineveh 5";

async function openMore(page: Page): Promise<void> {
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("heading", { name: "Lock" }).waitFor();
}

async function setLock(page: Page, words = passphrase): Promise<void> {
  await openMore(page);
  await page.getByRole("button", { name: "Set a lock" }).click();
  await page.getByLabel("New passphrase").fill(words);
  await page.getByLabel("The same again").fill(words);
  await page.getByRole("button", { name: "Lock with this passphrase" }).click();
  await page.getByText("Done. The passphrase opens the diary from now on.").waitFor();
}

async function withDiary(look: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await visit(browser, server.origin);
  await importFile(page, "diary.json", sampleDiaryFile);
  await page.getByRole("link", { name: "Today" }).click();
  await page.locator(".strip").waitFor();
  await look(page, context);
  expect(complaints).toEqual([]);
  await context.close();
}

const isLocked = (page: Page) => page.getByRole("heading", { level: 1, name: "Locked" }).waitFor();

async function tryPassphrase(page: Page, words: string): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(words);
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

/** An authenticator inside Chromium, with the PRF extension or without. */
async function addAuthenticator(page: Page, hasPrf: boolean): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
}

/** How many records there are, and what else lies in the databases of this address. */
const lookInside = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const read = (name: string, store: string) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result);
          };
        };
      });
    const names = databases.map(({ name }) => name ?? "").sort();
    const places = names.filter((name) => /^tidetable-keys-[ab]$/.test(name));
    const held = (await Promise.all(places.map((name) => read(name, "held")))).flat();
    const keys = (await read("tidetable", "keys")).flatMap((one) => Object.values(one as object));
    return {
      names,
      records: (await read("tidetable", "records")).length,
      formats: held.map((one) => (one as { format?: string }).format ?? "keys"),
      keysBesideRecords: keys.filter((one) => one instanceof CryptoKey).length,
    };
  });

describe("no lock", () => {
  test("is said plainly, and one can be set", async () => {
    await withDiary(async (page) => {
      await openMore(page);
      await page.getByText("No lock. Whoever can open this browser can read the diary.").waitFor();
      expect(await page.getByRole("button", { name: "Lock now" }).count()).toBe(0);
      expect(await lookInside(page)).toMatchObject({ formats: ["keys"], keysBesideRecords: 0 });
    });
  });
});

describe("a passphrase", () => {
  test("locks the diary at the next visit; a wrong one does not open it, the right one does", async () => {
    await withDiary(async (page) => {
      const before = await page.locator(".headline-room").innerText();
      const { records } = await lookInside(page);
      await setLock(page);
      expect(await lookInside(page)).toMatchObject({
        names: ["tidetable", "tidetable-keys-b"],
        records,
        formats: ["tidetable.lock/1"],
        keysBesideRecords: 0,
      });
      await page.goto(`${server.origin}/#today`);
      await page.reload();
      await isLocked(page);
      await tryPassphrase(page, "quinquereme of nineveh 6");
      await page.getByRole("alert").filter({ hasText: "That did not open it." }).waitFor();
      expect(await page.locator(".strip").count()).toBe(0);
      await tryPassphrase(page, passphrase);
      await page.locator(".strip").waitFor();
      expect(await page.locator(".headline-room").innerText()).toBe(before);
    });
  });

  test("opens a diary that is written on: what was kept after unlocking is there the next time", async () => {
    await withDiary(async (page) => {
      await setLock(page);
      await page.reload();
      await isLocked(page);
      await tryPassphrase(page, passphrase);
      await page.goto(`${server.origin}/#day`);
      await page.getByLabel("Note").fill("written under the lock");
      await page.getByLabel("Note").blur();
      await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
      await page.reload();
      await isLocked(page);
      await tryPassphrase(page, passphrase);
      await page.getByLabel("Note").waitFor();
      await expect.poll(() => page.getByLabel("Note").inputValue()).toBe("written under the lock");
    });
  });

  test("can be the five words offered, and may be pasted and filled in", async () => {
    await withDiary(async (page) => {
      await openMore(page);
      await page.getByRole("button", { name: "Set a lock" }).click();
      await page.waitForFunction(() => document.querySelector(".offered-words")?.textContent !== "");
      const offered = await page.locator(".offered-words").innerText();
      expect(offered.split(" ")).toHaveLength(5);
      await page.getByRole("button", { name: "Use these words" }).click();
      expect(await page.getByLabel("New passphrase").getAttribute("autocomplete")).toBe("new-password");
      await page.getByRole("button", { name: "Lock with this passphrase" }).click();
      await page.getByText("Done. The passphrase").waitFor();
      await page.reload();
      const field = page.getByLabel("Passphrase", { exact: true });
      expect(await field.getAttribute("autocomplete")).toBe("current-password");
      expect(await field.getAttribute("type")).toBe("password");
      await field.focus();
      const isPasteLetThrough = await page.evaluate(() =>
        document.activeElement?.dispatchEvent(
          new ClipboardEvent("paste", { bubbles: true, cancelable: true }),
        ),
      );
      expect(isPasteLetThrough).toBe(true);
      await page.keyboard.insertText(offered);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Lock", exact: true }).waitFor();
    });
  });

  test("that is a PIN, short, or typed in two ways is refused, and nothing is changed", async () => {
    await withDiary(async (page) => {
      await openMore(page);
      await page.getByRole("button", { name: "Set a lock" }).click();
      for (const [first, again, said] of [
        ["482915", "482915", "A PIN cannot encrypt a diary"],
        ["short words", "short words", "That is too short"],
        [passphrase, `${passphrase}6`, "The two are not the same."],
      ] as const) {
        await page.getByLabel("New passphrase").fill(first);
        await page.getByLabel("The same again").fill(again);
        await page.getByRole("button", { name: "Lock with this passphrase" }).click();
        await page.getByRole("alert").filter({ hasText: said }).waitFor();
      }
      expect(await lookInside(page)).toMatchObject({ formats: ["keys"] });
    });
  });

  test("can be changed by whoever knows it, and the old one opens nothing any more", async () => {
    await withDiary(async (page) => {
      await setLock(page);
      const change = async (current: string, next: string) => {
        await page.getByLabel("Your passphrase now").fill(current);
        await page.getByLabel("New passphrase").fill(next);
        await page.getByLabel("The same again").fill(next);
        await page.getByRole("button", { name: "Change the lock" }).click();
      };
      await page.getByRole("button", { name: "Change the lock" }).click();
      await change("quinquereme of nineveh 6", "another five words here");
      await page.getByRole("alert").filter({ hasText: "That did not open it." }).waitFor();
      await change(passphrase, "another five words here");
      await page.getByText("Done. The passphrase").waitFor();
      await page.reload();
      await tryPassphrase(page, passphrase);
      await page.getByRole("alert").filter({ hasText: "That did not open it." }).waitFor();
      await tryPassphrase(page, "another five words here");
      await page.getByRole("heading", { name: "Lock", exact: true }).waitFor();
    });
  });

  test("that was wrong five times has to wait, and then opens", async () => {
    await withDiary(async (page) => {
      await setLock(page);
      await page.reload();
      await isLocked(page);
      for (let failure = 1; failure <= 5; failure++) {
        await tryPassphrase(page, `wrong words number ${failure}`);
        await page.getByRole("alert").filter({ hasText: "That did not open it." }).waitFor();
        expect(await page.getByText("The next try is possible").count(), String(failure)).toBe(
          failure < 5 ? 0 : 1,
        );
      }
      await page.getByText("The next try is possible").waitFor({ state: "detached" });
      await tryPassphrase(page, passphrase);
      await page.getByRole("heading", { name: "Lock", exact: true }).waitFor();
    });
  });

  test("opens without a network", async () => {
    await withDiary(async (page, context) => {
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await setLock(page);
      await context.setOffline(true);
      await page.goto(`${server.origin}/#today`);
      await page.reload();
      await isLocked(page);
      await tryPassphrase(page, passphrase);
      await page.locator(".strip").waitFor();
    });
  });
});

describe("a passkey", () => {
  test("opens the diary beside the passphrase, and can be taken away again", async () => {
    await withDiary(async (page) => {
      await addAuthenticator(page, true);
      await setLock(page);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByRole("radio", { name: "Add a passkey" }).click();
      await page.getByLabel("Your passphrase now").fill(passphrase);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByText("Done. Passphrase or passkey opens the diary").waitFor();
      await page.reload();
      await isLocked(page);
      await page.getByRole("button", { name: "Open with the passkey" }).click();
      await page.getByText("Locked with a passphrase and a passkey.").waitFor();
      await page.reload();
      await tryPassphrase(page, passphrase);
      await page.getByText("Locked with a passphrase and a passkey.").waitFor();

      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByRole("radio", { name: "Remove the passkey" }).click();
      await page.getByLabel("Your passphrase now").fill(passphrase);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByText("Done. The passphrase opens the diary").waitFor();
      await page.reload();
      await isLocked(page);
      expect(await page.getByRole("button", { name: "Open with the passkey" }).count()).toBe(0);
    });
  });

  test("that cannot hold a key is said, and the lock stays as it was", async () => {
    await withDiary(async (page) => {
      await addAuthenticator(page, false);
      await setLock(page);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByRole("radio", { name: "Add a passkey" }).click();
      await page.getByLabel("Your passphrase now").fill(passphrase);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByText("This passkey cannot hold a key for the diary.").waitFor();
      await page.reload();
      await tryPassphrase(page, passphrase);
      await page.getByText("Locked with a passphrase.").waitFor();
    });
  });
});

describe("a diary of version 0.1", () => {
  test("whose keys lie beside its records opens, and can be locked", async () => {
    await withDiary(async (page) => {
      const before = await page.locator(".headline-room").innerText();
      // As that version kept it: the keys under their own name, no seal, no place for keys.
      await page.evaluate(async () => {
        const open = (name: string) =>
          new Promise<IDBDatabase>((resolve, reject) => {
            const request = indexedDB.open(name);
            request.onerror = () => reject(request.error);
            request.onsuccess = () => resolve(request.result);
          });
        const place = await open("tidetable-keys-a");
        const keys = await new Promise<unknown>((resolve) => {
          const request = place.transaction("held").objectStore("held").get("held");
          request.onsuccess = () => resolve(request.result);
        });
        place.close();
        const database = await open("tidetable");
        await new Promise<void>((resolve) => {
          const transaction = database.transaction("keys", "readwrite");
          transaction.objectStore("keys").clear();
          transaction.objectStore("keys").put(keys, "record-keys");
          transaction.oncomplete = () => resolve();
        });
        database.close();
        await new Promise<void>((resolve) => {
          indexedDB.deleteDatabase("tidetable-keys-a").onsuccess = () => resolve();
        });
      });
      await page.reload();
      await page.locator(".strip").waitFor();
      expect(await lookInside(page)).toMatchObject({ names: ["tidetable"], keysBesideRecords: 2 });
      await setLock(page);
      expect(await lookInside(page)).toMatchObject({ formats: ["tidetable.lock/1"], keysBesideRecords: 0 });
      await page.goto(`${server.origin}/#today`);
      await page.reload();
      await isLocked(page);
      await tryPassphrase(page, passphrase);
      await page.locator(".strip").waitFor();
      expect(await page.locator(".headline-room").innerText()).toBe(before);
    });
  });
});

describe("removing the lock", () => {
  test("asks for the passphrase, and leaves a diary that opens by itself", async () => {
    await withDiary(async (page) => {
      await setLock(page);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByRole("radio", { name: "Remove the lock" }).click();
      await page.getByLabel("Your passphrase now").fill(passphrase);
      await page.getByRole("button", { name: "Change the lock" }).click();
      await page.getByText("Done. There is no lock.").waitFor();
      expect(await lookInside(page)).toMatchObject({ formats: ["keys"] });
      await page.goto(`${server.origin}/#today`);
      await page.reload();
      await page.locator(".strip").waitFor();
    });
  });
});

describe("changing the lock", () => {
  test("that the browser breaks off half-way changes nothing", async () => {
    await withDiary(async (page) => {
      const before = await lookInside(page);
      await openMore(page);
      await page.getByRole("button", { name: "Set a lock" }).click();
      await page.getByLabel("New passphrase").fill(passphrase);
      await page.getByLabel("The same again").fill(passphrase);
      await page.evaluate(() => {
        const put = IDBObjectStore.prototype.put;
        let records = 0;
        IDBObjectStore.prototype.put = function (...given) {
          if (this.name === "records" && ++records === 20) this.transaction.abort();
          return put.apply(this, given);
        };
      });
      await page.getByRole("button", { name: "Lock with this passphrase" }).click();
      await page.getByRole("alert").filter({ hasText: "Nothing was changed" }).waitFor();
      expect(await lookInside(page)).toEqual(before);
      await page.goto(`${server.origin}/#today`);
      await page.reload();
      await page.locator(".strip").waitFor();
    });
  });

  test("cut short at any moment loses nothing: the diary opens with the old lock or with the new", async () => {
    // Milliseconds after the tap; then the page is loaded anew.
    for (const milliseconds of [0, 400, 800, 1200, 1800]) {
      await withDiary(async (page) => {
        const before = await page.locator(".headline-room").innerText();
        await openMore(page);
        await page.getByRole("button", { name: "Set a lock" }).click();
        await page.getByLabel("New passphrase").fill(passphrase);
        await page.getByLabel("The same again").fill(passphrase);
        await page.getByRole("button", { name: "Lock with this passphrase" }).click();
        await page.waitForTimeout(milliseconds);
        await page.goto(`${server.origin}/#today`);
        await page.reload();
        const locked = page.getByRole("heading", { level: 1, name: "Locked" });
        await locked.or(page.locator(".strip")).first().waitFor();
        if (await locked.count()) await tryPassphrase(page, passphrase);
        await page.locator(".strip").waitFor();
        expect(await page.locator(".headline-room").innerText()).toBe(before);
        // What was left lying is tidied away.
        const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
        await expect.poll(names, { timeout: 10_000 }).toHaveLength(2);
      });
    }
  });
});

describe("locking", () => {
  test("takes everything off the page, in every tab", async () => {
    await withDiary(async (page, context) => {
      await setLock(page);
      const other = await context.newPage();
      await other.goto(`${server.origin}/#today`);
      await isLocked(other);
      await tryPassphrase(other, passphrase);
      await other.locator(".strip").waitFor();
      await page.getByRole("button", { name: "Lock now" }).click();
      for (const one of [page, other]) {
        await isLocked(one);
        const text = await one.evaluate(() => document.documentElement.outerHTML);
        expect(text).not.toMatch(/strip|radio|2026|2027|March|headline-room/);
        expect(await one.title()).toBe("Tidetable");
      }
    });
  });

  test("of a first lock reaches a tab that was open without one", async () => {
    await withDiary(async (page, context) => {
      const other = await context.newPage();
      await other.goto(`${server.origin}/#today`);
      await other.locator(".strip").waitFor();
      await setLock(page);
      await isLocked(other);
    });
  });

  test("comes by itself when the app was out of sight for as long as was chosen", async () => {
    await withDiary(async (page) => {
      await setLock(page);
      const hide = (isHidden: boolean) =>
        page.evaluate((hidden) => {
          Object.defineProperty(document, "visibilityState", {
            configurable: true,
            get: () => (hidden ? "hidden" : "visible"),
          });
          document.dispatchEvent(new Event("visibilitychange"));
        }, isHidden);
      expect(await page.getByRole("radio", { name: "After 5 minutes" }).getAttribute("aria-checked")).toBe(
        "true",
      );
      await hide(true);
      await page.clock.setFixedTime(new Date("2027-03-04T09:04:59+01:00"));
      await hide(false);
      await page.getByText("The passphrase opens the diary from now on.").waitFor();
      await hide(true);
      await page.clock.setFixedTime(new Date("2027-03-04T09:10:00+01:00"));
      await hide(false);
      await isLocked(page);
      await tryPassphrase(page, passphrase);
      await page.getByRole("radio", { name: "At once" }).click();
      await expect
        .poll(() => page.getByRole("radio", { name: "At once" }).getAttribute("aria-checked"))
        .toBe("true");
      await hide(true);
      await isLocked(page);
    });
  });
});

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const client = await page.context().newCDPSession(page);
  await client.send("Runtime.evaluate", { expression: axeSource });
  const { result } = await client.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(axeTags)} }).then(JSON.stringify)`,
    awaitPromise: true,
    returnByValue: true,
  });
  const found: { violations: { id: string; nodes: { html: string }[] }[] } = JSON.parse(String(result.value));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing on the lock's pages, and nothing scrolls sideways on 320 pixels", async () => {
    const { context, page } = await visit(browser, server.origin, { colorScheme });
    await importFile(page, "diary.json", sampleDiaryFile);
    const look = async (name: string) => {
      expect(await axeFindings(page), name).toEqual([]);
      if (process.env.SCREENSHOTS) {
        await page.screenshot({
          path: `${process.env.SCREENSHOTS}/${name}-${colorScheme}.png`,
          fullPage: true,
        });
      }
      await page.setViewportSize({ width: 320, height: 640 });
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
      await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
      await page.setViewportSize({ width: 360, height: 740 });
    };
    await openMore(page);
    await page.getByRole("button", { name: "Set a lock" }).click();
    await page.getByLabel("New passphrase").fill("482915");
    await page.getByRole("button", { name: "Lock with this passphrase" }).click();
    await page.getByText("A PIN cannot encrypt").waitFor();
    await look("set");
    await page.getByRole("button", { name: "Leave it as it is" }).click();
    await setLock(page);
    await page.getByRole("button", { name: "Change the lock" }).click();
    await page.getByLabel("Your passphrase now").waitFor();
    await look("change");
    await page.getByRole("button", { name: "Lock now" }).click();
    await isLocked(page);
    await look("locked");
    await tryPassphrase(page, "wrong wrong wrong wrong");
    await page.getByRole("alert").filter({ hasText: "That did not open it." }).waitFor();
    await look("wrong");
    await context.close();
  });
});
