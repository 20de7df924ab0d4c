import { addDays, dayNumberFromDate, type Scope } from "@tidetable/diary";
import { hostSharing, newShareSecret, writeKeyPublic } from "@tidetable/sync";
import type { Browser, Page, Response } from "playwright-core";
import { agreeTo } from "../../apps/web/src/sharing/changing.ts";
import { type OwnerInNode, openOwner, suite } from "../../apps/web/test/sharing/owner-in-node.ts";
import { startChromium, testContext } from "../end-to-end/browser.ts";
import { wordsOn } from "../end-to-end/synced-app.ts";
import { pointsIn } from "./sharing-features.ts";
import { type SimulatedClock, simulatedClock } from "./sharing-operator.ts";
import { startTimedApp, type TimedApp } from "./sharing-told-on-day.ts";
import { pastEdits } from "./sharing-traces.ts";

type Say = (line: string) => void;

/** All that a reader, or somebody who looks over a reader's shoulder or at a reader's traffic, could compare. */
interface Seen {
  readonly dom: string;
  readonly title: string;
  readonly notifications: number;
  /** How often the page set a badge. */
  readonly badges: number;
  /** What the page asked for, method and kind of address, since it was opened anew. */
  readonly asked: string;
  /** Status, headers, length and look of the letterbox's answer; null where nothing answered. */
  readonly answer: string | null;
}

const reasons = ["paused", "lapsed", "stopped", "no estimate", "relay offline", "past the band"] as const;
type Reason = (typeof reasons)[number];

/** Milliseconds between which two answers are told apart by nobody. Source: security.md I5. */
const bucket = 50;
const hour = 3_600;
const day = 86_400;
const morning = Date.UTC(2027, 2, 4, 9);
const nothing = "No shared update right now.";

/** One owner and one reader for each reason, all alike until then; each reader in a Chromium profile of their own. */
export async function sixFaces(say: Say): Promise<boolean> {
  const browser = await startChromium();
  const broughtAbout = new Map<Reason, BroughtAbout>();
  try {
    for (const reason of reasons) broughtAbout.set(reason, await bringAbout(browser, reason));
    const seen = new Map([...broughtAbout].map(([reason, one]) => [reason, one.seen]));
    const isOne = judge(seen, say);
    const isAlike = await judgeTimes(broughtAbout, say);
    const isNoticed = await planted(browser, seen, say);
    return isOne && isAlike && isNoticed;
  } finally {
    for (const { close } of broughtAbout.values()) await close();
    await browser.close();
  }
}

/** What one reason looks like, and where its letterbox is read; null where nothing answers. */
interface BroughtAbout {
  readonly seen: Seen;
  readonly address: string | null;
  close(): Promise<void>;
}

interface Sharing {
  readonly clock: SimulatedClock;
  readonly app: TimedApp;
  readonly owner: OwnerInNode;
  readonly page: Page;
  readonly id: string;
  readonly last: Scope["last"];
}

async function bringAbout(browser: Browser, reason: Reason): Promise<BroughtAbout> {
  const clock = simulatedClock(morning);
  const app = await startTimedApp(clock);
  const context = await browser.newContext(testContext);
  await context.addInitScript(() => {
    const count = () => {
      const marked = window as unknown as { badges?: number };
      marked.badges = (marked.badges ?? 0) + 1;
      return Promise.resolve();
    };
    Object.assign(navigator, { setAppBadge: count, clearAppBadge: count });
  });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(clock.now());
    const shared = await share(app, clock, page);
    await page.locator(".face-card", { hasText: /\d/ }).waitFor();
    await makeNothing(shared, reason);
    const answers: Response[] = [];
    const asked: string[] = [];
    page.on("request", (request) => {
      const [, kind] = /\/v1\/([\w-]+)/.exec(request.url()) ?? [];
      if (kind !== undefined) asked.push(`${request.method()} ${kind}`);
    });
    page.on("response", (response) => {
      if (response.url().includes(`/v1/letterbox/${shared.id}`)) answers.push(response);
    });
    await page.clock.setFixedTime(clock.now());
    await page.reload();
    await page.getByText(nothing).waitFor();
    await page.waitForTimeout(600);
    const seen = await look(page, shared.id, asked, answers.at(-1) ?? null);
    const address = reason === "relay offline" ? null : `${app.origin}/v1/letterbox/${shared.id}`;
    return { seen, address, close: app.close };
  } catch (error) {
    await app.close();
    throw error;
  } finally {
    await context.close();
  }
}

