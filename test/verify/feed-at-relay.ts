import { createHash, hkdfSync } from "node:crypto";
import { calendarDate, dayNumberFromDate } from "@tidetable/diary";
import { writeCalendar } from "@tidetable/diary/calendar/out";
import {
  createSuite,
  type FeedKeys,
  feedAt,
  feedPath,
  leaveFeed,
  makeFeedKeys,
  sealFeed,
  type Vault,
} from "@tidetable/sync";
import { feedKeyText } from "@tidetable/sync/protocol";
import { ask } from "../../apps/relay/test/raw-request.ts";
import { nodeWorld, vaultAt } from "../end-to-end/node-transport.ts";
import { sameAnswers } from "./feed-answers.ts";
import { finderOf } from "./relay-fragments.ts";
import { launchRelay, type ServerProcess } from "./relay-launch.ts";
import type { RelayOrder } from "./relay-process.ts";

type Say = (line: string) => void;

export interface SearchedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One engine, and where its bytes lie. */
export interface FeedPlace {
  readonly engine: string;
  readonly order: RelayOrder;
  /** A relay of its own for what is sent in the clear. */
  controlOrder(): Promise<RelayOrder>;
  files(order: RelayOrder): Promise<readonly SearchedFile[]>;
  backup(order: RelayOrder): Promise<Buffer>;
  /** Waits, or does what an operator does, until what was deleted is gone; says how. */
  untilGone(count: () => number): Promise<string>;
}

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
});

const title = "ptarmigan under the quinquereme";
const name = "zanzibar calendar";
const dates = ["2033-07-19", "2033-08-16", "2034-02-27"].map(calendarDate);
/** Rounds in which the feed is left, each time with other bytes. */
const rounds = 3;
const secondsPerDay = 86_400;

const calendarOf = (round: number): string =>
  writeCalendar({
    name,
    entries: dates.map((date, at) => ({
      uid: `marzipan-${at}-entry`,
      first: date,
      last: date,
      title,
      description: "obsidian note",
      sequence: round,
      isCancelled: false,
      changed: dayNumberFromDate(dates[0]!) * secondsPerDay,
    })),
  });

/** Every spelling of what a feed says and of what opens it. */
function canariesOf({ token, seed }: FeedKeys): readonly string[] {
  const spelled = dates.flatMap((date) => [date, date.replaceAll("-", ""), String(dayNumberFromDate(date))]);
  return [
    title,
    name,
    "ptarmigan",
    "marzipan-1-entry",
    "obsidian note",
    "VEVENT",
    "DTSTART",
    ...spelled,
    token,
    seed,
  ];
}

/** Secrets and what follows from them, as bytes: also in hexadecimal, as text of a log would have them. */
function secretsOf({ token, seed }: FeedKeys): readonly Buffer[] {
  const secret = Buffer.from(token, "base64url");
  const key = Buffer.from(hkdfSync("sha256", secret, "", feedKeyText, 32));
  const hashed = createHash("sha256").update(secret).digest();
  const all = [secret, Buffer.from(seed, "base64url"), key, hashed];
  return all.flatMap((bytes) => [
    bytes,
    Buffer.from(bytes.toString("hex")),
    Buffer.from(bytes.toString("base64")),
  ]);
}

/** The forms in which a text may lie in a file. */
const formsOf = (text: string): readonly Buffer[] => [
  Buffer.from(text, "utf8"),
  Buffer.from(text, "utf16le"),
  Buffer.from(Buffer.from(text, "utf8").toString("base64").replace(/=+$/, "")),
];

export async function feedAtRelay(place: FeedPlace, seed: string, say: Say): Promise<boolean> {
  const relay = await launchRelay(place.order);
  try {
    const { vault } = await vaultAt(`http://localhost:${relay.port}`);
    const keys = makeFeedKeys(suite);
    const sealed: Uint8Array[] = [];
    for (let round = 1; round <= rounds; round++) sealed.push(await leave(vault, keys, calendarOf(round)));
    const fetched = await fetchAsPrograms(relay, keys, calendarOf(rounds));
    say(
      `${place.engine}: a feed with ${dates.length} days, left ${rounds} times, ${sealed.at(-1)!.length} bytes; asked for ${fetched} times as calendar programs do`,
    );
    const isBlind = await searched(place, relay, keys, say);
    const isNoticed = await control(place, keys, say);
    const isAlike = await sameAnswers({ vault, suite, relay, live: keys, seed }, say);
    const isGone = await deleted(place, relay, keys, sealed, say);
    return fetched > 0 && isBlind && isNoticed && isAlike && isGone;
  } finally {
    await relay.stop();
  }
}

/** As a device leaves it: made where it is not there, signed, sealed. */
async function leave(vault: Vault, keys: FeedKeys, text: string): Promise<Uint8Array> {
  const sealed = await sealFeed(suite, keys.token, text);
  const today = Math.floor(Date.now() / 1_000 / secondsPerDay);
  const { outcome } = await leaveFeed({
    suite,
    transport: nodeWorld().transport(vault.relay()!),
    make: (id, key) => vault.makeFeed(id, key),
    keys,
    number: 0,
    sealed,
    last: today + 89,
  });
  if (outcome !== "left") throw new Error(`the feed should be left, got ${outcome}`);
  return sealed;
}

