import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  dumpStore,
  type LogEntry,
  listen,
  openRelay,
  openSqliteFile,
  openSqliteStore,
  readAppFiles,
} from "@tidetable/relay";
import type { Browser, Page } from "playwright-core";
import { builtApp, importFile, startChromium, visit } from "../end-to-end/browser.ts";
import { pair } from "../end-to-end/synced-app.ts";

export const about = "what a relay's disk, log and backup give away after a month of two browsers";

type Say = (line: string) => void;

/** Every field of an entry and every kind of event, with words that stand nowhere else. */
const everything = JSON.stringify({
  schema: "tidetable.diary/1",
  birthYear: 1987,
  days: {
    "2027-01-14": { bleeding: "heavy", periodStart: true, pain: 7, symptoms: { "obsidian ache": 3 } },
    "2027-01-19": { bleeding: "spotting", bleedingExcluded: true },
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
  events: [
    { kind: "pattern", date: "2026-11-01", pattern: "hormonal-method" },
    { kind: "pause", date: "2026-12-01", last: "2026-12-20" },
  ],
});

const month = Array.from({ length: 30 }, (_, day) => new Date(Date.UTC(2027, 2, 4 + day, 8)));
const dateOf = (day: Date): string => day.toISOString().slice(0, 10);
const levels = ["None", "Spotting", "Light", "Medium", "Heavy"];

/** What is looked for: words, dates, levels and names of fields as JSON would have them, devices, callers, places. */
const canaries = [
  "zanzibar under the rain",
  "quinquereme 400",
  "ringing of nineveh",
  "obsidian ache",
  "marzipan 250",
  "ptarmigan on the windowsill",
  "05:47",
  "36.91",
  '"celsius"',
  "birth-year",
  "hormonal-method",
  "eggwhite",
  "unprotected",
  '"spotting"',
  '"medium"',
  '"heavy"',
  '"bleeding"',
  '"periodStart"',
  '"pregnancyTest"',
  "day/20",
  "event/20",
  "issued/20",
  "symptoms/",
  "medication/",
  "tidetable.diary",
  "Marmalade telephone",
  "Bergamot laptop",
  "127.0.0.1",
  "localhost",
  "Mozilla",
  "Chrome",
  "HeadlessChrome",
  "Europe/Berlin",
  "en-GB",
  // Shorter ones stand in any megabyte of random bytes.
  ...[hostname()].filter((name) => name.length >= 5),
  ...month.map(dateOf),
];
/** Sent to the relay in the clear, as mail, to show that the search would find it. */
const control = "kaleidoscope in the clear";

/** A month of use in two real browsers; then everything the relay has is searched (rules 12, 15, 52). */
export async function blindRelay(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({ args: [...words], options: { help: { type: "boolean", default: false } } });
  if (values.help) {
    say("npm run verify -- blind-relay");
    return true;
  }
  const folder = mkdtempSync(join(tmpdir(), "tidetable-blind-"));
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const logged: LogEntry[] = [];
  const log = (entry: LogEntry): void => void logged.push(entry);
  const began = Date.now();
  const relay = await openRelay({ files, dataFolder: folder, invite: "open", log });
  const listening = await listen(relay.relay, { port: 0, log });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  const origin = `http://localhost:${listening.value.port}`;
  const browser = await startChromium();
  try {
    const counted = await liveAMonth(browser, origin, say);
    await sendInTheClear(origin);
    // While the relay runs, so that its write-ahead log is there to be searched.
    const places = [
      ...readPlaces(folder),
      { name: "log", bytes: Buffer.from(JSON.stringify(logged)) },
      { name: "backup", bytes: await backupOf(folder) },
    ];
    const shape = await shapeOf(join(folder, "tidetable.db"));
    return judge(places, shape, counted, [began, Date.now()], say);
  } finally {
    await browser.close();
    await listening.value.stop(0);
    await relay.close();
    rmSync(folder, { recursive: true });
  }
}

/** Two paired browsers; a day is logged on one, its sequel on the other, and a file is imported. */
async function liveAMonth(browser: Browser, origin: string, say: Say): Promise<number> {
  const phone = await visit(browser, origin);
  await phone.page.getByRole("button", { name: /12 February 2027/ }).click();
  await phone.page.getByRole("button", { name: "Continue" }).click();
  await importFile(phone.page, "diary.json", everything);
  const laptop = await visit(browser, origin);
  await phone.page.goto(`${origin}/#today`);
  await pair(phone.page, laptop.page, "Bergamot laptop");
  let edits = 0;
  for (const [place, day] of month.entries()) {
    const page = place % 3 === 2 ? laptop.page : phone.page;
    await page.clock.setFixedTime(day);
    await page.goto(`${origin}/#today`);
    await page.reload();
    await page.getByRole("radio", { name: levels[place % levels.length]!, exact: true }).click();
    edits++;
    if (place % 5 === 0) {
      await writeTheRest(page);
      edits += 3;
    }
    // The app sends what was edited once its owner pauses; here the page is left at once.
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  }
  for (const { page } of [phone, laptop]) {
    await page.goto(`${origin}/#today`);
    await page.reload();
    await page.waitForTimeout(4_000);
  }
  say(
    `a month of two browsers: ${month.length} days, ${edits} edits by hand, one file of every field imported`,
  );
  return edits;
}

async function writeTheRest(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByLabel("Another symptom", { exact: true }).fill("ringing of nineveh");
  await page.keyboard.press("Enter");
  await page.getByLabel("Something taken", { exact: true }).fill("quinquereme 400");
  await page.keyboard.press("Enter");
  await page.getByLabel("Note").fill("zanzibar under the rain");
  await page.getByRole("link", { name: "Today" }).click();
}

async function sendInTheClear(origin: string): Promise<void> {
  const body = new TextEncoder().encode(control);
  const answer = await fetch(`${origin}/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0`, { method: "PUT", body });
  if (!answer.ok) throw new Error(`the relay should take mail, got ${answer.status}`);
}

interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

const readPlaces = (folder: string): readonly Place[] =>
  readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

/** The relay's own backup, made beside the running relay. */
async function backupOf(folder: string): Promise<Buffer> {
  const copy = mkdtempSync(join(tmpdir(), "tidetable-blind-backup-"));
  const path = join(copy, "backup");
  const store = await openSqliteStore({ folder });
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of dumpStore(store)) pieces.push(piece);
    writeFileSync(path, Buffer.concat(pieces));
    return readFileSync(path);
  } finally {
    await store.close();
    rmSync(copy, { recursive: true });
  }
}

