import { createDecipheriv, hkdfSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { argon2, type Lock, lockFromJson } from "@tidetable/sync";
import type { BrowserContext, Page } from "playwright-core";
import { importFile, serveApp, startChromiumIn, testContext, visit } from "../end-to-end/browser.ts";
import {
  filesUnder,
  hasBytes,
  isSiteStorage,
  opensWith,
  type SealedBytes,
  searchKeys,
  textsIn,
} from "./seized-profile.ts";

export const about = "what a copied browser profile and a copied memory give away after locking";

type Say = (line: string) => void;

const passphrase = "heron varnish lantern oblique tundra";
/** The first one, which is changed: whoever learns it later has nothing to open with it. */
const formerPassphrase = "sandal mirror walnut gravity plume";
/** Written to the same profile in the clear, to show that the search would find what is there. */
const control = "kaleidoscope in the clear";

const typed = {
  symptom: "ringing of nineveh",
  medication: "quinquereme 400",
  note: "zanzibar under the rain",
  temperature: "36.87",
};

/** A day with every field of an entry, and every kind of event; what is not a canary itself is named by its field. */
const everything = JSON.stringify({
  schema: "tidetable.diary/1",
  days: {
    "2027-01-14": { bleeding: "heavy", periodStart: true, pain: 7, symptoms: { "obsidian ache": 3 } },
    "2027-02-12": {
      bleeding: "medium",
      mood: 2,
      energy: 3,
      temperature: { celsius: 36.91, time: "05:47" },
      mucus: "eggwhite",
      cervix: { opening: "closed", firmness: "hard", position: "high" },
      lhTest: "positive",
      ovulation: "monitor",
      pregnancyTest: "negative",
      sex: "unprotected",
      desire: 3,
      medication: ["marzipan 250"],
      note: "ptarmigan on the windowsill",
    },
  },
  events: [],
});

const canaries = [
  ...Object.values(typed),
  "obsidian ache",
  "marzipan 250",
  "ptarmigan on the windowsill",
  "05:47",
  "36.91",
  "2027-01-14",
  "2027-02-12",
  "2027-03-04",
  "day/2027",
  '"bleeding"',
  '"periodStart"',
  '"pregnancyTest"',
  '"unprotected"',
  '"eggwhite"',
];

/** Security issue: at least 64 MiB and three passes stand between a copied profile and the diary. */
const leastCost = { memoryKiB: 64 * 1024, passes: 3 };

/**
 * A phone is taken while its diary is locked: nothing of the diary, nor a key to it, is in the profile on disk or in the
 * page's memory, and guessing the passphrase has its price.
 */
export async function seizedPhone(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({ args: [...words], options: { help: { type: "boolean", default: false } } });
  if (values.help) {
    say("npm run verify -- seized-phone");
    return true;
  }
  const profile = mkdtempSync(join(tmpdir(), "tidetable-seized-"));
  const server = await serveApp();
  const verdicts: boolean[] = [];
  /** One line for what was counted; it holds where the count is what it must be. */
  const count = (what: string, found: number, wanted: number, of = ""): void => {
    verdicts.push(found === wanted);
    say(
      `${found === wanted ? "  " : "! "}${what}: ${found}${of}${found === wanted ? "" : `, expected ${wanted}`}`,
    );
  };
  try {
    const before = await withProfile(profile, server.origin, async (page) => {
      await writeDiary(page);
      await writeInTheClear(page);
      return sealedRecords(page);
    });
    say("before a lock: the key lies beside the records, and the app says so");
    const open = searchKeys(filesUnder(profile).filter(isSiteStorage), before);
    count(
      "records that open with 32 bytes found in the profile",
      open.opened,
      before.length,
      ` of ${before.length}`,
    );

    const { after, lock, former, isPinRefused } = await withProfile(profile, server.origin, async (page) => {
      const isPinRefused = await setLock(page);
      const former = await storedLock(page);
      await changePassphrase(page);
      const after = await sealedRecords(page);
      const lock = await storedLock(page);
      await countHeap(page, lock, count, say);
      return { after, lock, former, isPinRefused };
    });

    say("the passphrase");
    count("a PIN refused as encryption", isPinRefused ? 1 : 0, 1);
    const { isDear, localKey } = await priceOf(lock, say);
    count(
      `at least ${leastCost.memoryKiB / 1024} MiB and ${leastCost.passes} passes a guess`,
      isDear ? 1 : 0,
      1,
    );
    const [cipher, naming] = recordKeyBytes(localKey);
    count(
      "records that open with the key of the right passphrase",
      opening(cipher, after),
      after.length,
      ` of ${after.length}`,
    );

    say("the profile of the locked, closed browser");
    const files = filesUnder(profile);
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    say(`  ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, every byte looked at`);
    count("control texts written in the clear and found", textsIn(files, [control]).length, 1);
    const found = textsIn(files, canaries);
    count("canaries found", found.length, 0, ` of ${canaries.length}`);
    const secrets = [passphrase, formerPassphrase];
    const parts = secrets.flatMap((secret) => [secret, secret.split(" ").slice(0, 2).join(" ")]);
    count("passphrases found, whole or their first two words", textsIn(files, parts).length, 0);
    const wrappings = (one: Lock) => one.slots.map(({ wrapped }) => wrapped.slice(0, 40));
    count("wrapped keys of the lock, found", textsIn(files, wrappings(lock)).length, 1);
    count("wrapped keys of the former lock, found", textsIn(files, wrappings(former)).length, 0);
    const keys = [localKey, cipher, naming].filter((key) => hasBytes(files, key));
    count("keys found, of the local key and the two made of it", keys.length, 0, " of 3");
    const site = files.filter(isSiteStorage);
    const old = searchKeys(site, before);
    count("records from before the lock that open with any 32 bytes", old.opened, 0, ` of ${before.length}`);
    const now = searchKeys(site, after);
    count("records from after it that open with any 32 bytes", now.opened, 0, ` of ${after.length}`);
    say(`  ${old.tried + now.tried} keys tried`);

    await withProfile(profile, server.origin, async (page) => {
      const held = await heldKeys(page);
      count("key objects that a script at the app's own address can use", held, 0);
      count("lock screens shown", await page.getByRole("heading", { name: "Locked" }).count(), 1);
    });
    return verdicts.every((holds) => holds);
  } finally {
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

type Count = (what: string, found: number, wanted: number, of?: string) => void;

async function withProfile<Value>(
  profile: string,
  origin: string,
  act: (page: Page, context: BrowserContext) => Promise<Value>,
): Promise<Value> {
  const context = await startChromiumIn(profile, testContext);
  try {
    const { page } = await visit(context, origin);
    return await act(page, context);
  } finally {
    await context.close();
  }
}

/** By import and by hand, so that whatever a browser remembers of typing is there too. */
async function writeDiary(page: Page): Promise<void> {
  await importFile(page, "diary.json", everything);
  await page.goto(`${new URL(page.url()).origin}/#day`);
  await page.getByRole("radio", { name: "Spotting" }).click();
  await page.getByLabel("Another symptom", { exact: true }).fill(typed.symptom);
  await page.keyboard.press("Enter");
  await page.getByLabel("Something taken", { exact: true }).fill(typed.medication);
  await page.keyboard.press("Enter");
  await page.getByLabel("Note").fill(typed.note);
  await page.getByText("Body signs", { exact: true }).click();
  await page.getByLabel("Temperature on waking").fill(typed.temperature);
  await page.keyboard.press("Tab");
  await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
  // Again and again, so that the log holds more than one state.
  await page.reload();
  await page.getByLabel("Note").fill(`${typed.note}, again`);
  await page.getByLabel("Note").blur();
  await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
}

/** Answers whether a PIN was refused on the way. */
async function setLock(page: Page): Promise<boolean> {
  await page.goto(`${new URL(page.url()).origin}/#more`);
  await page.getByRole("button", { name: "Set a lock" }).click();
  const enter = async (secret: string) => {
    await page.getByLabel("New passphrase").fill(secret);
    await page.getByLabel("The same again").fill(secret);
    await page.getByRole("button", { name: "Lock with this passphrase" }).click();
  };
  await enter("482915");
  const refused = page.getByText("A PIN cannot encrypt a diary");
  await refused.waitFor();
  const isPinRefused = (await refused.count()) === 1;
  await page.getByLabel("Show what is typed").check();
  await enter(formerPassphrase);
  await page.getByText("Done. The passphrase opens the diary").waitFor();
  return isPinRefused;
}

async function changePassphrase(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Change the lock" }).click();
  for (const toggle of await page.getByLabel("Show what is typed").all()) await toggle.check();
  await page.getByLabel("Your passphrase now").fill(formerPassphrase);
  await page.getByLabel("New passphrase").fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  await page.getByRole("button", { name: "Change the lock" }).click();
  await page.getByText("Done. The passphrase opens the diary").waitFor();
}

/** The heap of the open diary, which shows that the search finds what is there, and of the locked one. */
async function countHeap(page: Page, lock: Lock, count: Count, say: Say): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#day`);
  await page.getByLabel("Note").waitFor();
  const texts = [...Object.values(typed).slice(0, 3), "ptarmigan on the windowsill", "marzipan 250"];
  const open = await heapOf(page);
  say("a heap snapshot");
  count("canaries in it while the diary is open", inHeap(open, texts), texts.length, ` of ${texts.length}`);
  await page.goto(`${new URL(page.url()).origin}/#more`);
  const lockNow = async () => {
    await page.getByRole("button", { name: "Lock now" }).click();
    await page.getByRole("heading", { name: "Locked" }).waitFor();
  };
  await lockNow();
  // Typed here too, and shown while it is typed, as somebody may.
  await page.getByLabel("Show what is typed").check();
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await lockNow();
  const locked = await heapOf(page);
  say(`  after "Lock now": ${(locked.length / 1e6).toFixed(1)} MB`);
  count("canaries in it", inHeap(locked, texts), 0, ` of ${texts.length}`);
  count("passphrases in it", inHeap(locked, [passphrase, formerPassphrase]), 0, " of 2");
  const { localKey } = await openInNode(lock);
  const forms = [localKey, ...recordKeyBytes(localKey)].flatMap((key) => [
    key.toString("hex"),
    key.toString("base64").slice(0, 40),
    key.toString("base64url").slice(0, 40),
    [...key].join(","),
    JSON.stringify(key.toString("latin1")).slice(1, -1),
  ]);
  count("keys in it, written in any of five ways", inHeap(locked, forms), 0, ` of ${forms.length}`);
}

const inHeap = (heap: string, texts: readonly string[]): number =>
  texts.filter((text) => heap.includes(text)).length;

async function heapOf(page: Page): Promise<string> {
  const client = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  client.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await client.send("HeapProfiler.enable");
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await client.detach();
  return chunks.join("");
}

/** What one guess costs here, and whether it costs enough. */
async function priceOf(
  lock: Lock,
  say: Say,
): Promise<{ readonly isDear: boolean; readonly localKey: Buffer }> {
  const { localKey, milliseconds, slot } = await openInNode(lock);
  say(
    `  one guess: Argon2id, ${slot.memoryKiB / 1024} MiB, ${slot.passes} passes, ${milliseconds.toFixed(0)} ms here`,
  );
  const years = (2 ** 54 * milliseconds) / 1000 / 31_557_600;
  say(
    `  five random words: 2^55 of them, ${years.toExponential(1)} years of guessing here for an even chance`,
  );
  const isDear = slot.memoryKiB >= leastCost.memoryKiB && slot.passes >= leastCost.passes;
  return { isDear, localKey };
}

/** The local key, with nothing of the app but the hash. */
async function openInNode(lock: Lock) {
  const slot = lock.slots.find((one) => one.kind === "passphrase");
  if (!slot) throw new Error("the lock has no slot for a passphrase");
  const { memoryKiB, passes, parallelism, salt } = slot;
  const started = performance.now();
  const key = await argon2(
    new Uint8Array(Buffer.from(passphrase)),
    new Uint8Array(Buffer.from(salt, "base64url")),
    {
      memoryKiB,
      passes,
      parallelism,
    },
  );
  const milliseconds = performance.now() - started;
  const wrapped = Buffer.from(slot.wrapped, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, wrapped.subarray(0, 12));
  const lines = [lock.format, slot.kind, memoryKiB, passes, parallelism, salt];
  decipher.setAAD(Buffer.from(lines.join("\n"))).setAuthTag(wrapped.subarray(-16));
  const localKey = Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
  return { localKey, milliseconds, slot };
}

const recordKeyBytes = (localKey: Buffer): readonly [Buffer, Buffer] => [
  Buffer.from(hkdfSync("sha256", localKey, "", "tidetable.lock/1 cipher", 32)),
  Buffer.from(hkdfSync("sha256", localKey, "", "tidetable.lock/1 naming", 32)),
];

const opening = (key: Buffer, records: readonly SealedBytes[]): number =>
  records.filter((record) => opensWith(key, record)).length;

// --- What a script at the app's own address sees --------------------------------------------------------------------

async function sealedRecords(page: Page): Promise<readonly SealedBytes[]> {
  const found = await page.evaluate(
    () =>
      new Promise<{ id: string; bytes: number[] }[]>((resolve, reject) => {
        const request = indexedDB.open("tidetable");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const records = request.result.transaction("records").objectStore("records");
          const [ids, values] = [records.getAllKeys(), records.getAll()];
          values.onsuccess = () => {
            request.result.close();
            resolve(ids.result.map((id, at) => ({ id: String(id), bytes: [...values.result[at]] })));
          };
        };
      }),
  );
  return found.map(({ id, bytes }) => ({ id, bytes: new Uint8Array(bytes) }));
}

/** Everything in every database of the address. */
const everythingStored = async (): Promise<unknown[]> => {
  const all: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name ?? "");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      all.push(...values);
    }
    database.close();
  }
  return all;
};

async function storedLock(page: Page): Promise<Lock> {
  const stored = await page.evaluate(everythingStored);
  const lock = stored.map(lockFromJson).find((one) => one !== null);
  if (!lock) throw new Error("there is no lock in the databases");
  return lock;
}

/** Counted in the page: outside it a key object is nothing. */
const heldKeys = async (page: Page): Promise<number> => {
  const stored = await page.evaluateHandle(everythingStored);
  return stored.evaluate(
    (all) =>
      all.flatMap((one) => [one, ...Object.values(Object(one))]).filter((one) => one instanceof CryptoKey)
        .length,
  );
};

/** In a database of its own, as the app would if it sealed nothing. */
async function writeInTheClear(page: Page): Promise<void> {
  await page.evaluate(
    (text) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("control", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("clear");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const write = request.result.transaction("clear", "readwrite", { durability: "strict" });
          write.objectStore("clear").put({ text }, "day");
          write.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    control,
  );
}