/** What programs that subscribe send, as far as it is known; none of it may change the answer. */
const programs: readonly Readonly<Record<string, string>>[] = [
  { "user-agent": "Google-Calendar-Importer", "accept-encoding": "gzip, deflate, br" },
  { "user-agent": "macOS/15.1 dataaccessd/1.0", accept: "text/calendar, */*" },
  {
    "user-agent": "Microsoft.Exchange/15.20",
    "if-none-match": '"abc"',
    "if-modified-since": new Date(0).toUTCString(),
  },
  { "user-agent": "Thunderbird/128.0", range: "bytes=0-99" },
  { "user-agent": "ICSx5/2.2", referer: "https://calendar.example/", cookie: "a=b" },
];

/** How often the text came whole. @throws Error where it did not */
async function fetchAsPrograms({ port }: ServerProcess, { token }: FeedKeys, text: string): Promise<number> {
  let count = 0;
  for (const headers of programs)
    for (const method of ["GET", "HEAD", "GET"]) {
      const { status, body } = await ask(port, feedPath(token), { method, headers, host: "localhost" });
      const expected = method === "HEAD" ? "" : text;
      if (status !== 200 || body.toString() !== expected)
        throw new Error(`${method} should give the feed, got ${status}`);
      count++;
    }
  return count;
}

interface Found {
  readonly lines: readonly string[];
  readonly bytes: number;
  readonly names: number;
}

function search(files: readonly SearchedFile[], texts: readonly string[], secrets: readonly Buffer[]): Found {
  const inFile = (wanted: readonly Buffer[], { bytes }: SearchedFile): boolean =>
    wanted.some((one) => bytes.includes(one));
  const named = [
    ...texts.map((text) => [text, formsOf(text)] as const),
    ...secrets.map((secret, at) => [`secret ${at}`, [secret]] as const),
  ];
  const lines = named.flatMap(([what, forms]) =>
    files.filter((file) => inFile(forms, file)).map((file) => `${what} in ${file.name}`),
  );
  return { lines, bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0), names: files.length };
}

async function everythingOf(
  place: FeedPlace,
  order: RelayOrder,
  relay: ServerProcess,
): Promise<readonly SearchedFile[]> {
  return [
    ...(await place.files(order)),
    { name: "the relay's log", bytes: Buffer.from(relay.log.join("\n")) },
    { name: "the relay's backup", bytes: await place.backup(order) },
  ];
}

/** While the relay runs, so that its log of writes is there to be searched. */
async function searched(place: FeedPlace, relay: ServerProcess, keys: FeedKeys, say: Say): Promise<boolean> {
  const [texts, secrets] = [canariesOf(keys), secretsOf(keys)];
  const { lines, bytes, names } = search(await everythingOf(place, place.order, relay), texts, secrets);
  say(
    `  searched ${bytes} bytes in ${names} files, log and backup among them, for ${texts.length} texts in ${formsOf("").length} forms and ${secrets.length} secrets: ${lines.length} found${lines.map((line) => `\n    ${line}`).join("")}`,
  );
  return lines.length === 0;
}

/** The same texts, sent in the clear to a relay of its own: the search has to find them. */
async function control(place: FeedPlace, keys: FeedKeys, say: Say): Promise<boolean> {
  const order = await place.controlOrder();
  const relay = await launchRelay(order);
  try {
    const days = dates.flatMap((date) => [date, dayNumberFromDate(date)]).join(" ");
    const body = [calendarOf(1), days, keys.token, keys.seed, feedPath(keys.token)].join("\n");
    const answer = await fetch(`http://localhost:${relay.port}/v1/mail/AAAAAAAAAAAAAAAAAAAAAA/0`, {
      method: "PUT",
      body: new TextEncoder().encode(body),
    });
    if (!answer.ok) throw new Error(`the relay should take mail, got ${answer.status}`);
    const texts = canariesOf(keys);
    const files = await everythingOf(place, order, relay);
    const found = texts.filter((text) => search(files, [text], []).lines.length > 0);
    say(`  control, the same texts in the clear at another relay: ${found.length} of ${texts.length} found`);
    return found.length === texts.length;
  } finally {
    await relay.stop();
  }
}

/** After it was ended no sealed byte of it is left. */
async function deleted(
  place: FeedPlace,
  relay: ServerProcess,
  keys: FeedKeys,
  sealed: readonly Uint8Array[],
  say: Say,
): Promise<boolean> {
  const finder = finderOf(sealed);
  const countIn = (files: readonly SearchedFile[]) =>
    files.reduce((sum, { bytes }) => sum + finder.count(bytes), 0);
  const count = async () => countIn(await everythingOf(place, place.order, relay));
  const before = await count();
  const feed = await feedAt(suite, nodeWorld().transport(`http://localhost:${relay.port}`), keys);
  const answer = await feed.delete();
  if (!answer.ok) throw new Error(`the feed should be deleted, got ${answer.error.kind}`);
  let left = before;
  let isLooking = false;
  // Looked at by turns: reading all files takes longer than waiting.
  const how = await place.untilGone(() => {
    if (!isLooking) {
      isLooking = true;
      void count().then((now) => {
        left = now;
        isLooking = false;
      });
    }
    return left;
  });
  left = await count();
  say(`  ended: ${before} fragments of its sealed bytes before, ${left} ${how}`);
  return before > 0 && left === 0;
}