/** An owner with a diary and a reader who accepted, by way of the link, the words and the app's own screens. */
async function share(app: TimedApp, clock: SimulatedClock, page: Page): Promise<Sharing> {
  const seconds = () => clock.now() / 1000;
  const pass = (more: number) => clock.goTo(clock.now() + more * 1000);
  const owner = await openOwner(app.origin, app.transport, seconds, pass);
  await owner.record(pastEdits(owner.today()));
  const today = owner.today();
  const scope: Scope = {
    ...{ called: "R.", first: today, last: addDays(today, 29), headsUp: null, nextStart: "band" },
    ...{ bleeding: "estimate", plans: [], today: false, care: [], pastStarts: false },
  };
  const agreement = await agreeTo(suite, "Ada", scope);
  const { keys, text, signature } = agreement;
  const secret = newShareSecret(suite);
  const world = { suite, transport: app.transport };
  const host = await hostSharing(world, app.origin, secret, { keys, scope: text, signature });
  await page.goto(`${app.origin}/#with=${secret}`);
  await page.getByRole("button", { name: "Continue" }).click();
  for (;;) {
    const met = await host.meet();
    if (met.ok) {
      await page.locator(".four-words").waitFor();
      const words = (await wordsOn(page)).trim().replace(/\s+/g, " ");
      if (words !== met.value.words.join(" ")) throw new Error("the words should be the same");
      const refused = await owner.sharing.share(agreement, met.value.reader);
      if (refused !== null) throw new Error(`the grant should be kept, got ${refused}`);
      for (const key of [keys, keys.reply])
        await owner.vault.makeLetterbox("letterboxes", await writeKeyPublic(suite, key));
      const admitted = await host.admit(met.value.reader);
      if (!admitted.ok) throw new Error(`the reader should be admitted, got ${admitted.error.kind}`);
      break;
    }
    if (met.error.kind !== "waiting") throw new Error(`nobody came: ${met.error.kind}`);
    await page.waitForTimeout(100);
  }
  const replied = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("heading", { level: 1, name: "Shared with you" }).waitFor();
  await replied;
  // The owner's next round takes the reply in, and leaves the first letter.
  await owner.record([{ record: `day/${today}`, field: "mood", value: 3 }]);
  await page.reload();
  return { clock, app, owner, page, id: keys.id, last: scope.last };
}

async function makeNothing({ clock, app, owner, page, id, last }: Sharing, reason: Reason): Promise<void> {
  const grant = owner.sharing.grants.peek()?.find((one) => one.id === id);
  if (grant === undefined) throw new Error("the grant should be there");
  const goTo = (seconds: number) => clock.goTo(seconds * 1000);
  switch (reason) {
    case "paused":
      await owner.sharing.pause(grant);
      return;
    case "stopped":
      await owner.sharing.end(grant);
      return;
    case "no estimate": {
      const date = owner.today();
      const value = { kind: "pattern", date, pattern: "hormonal-method" };
      await owner.record([{ record: `event/${date}/pattern`, field: "", value }]);
      return;
    }
    case "lapsed":
      // The owner's first round of the day deletes both letterboxes: what answers from then on is the relay's likeness.
      goTo((dayNumberFromDate(last) + 1) * day + 9 * hour);
      await owner.open();
      return;
    case "past the band":
      // As long after the letter as it may be shown, and after the last date in it.
      goTo(morning / 1000 + 13 * day);
      await page.clock.setFixedTime(clock.now());
      await page.reload();
      await page.locator(".face-card").waitFor();
      goTo(morning / 1000 + 21 * day);
      return;
    case "relay offline":
      await app.stop();
      goTo(morning / 1000 + 48 * hour + 60);
  }
}

async function look(
  page: Page,
  id: string,
  asked: readonly string[],
  answer: Response | null,
): Promise<Seen> {
  const html = await page.locator("html").innerHTML();
  const body = await page.locator("#app").innerHTML();
  if (!html.includes(body)) throw new Error("the app's element should be in the page");
  return {
    // Each relay has a port of its own, and each grant an id.
    dom: html.replaceAll(id, "ID").replaceAll(new URL(page.url()).origin, "ORIGIN"),
    title: await page.title(),
    notifications: await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return ((await registration?.getNotifications()) ?? []).length;
    }),
    badges: await page.evaluate(() => (window as unknown as { badges?: number }).badges ?? 0),
    asked: [...asked].sort().join(", "),
    answer: answer && (await answerText(answer)),
  };
}

/** Of an answer what does not depend on the key that sealed it: status, headers, length, and what is alike in all letters. */
async function answerText(answer: Response): Promise<string> {
  const headers = Object.entries(await answer.allHeaders())
    .filter(([name]) => name !== "date")
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  return [answer.status(), ...headers, lookOf(await answer.body())].join("\n");
}

