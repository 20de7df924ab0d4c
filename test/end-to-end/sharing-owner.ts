/** Somebody with a diary who shares, without her screens: the owner's side of the packages, over real HTTP. */
import {
  type CalendarDate,
  calendarDate,
  formatScope,
  headsUpOnly,
  type Projection,
  type Scope,
} from "@tidetable/diary";
import {
  hostSharing,
  leaveNotices,
  letterboxAt,
  makeGrantKeys,
  makeWriteKey,
  newShareSecret,
  openReply,
  publishLetters,
  type ReaderKey,
  type Reply,
  readLetterbox,
  sealNotice,
  signScope,
  writeKeyPublic,
} from "@tidetable/sync";
import type { Page } from "playwright-core";
import { nodeWorld, vaultAt } from "./node-transport.ts";
import { wordsOn } from "./synced-app.ts";

/** The day the tests live on. */
export const testDay: CalendarDate = calendarDate("2027-03-04");

/** Everything a grant can share, with a heads-up in her own words. */
const widestScope: Scope = {
  ...headsUpOnly("R.", testDay),
  headsUp: { days: 3, words: "The next days may be harder. A quiet evening and soup help most." },
  nextStart: "band",
  bleeding: "estimate",
  plans: ["Wedding"],
  today: true,
  care: ["helps", "brings"],
  pastStarts: true,
};

/** A letter's content on the test day, of a heads-up day. */
export const headsUpProjection: Projection = {
  v: 1,
  called: "R.",
  from: testDay,
  last: calendarDate("2027-03-12"),
  shares: ["heads-up", "next-start", "bleeding", "plans", "today", "care", "past-starts"],
  days: Array.from({ length: 9 }, () => ({ bleeding: "unlikely" as const, headsUp: true as const })),
  nextStart: { first: calendarDate("2027-03-06"), last: calendarDate("2027-03-12") },
  headsUp: { words: "The next days may be harder. A quiet evening and soup help most.", days: 3 },
  told: "Tired, but fine.",
  helps: "Quiet, and no plans for the evening.",
  brings: "The hot-water bottle.",
  plans: [
    { name: "Wedding", first: calendarDate("2027-03-20"), last: calendarDate("2027-03-21"), chance: 0.1 },
  ],
  pastStarts: [calendarDate("2026-12-18"), calendarDate("2027-01-15"), calendarDate("2027-02-12")],
};

/** One grant of hers, from the invitation to its end. */
interface SharingOwner {
  /** What the reader opens. */
  readonly link: string;
  /** Waits for whoever opened the link; gives the four words. */
  meet(): Promise<string>;
  admit(): Promise<void>;
  /** Leaves a letter: a projection, or nothing to say. */
  say(projection: Projection | null, relay?: string): Promise<void>;
  /** What the reader replied last; null for nothing. */
  reply(): Promise<Reply | null>;
  /** Leaves one notice, sealed to the reader's subscription, due in an hour counted from 1970; gives what became of it. */
  leaveNotice(due: number, text: string): Promise<string>;
  /** Deletes the letterbox for good. */
  deleteLetterbox(): Promise<void>;
}

export async function ownerAt(origin: string, scope: Scope = widestScope): Promise<SharingOwner> {
  const { vault } = await vaultAt(origin);
  const world = nodeWorld();
  const { suite } = world;
  const transport = world.transport(origin);
  const keys = await makeGrantKeys(suite);
  const text = formatScope(scope);
  const make = (kind: "letterboxes" | "queues", key: string) => vault.makeLetterbox(kind, key);
  const made = await make("letterboxes", await writeKeyPublic(suite, keys.reply));
  if (!made?.ok) throw new Error("the relay made no letterbox");
  const secret = newShareSecret(suite);
  const offer = { keys, scope: text, signature: await signScope(suite, keys, text) };
  const host = await hostSharing(world, origin, secret, offer);
  const queue = await makeWriteKey(suite);
  let reader: ReaderKey | null = null;
  let number = 0;
  let noticeNumber = 0;
  const say: SharingOwner["say"] = async (projection, relay) => {
    const content = projection === null && relay === undefined ? null : { relay: relay ?? null, projection };
    const readers = reader ? [reader] : [];
    const [left] = await publishLetters({
      suite,
      transport,
      make,
      letters: [{ keys, number, readers, content }],
    });
    if (left?.outcome !== "left") throw new Error(`no letter was left: ${left?.outcome}`);
    number = left.number;
  };
  const reply: SharingOwner["reply"] = async () => {
    const answer = await readLetterbox(transport, keys.reply.id);
    if (!answer.ok) throw new Error(`the relay says ${answer.error.kind}`);
    return (await openReply(suite, keys, reader ? [reader] : [], answer.value))?.reply ?? null;
  };
  return {
    link: `${origin}/#with=${secret}`,
    async meet() {
      for (;;) {
        const met = await host.meet();
        if (met.ok) {
          reader = met.value.reader;
          return met.value.words.join(" ");
        }
        if (met.error.kind !== "waiting") throw new Error(`nobody came: ${met.error.kind}`);
        await new Promise((later) => setTimeout(later, 100));
      }
    },
    async admit() {
      const admitted = await host.admit(reader!);
      if (!admitted.ok) throw new Error(`not admitted: ${admitted.error.kind}`);
    },
    say,
    reply,
    async deleteLetterbox() {
      await (await letterboxAt(suite, transport, keys.seed)).delete();
    },
    async leaveNotice(due, words) {
      const said = await reply();
      const push = said?.kind === "accepted" ? said.push : null;
      if (push === null) throw new Error("the reader wants no notices");
      const environment = {
        subtle: crypto.subtle,
        randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
      };
      const message = await sealNotice(environment, push, words);
      if (message === null) throw new Error("the reader's subscription is none");
      const notices = [{ due, endpoint: push.endpoint, message }];
      const left = await leaveNotices({ suite, transport, make, key: queue, number: noticeNumber, notices });
      noticeNumber = left.number;
      return left.outcome;
    },
  };
}

/** The reader's side in the browser: the link, the words, yes on both sides; then what is shared is on the screen. */
export async function acceptOn(page: Page, owner: SharingOwner): Promise<void> {
  await page.goto(owner.link);
  await page.getByRole("button", { name: "Continue" }).click();
  const words = await owner.meet();
  await page.locator(".four-words").waitFor();
  if ((await wordsOn(page)).trim().replace(/\s+/g, " ") !== words)
    throw new Error("the words should be the same");
  await owner.admit();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("heading", { level: 1, name: "Shared with you", exact: true }).waitFor();
}
