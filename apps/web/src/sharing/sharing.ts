import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CalendarDate, type CareWords, forecastFromDiary, type Scope } from "@tidetable/diary";
import { base64urlFromBytes, type Edit, type ReaderKey, shownValue, type Vault } from "@tidetable/sync";
import type { DiarySession } from "../diary-session.ts";
import { editsToEndFeeds, editToRenewFeed, makeFeed, type NewFeed } from "../feeds/changing-feeds.ts";
import { feedText } from "../feeds/feed-text.ts";
import { type Feed, type FeedContent, feedsIn } from "../feeds/stored-feed.ts";
import { failureOf } from "../screens/devices/use-work.ts";
import type { DiaryPlace } from "../vault/diary-place.ts";
import type { EndRound } from "../vault/live-vault.ts";
import { kindOfThrown } from "../vault/pairing.ts";
import {
  type Agreement,
  editsToEnd,
  editsToForget,
  editsToRename,
  editsToShare,
  editsToShowLess,
  editToPause,
  editToResume,
  editToUndoEnd,
} from "./changing.ts";
import type { Draft } from "./draft.ts";
import { eventEdits, type LoggedEvent, purgeEdits, readLog, type SharingEvent } from "./event-log.ts";
import { type Grant, isLive, readGrants } from "./grants.ts";
import { isPublished, type Shareable } from "./letters.ts";
import { careRecord, grantNames } from "./names.ts";
import { isDue, publish, publishEnds, shareableOf } from "./publishing.ts";
import type { PublishingWorld } from "./publishing-world.ts";
import { takeReplies } from "./replies.ts";
import { type Sent, sentFrom, sentSetting } from "./sent.ts";
import { careFrom } from "./stored.ts";

/** How long stopping somebody can be taken back, in milliseconds. Source: ux.md 7.4. Nothing is shared meanwhile. */
const undoMilliseconds = 10_000;

/** Why something was not kept, by the kinds of `devices-trouble` in strings/; null where it was. */
export type Refusal = string | null;

/** The owner's side: whom she lets see what. Everything in it works offline; readers notice when the relay does. */
export interface Sharing {
  /** Everybody who was ever let in, by nickname; null until they were read. */
  readonly grants: ReadonlySignal<readonly Grant[] | null>;
  /** Every calendar feed that was not ended, by name. */
  readonly feeds: ReadonlySignal<readonly Feed[]>;
  /** What helps and what to bring; empty where she said nothing. */
  readonly care: ReadonlySignal<CareWords>;
  /** What this device has left at the relay. */
  readonly sent: ReadonlySignal<Sent>;
  /** `check-in` and `reminders` as they are kept. */
  readonly records: ReadonlySignal<ReadonlyMap<string, unknown>>;
  /** What is being made up for somebody new; in memory only. */
  readonly draft: Signal<Draft | null>;
  /** What an invitation is for; in memory only. */
  readonly agreement: Signal<Agreement | null>;
  /** Who was stopped within the last ten seconds. */
  readonly undoable: ReadonlySignal<Undoable | null>;
  /** What letters are made from now. Null without a vault. */
  shareable(): Shareable | null;
  share(agreement: Agreement, reader: ReaderKey): Promise<Refusal>;
  /** Ends a grant whose invitation came to nothing. */
  withdraw(id: string): Promise<Refusal>;
  /** Sees whether readers have replied; true if this one has. */
  lookForReply(id: string): Promise<boolean>;
  showLess(grant: Grant, less: Scope): Promise<Refusal>;
  pause(grant: Grant): Promise<Refusal>;
  resume(grant: Grant): Promise<Refusal>;
  /** Over from now on. For ten seconds, unless the page is left, it can be taken back. */
  end(grant: Grant): Promise<Refusal>;
  undoEnd(): Promise<Refusal>;
  /** Makes a calendar feed; needs the relay now. */
  makeFeed(feed: NewFeed): Promise<Refusal>;
  renewFeed(feed: Feed): Promise<Refusal>;
  /** Over from the next round with the relay on. */
  endFeed(feed: Feed): Promise<Refusal>;
  /** A calendar of the diary as it is, for a file. */
  calendarText(content: FeedContent): Promise<string>;
  /** Ends every grant and every feed at once, for good. */
  stopAll(): Promise<Refusal>;
  forget(id: string): Promise<Refusal>;
  rename(grant: Grant, nickname: string): Promise<Refusal>;
  /** "How I am today"; empty words take it back. */
  tell(id: string, words: string): Promise<Refusal>;
  keepCare(care: CareWords): Promise<Refusal>;
  keepRecord(name: "check-in" | "reminders", value: unknown): Promise<Refusal>;
  log(): Promise<readonly LoggedEvent[]>;
  purgeLog(): Promise<Refusal>;
}