interface Shape {
  readonly envelopes: number;
  readonly sizes: readonly number[];
  /** The largest whole number in any column, with its name: a day is about 20,000, an instant is not. */
  readonly largest: readonly [column: string, value: number];
}

/** Lengths of envelopes, and every number there is, as the database itself says. */
async function shapeOf(path: string): Promise<Shape> {
  const database = await openSqliteFile(path, { readOnly: true, timeout: 5_000 });
  try {
    const rows = (sql: string): readonly Record<string, unknown>[] =>
      database.prepare(sql).all() as readonly Record<string, unknown>[];
    const lengths = ["entry", "part"].flatMap((table) =>
      rows(`SELECT length(envelope) AS length FROM ${table}`).map(({ length }) => Number(length)),
    );
    const tables = rows("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) =>
      String(name),
    );
    let largest: readonly [string, number] = ["none", 0];
    for (const table of tables) {
      for (const row of rows(`SELECT * FROM ${table}`)) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value === "number" && value > largest[1]) largest = [`${table}.${column}`, value];
        }
      }
    }
    return { envelopes: lengths.length, sizes: [...new Set(lengths)].toSorted((a, b) => a - b), largest };
  } finally {
    database.close();
  }
}

/** The forms in which a text may lie in a file. */
const formsOf = (text: string): readonly Buffer[] => [
  Buffer.from(text, "utf8"),
  Buffer.from(text, "utf16le"),
  Buffer.from(Buffer.from(text, "utf8").toString("base64").replace(/=+$/, "")),
];

function judge(
  places: readonly Place[],
  { envelopes, sizes, largest }: Shape,
  edits: number,
  [began, ended]: readonly [number, number],
  say: Say,
): boolean {
  const found = canaries.flatMap((text) =>
    places
      .filter(({ bytes }) => formsOf(text).some((form) => bytes.includes(form)))
      .map(({ name }) => `${text} in ${name}`),
  );
  const bytes = places.reduce((sum, place) => sum + place.bytes.length, 0);
  say(
    `searched: ${places.map(({ name, bytes: { length } }) => `${name} ${length}`).join(", ")}: ${bytes} bytes`,
  );
  const isControlFound = places.some(({ bytes: all }) => all.includes(control));
  say(
    `  what was sent in the clear to show that the search finds: ${isControlFound ? "found" : "not found"}`,
  );
  say(
    `  canaries found: ${found.length} of ${canaries.length}${found.map((line) => `\n    ${line}`).join("")}`,
  );
  say(`  envelopes: ${envelopes} of ${sizes.length} lengths (${sizes.join(", ")})`);
  const instants = places.filter((place) => hasInstant(place.bytes, began, ended)).map(({ name }) => name);
  say(
    `  instants of these minutes, in seconds or milliseconds: ${instants.length}${instants.map((name) => ` in ${name}`).join("")}`,
  );
  say(
    `  largest number in any column: ${largest[1]} (${largest[0]}); an instant would be above 1,000,000,000`,
  );
  return (
    isControlFound &&
    found.length === 0 &&
    edits > 0 &&
    envelopes >= month.length / 2 &&
    sizes.length <= 4 &&
    instants.length === 0 &&
    largest[1] < 1_000_000_000
  );
}

/** Whether bytes hold a moment between two, as digits or as 8 bytes either way round. */
function hasInstant(bytes: Buffer, began: number, ended: number): boolean {
  const seconds = Array.from(
    { length: Math.ceil((ended - began) / 1000) + 2 },
    (_, second) => Math.floor(began / 1000) + second,
  );
  const isDigits = seconds.some((second) => bytes.includes(String(second)));
  if (isDigits) return true;
  for (let at = 0; at + 8 <= bytes.length; at++) {
    for (const value of [bytes.readBigUInt64BE(at), bytes.readBigUInt64LE(at)]) {
      if (value >= BigInt(began) && value <= BigInt(ended)) return true;
      if (value >= BigInt(Math.floor(began / 1000)) && value <= BigInt(Math.ceil(ended / 1000))) return true;
    }
  }
  return false;
}