/** Number u64 ‖ letter (rules 94, 95): length, head, that both numbers agree and have as many digits, points of the curve. */
function lookOf(body: Uint8Array): string {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [number, inside] = [view.getBigUint64(0), view.getUint32(16)];
  const letter = body.subarray(8);
  const counts = new Array<number>(256).fill(0);
  for (const byte of letter.subarray(12)) counts[byte]!++;
  const isEven = Math.max(...counts) < 64;
  return `${body.length} bytes, ${Buffer.from(letter.subarray(0, 8)).toString("hex")}, ${String(number).length} digits, ${number === BigInt(inside)}, ${pointsIn(letter)} points, even: ${isEven}`;
}

const fields = ["dom", "title", "notifications", "badges", "asked", "answer"] as const;

/** What differs between what was seen of two reasons; the answer of a relay that is gone is none and is not compared. */
const differing = (one: Seen, other: Seen): readonly string[] =>
  fields.filter((field) => one[field] !== other[field] && one[field] !== null && other[field] !== null);

function judge(seen: ReadonlyMap<Reason, Seen>, say: Say): boolean {
  const [first, ...others] = [...seen.values()];
  const differences = [...seen].flatMap(([reason, one]) =>
    differing(first!, one).map((field) => `${field} when ${reason}`),
  );
  const { dom, title, notifications, badges, asked, answer } = first!;
  say(
    `six reasons to show nothing, each with a relay, an owner and a reader's Chromium of its own: ${[...seen.keys()].join(", ")}`,
  );
  say(`  the page: ${dom.length} characters, the same in ${1 + others.length}; title “${title}”`);
  say(`  notifications ${notifications}, badges ${badges}, asked of the relay: ${asked || "nothing"}`);
  say(`  the letterbox's answer: ${answer?.split("\n").at(-1) ?? "none"}`);
  say(
    "  a relay that is gone: nothing answers, and the card may stay for 48 hours; seen a minute after them",
  );
  for (const difference of differences) say(`  differs: ${difference}`);
  return differences.length === 0 && notifications === 0 && badges === 0 && dom.includes(nothing);
}

/** How long the letterbox's answer takes, by turns, so that whatever else this machine does is shared by all reasons. */
async function judgeTimes(broughtAbout: ReadonlyMap<Reason, BroughtAbout>, say: Say): Promise<boolean> {
  const times = new Map<Reason, number[]>();
  for (let turn = 0; turn < 105; turn++) {
    for (const [reason, { address }] of broughtAbout) {
      if (address === null) continue;
      const began = performance.now();
      await (await fetch(address)).arrayBuffer();
      // The first few warm everything up.
      if (turn >= 5) times.set(reason, [...(times.get(reason) ?? []), performance.now() - began]);
    }
  }
  const slowest = [...times].map(([reason, all]) => ({
    reason,
    p95: all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)]!,
  }));
  const all = slowest.map(({ p95 }) => p95);
  const apart = Math.max(...all) - Math.min(...all);
  say(
    `  nineteen of twenty answers within: ${slowest.map(({ reason, p95 }) => `${reason} ${p95.toFixed(1)}`).join(", ")} ms; apart by ${apart.toFixed(1)}, at most ${bucket}`,
  );
  return slowest.length === 5 && apart <= bucket;
}

/** Controls: a page that names its reason, and a letter of another length, are both seen to differ. */
async function planted(browser: Browser, seen: ReadonlyMap<Reason, Seen>, say: Say): Promise<boolean> {
  const [one] = [...seen.values()];
  const named: Seen = { ...one!, dom: one!.dom.replace(nothing, "She has paused this.") };
  const context = await browser.newContext(testContext);
  try {
    const page = await context.newPage();
    await page.setContent(one!.dom.replace(nothing, `${nothing} `));
    const spaced: Seen = { ...one!, dom: await page.locator("html").innerHTML() };
    const body = Buffer.alloc(8 + 4_095);
    const shorter: Seen = { ...one!, answer: (one!.answer ?? "").replace(/[^\n]*$/, lookOf(body)) };
    const found = [
      differing(one!, named).includes("dom"),
      differing(one!, spaced).includes("dom"),
      differing(one!, shorter).includes("answer"),
    ];
    say(
      `  controls, a page that names its reason, one with a space more, a letter a byte shorter: noticed ${found.filter(Boolean).length} of 3`,
    );
    return found.every(Boolean);
  } finally {
    await context.close();
  }
}