/** Why a relay did not make a feed: what was to be kept of it is not kept. */
class NotMade extends Error {
  readonly kind: string;

  constructor(kind: string) {
    super("the relay made no feed");
    this.name = "NotMade";
    this.kind = kind;
  }
}

interface Undoable {
  readonly id: string;
  readonly nickname: string;
}

interface SharingParts {
  readonly place: DiaryPlace;
  readonly session: DiarySession;
  readonly today: ReadonlySignal<CalendarDate>;
  readonly world: Omit<PublishingWorld, "today">;
  /** Runs something later; gives what stops it. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
  /** Calls when the page is hidden or left. */
  readonly onHidden: (hidden: () => void) => void;
}

/** Opens the owner's side over whatever vault there is, and from now on ends its rounds with letters (rule 97). */
export function openSharing({ place, session, today, world, after, onHidden }: SharingParts): Sharing {
  const { suite } = world;
  const publishing: PublishingWorld = { ...world, today: () => today.peek() };
  const grants = signal<readonly Grant[] | null>(null);
  const undoable = signal<Undoable | null>(null);
  const sent = computed(() => sentFrom(session.settings.value.get(sentSetting)));
  const draft = signal<Draft | null>(null);
  let stopTimer: () => void = () => undefined;

  /** Changes whenever the vault shows something else. */
  const shown = <Value>(read: (vault: Vault) => Value, none: Value): ReadonlySignal<Value> =>
    computed(() => {
      const live = place.vault.value;
      live?.view.value;
      return live ? read(live.peek()) : none;
    });
  const shownIn = (vault: Vault, name: string) => shownValue(vault.fields(name).get("") ?? [])?.value;
  const care = shown((vault) => careFrom(shownIn(vault, careRecord)), careFrom(null));
  const records = shown((vault) => {
    const values = ["check-in", "reminders"].map((name) => [name, shownIn(vault, name)] as const);
    return new Map<string, unknown>(values.filter(([, value]) => value !== undefined));
  }, new Map<string, unknown>());

  const feeds = shown((vault) => feedsIn(vault).filter(({ isEnded }) => !isEnded), []);

  let reading = 0;
  const readAgain = async (): Promise<void> => {
    const mine = ++reading;
    const live = place.vault.peek();
    const read = live ? await readGrants(suite, live.peek(), today.peek()) : [];
    if (mine === reading) grants.value = read;
  };
  effect(() => {
    place.vault.value?.view.value;
    today.value;
    readAgain().catch(() => undefined);
  });

  const endRound: EndRound = async (vault, end) => {
    if (end === "outdated") {
      await publishEnds(publishing, vault);
      return false;
    }
    const before = sent.peek();
    if (!isDue(vault, before, today.peek())) {
      const isAwaited = ({ standing }: Grant) => standing === "waiting";
      const awaited = (grants.peek() ?? []).filter(isAwaited).filter(isPublished);
      const relay = vault.relay();
      if (awaited.length > 0 && relay !== null)
        await takeReplies(publishing, vault, vault.core().world.transport(relay), awaited);
      return true;
    }
    const { sent: now, isWhole } = await publish(publishing, vault, before);
    if (JSON.stringify(now) !== JSON.stringify(before)) await session.keepSetting(sentSetting, now);
    return isWhole;
  };
  effect(() => {
    place.vault.value?.endRoundsWith(endRound);
  });

  const change = async (make: (vault: Vault) => Promise<readonly Edit[]>): Promise<Refusal> => {
    const live = place.vault.peek();
    if (!live) return "no-relay";
    try {
      const kept = await live.act(async (vault) => vault.edit(await make(vault)));
      await readAgain();
      return failureOf(kept);
    } catch (error) {
      return error instanceof NotMade ? error.kind : kindOfThrown(error);
    }
  };
  const changing = (vault: Vault) => ({ suite, vault, today: today.peek() });
  const noted = (vault: Vault, kind: SharingEvent, who: string) =>
    eventEdits(suite, vault, today.peek(), [{ kind, who }]);

  // One write, and no other when the time is over: a second one would tell the relay what the first one was.
  const settleEnd = (): void => {
    stopTimer();
    undoable.value = null;
  };
  onHidden(settleEnd);

  return {
    grants,
    feeds,
    care,
    sent,
    records,
    draft,
    agreement: signal(null),
    undoable,
    shareable() {
      const live = place.vault.peek();
      return live && shareableOf(live.peek(), today.peek(), world.forecaster);
    },
    async share(agreement, reader) {
      const refused = await change((vault) => editsToShare(changing(vault), agreement, reader));
      if (refused === null) draft.value = null;
      return refused;
    },
    withdraw: (id) => change(async () => editsToEnd([id])),
    async lookForReply(id) {
      const known = (grants.peek() ?? []).find((grant) => grant.id === id);
      if (known?.standing !== "waiting") return known !== undefined;
      await place.vault.peek()?.syncNow();
      await readAgain();
      return (grants.peek() ?? []).some((grant) => grant.id === id && grant.reply !== null);
    },
    showLess: (grant, less) => change((vault) => editsToShowLess(changing(vault), grant, less)),
    pause: ({ id, nickname }) =>
      change(async (vault) => [editToPause(id), ...(await noted(vault, "paused", nickname))]),
    resume: ({ id, nickname }) =>
      change(async (vault) => [editToResume(id), ...(await noted(vault, "resumed", nickname))]),
    async end({ id, nickname }) {
      settleEnd();
      const refused = await change(async (vault) => [
        ...editsToEnd([id]),
        ...(await noted(vault, "ended", nickname)),
      ]);
      if (refused !== null) return refused;
      undoable.value = { id, nickname };
      stopTimer = after(undoMilliseconds, settleEnd);
      return null;
    },
    async undoEnd() {
      const ending = undoable.peek();
      settleEnd();
      if (ending === null) return null;
      return change(async (vault) => [
        editToUndoEnd(ending.id),
        ...(await noted(vault, "resumed", ending.nickname)),
      ]);
    },
    async stopAll() {
      settleEnd();
      return change(async (vault) => {
        // From the vault, not from the screen: somebody whom another device let in a moment ago is among them.
        const ids = (await readGrants(suite, vault, today.peek())).filter(isLive).map(({ id }) => id);
        const feedsToo = editsToEndFeeds(feedsIn(vault));
        return [...editsToEnd(ids), ...feedsToo, ...(await noted(vault, "stopped-all", ""))];
      });
    },
    makeFeed: (wanted) =>
      // Made first, and kept only if the relay took it: an address that does not work is of no use.
      change(async (vault) => {
        const made = await makeFeed(suite, vault, wanted, today.peek());
        if (!made.ok) throw new NotMade(made.error.kind);
        return [...made.value, ...(await noted(vault, "feed-made", wanted.name))];
      }),
    renewFeed: (feed) =>
      change(async (vault) => [
        editToRenewFeed(feed, today.peek()),
        ...(await noted(vault, "feed-renewed", feed.name)),
      ]),
    endFeed: (feed) =>
      change(async (vault) => [...editsToEndFeeds([feed]), ...(await noted(vault, "feed-ended", feed.name))]),
    async calendarText(content) {
      const secret = base64urlFromBytes(suite.randomBytes(32));
      const from = {
        diary: session.diary.peek(),
        forecast: forecastFromDiary(session.diary.peek(), today.peek(), world.forecaster),
        today: today.peek(),
      };
      return (await feedText(suite, world.sayCalendar, from, content, secret, null)).text;
    },
    forget: (id) => change(async () => editsToForget(id)),
    rename: (grant, nickname) => change(() => editsToRename(suite, grant, nickname)),
    tell: (id, words) =>
      change(async () => {
        const value = words === "" ? null : { date: today.peek(), words };
        return [{ record: grantNames(id).told, field: "", value }];
      }),
    keepCare: (words) => change(async () => [{ record: careRecord, field: "", value: words }]),
    keepRecord: (name, value) => change(async () => [{ record: name, field: "", value }]),
    async log() {
      const live = place.vault.peek();
      return live ? readLog(suite, live.peek()) : [];
    },
    purgeLog: () => change(async (vault) => purgeEdits(vault)),
  };
}
