import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, serveApp, startChromiumIn, testContext, visit } from "./browser.ts";

let server: AppServer;
const profile = mkdtempSync(join(tmpdir(), "tidetable-profile-"));
beforeAll(async () => {
  server = await serveApp();
});
afterAll(async () => {
  await server.close();
  rmSync(profile, { recursive: true });
});

/** What is typed and tapped, and how a store in the clear would have written it. */
const entered = [
  "zanzibar under the rain",
  "quinquereme 400",
  "ringing of nineveh",
  "36.87",
  "2027-03-04",
  "2027-02-12",
  '"bleeding"',
  '"periodStart"',
  '"temperature"',
  "day/2027",
];
/** Written to the same profile in the clear, to show that the search would find it. */
const control = "kaleidoscope in the clear";

/** The files of a folder that hold a text, as UTF-8 or as UTF-16. */
function filesWith(folder: string, text: string): readonly string[] {
  const forms = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form));
    });
}

describe("the browser's profile on disk", () => {
  test("holds nothing of what was entered", async () => {
    const context = await startChromiumIn(profile, testContext);
    const { page } = await visit(context, server.origin);
    await page.getByRole("button", { name: /12 February 2027/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("radio", { name: "Spotting" }).click();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByLabel("Another symptom", { exact: true }).fill(entered[2]!);
    await page.keyboard.press("Enter");
    await page.getByLabel("Something taken", { exact: true }).fill(entered[1]!);
    await page.keyboard.press("Enter");
    await page.getByLabel("Note").fill(entered[0]!);
    await page.getByText("Body signs", { exact: true }).click();
    await page.getByLabel("Temperature on waking").fill(entered[3]!);
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "Calendar" }).click();
    await page.getByRole("button", { name: /12 February 2027/ }).click();
    await page.reload();
    await page.locator(".sheet-body").waitFor();
    await page.evaluate(async (text) => {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("control", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("clear");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const write = request.result.transaction("clear", "readwrite", { durability: "strict" });
          write.objectStore("clear").put({ text }, "day");
          write.oncomplete = () => resolve();
        };
      });
    }, control);
    await context.close();

    expect(filesWith(profile, control)).not.toEqual([]);
    for (const text of entered) expect(filesWith(profile, text), text).toEqual([]);
  });

  test("opens to all of it again", async () => {
    const context = await startChromiumIn(profile, testContext);
    const { page } = await visit(context, server.origin);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await expect.poll(() => page.getByLabel("Note").inputValue()).toBe(entered[0]);
    expect(await page.getByLabel("Temperature on waking").inputValue()).toBe(entered[3]);
    await context.close();
  });
});

describe("what lies in the database", () => {
  test("are opaque ids and equal lengths, under keys that cannot be exported", async () => {
    const context = await startChromiumIn(profile, testContext);
    const { page } = await visit(context, server.origin);
    const found = await page.evaluate(async () => {
      const open = (name: string) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => resolve(request.result);
        });
      const all = (database: IDBDatabase, store: string, what: "getAll" | "getAllKeys") =>
        new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store)[what]();
          request.onsuccess = () => resolve(request.result);
        });
      const database = await open("tidetable");
      const [ids, records] = [
        await all(database, "records", "getAllKeys"),
        await all(database, "records", "getAll"),
      ];
      const keys = (await all(await open("tidetable-keys-a"), "held", "getAll"))
        .concat(await all(database, "keys", "getAll"))
        .flatMap((held) => Object.values(held as object))
        .filter((held) => held instanceof CryptoKey);
      return {
        ids: ids.map(String),
        lengths: records.map((bytes) => (bytes as Uint8Array).length),
        exportable: keys.map((key) => key.extractable),
      };
    });
    expect(found.ids.length).toBeGreaterThanOrEqual(2);
    for (const id of found.ids) expect(id).toMatch(/^[\w-]{43}$/);
    for (const length of found.lengths) expect((length - 29) % 256).toBe(0);
    expect(found.exportable).toEqual([false, false]);
    await context.close();
  });
});
