import {
  aheadForReaders,
  type CalendarDate,
  diaryFromValues,
  type Forecaster,
  plansForReaders,
} from "@tidetable/diary";
import { type MakeLetterbox, publishLetters, shownValue, type Vault } from "@tidetable/sync";
import { deleteEndedFeeds, leaveFeeds } from "../feeds/leaving-feeds.ts";
import { valuesFromVault } from "../vault/field-edits.ts";
import { readGrants } from "./grants.ts";
import { deleteLapsed, leaveForwarding } from "./leaving.ts";
import { isPublished, letterFor, type Shareable } from "./letters.ts";
import { careRecord, isSharingName } from "./names.ts";
import type { PublishingWorld } from "./publishing-world.ts";
import { leaveOwnQueue, leaveQueue } from "./queues.ts";
import { takeReplies } from "./replies.ts";
import { nothingToReader, numberBefore, type Sent, type SentToReader } from "./sent.ts";
import { careFrom } from "./stored.ts";

/** What became of a round: what this device remembers of it, and whether everything was left. */
export interface Publication {
  readonly sent: Sent;
  readonly isWhole: boolean;
}

/** How many entries this device has in the log. */
const entriesOf = (vault: Vault): number => vault.core().replica.authors.get(vault.device().id)?.seq ?? 0;

/**
 * Whether a round ends with letters: it sent something, it is the first of a day, or the relay is a new one (rule 97).
 * What a page that was closed in between did not come to is done by the next one.
 */
export const isDue = (vault: Vault, sent: Sent, today: CalendarDate): boolean =>
  sent.entries !== entriesOf(vault) || sent.date !== today || sent.relay !== vault.relay();

/**
 * Ends a round of a device that may be outdated, or have been removed: blank letters for whom its owner shows nothing any
 * more, and the deletion of feeds that she ended, where she has just said so, and nothing else. What it would show, and to whom, another device may have ended.
 */
export async function publishEnds({ suite, today }: PublishingWorld, vault: Vault): Promise<void> {
  const relay = vault.relay();
  if (relay === null || vault.waiting() === 0) return;
  await deleteEndedFeeds(suite, vault);
  const grants = (await readGrants(suite, vault, today())).filter(isPublished);
  const blank = grants
    .filter(({ standing }) => standing !== "open" && standing !== "waiting")
    .map(({ secrets }) => ({ ...secrets, number: numberBefore(today()), content: null }));
  await publishLetters({
    suite,
    transport: vault.core().world.transport(relay),
    make: null,
    letters: blank,
  });
}

/** What is shared now, from the vault itself: a screen may lag behind it. */
export function shareableOf(vault: Vault, today: CalendarDate, forecaster: Forecaster): Shareable {
  const values = [...valuesFromVault(vault)].filter(([name]) => !isSharingName(name));
  const { diary } = diaryFromValues(new Map(values));
  const care = careFrom(shownValue(vault.fields(careRecord).get("") ?? [])?.value);
  const { answer: forecast } = aheadForReaders(diary, today, forecaster);
  return { diary, forecast, care, today, plans: plansForReaders(diary, today, forecaster) };
}

/**
 * Ends a round: takes replies in, leaves a letter in every letterbox, a full queue for everybody who wants notices and
 * each calendar feed, and deletes what belongs to grants whose last day has passed. What each letter says makes no difference to what is sent.
 */
export async function publish(world: PublishingWorld, vault: Vault, before: Sent): Promise<Publication> {
  const { suite } = world;
  const [today, relay, entries] = [world.today(), vault.relay(), entriesOf(vault)];
  if (relay === null) return { sent: before, isWhole: true };
  const transport = vault.core().world.transport(relay);
  const make: MakeLetterbox = (kind, key) => vault.makeLetterbox(kind, key);
  const sent: { -readonly [Key in keyof Sent]: Sent[Key] } = { ...before, readers: { ...before.readers } };
  const remember = (id: string, changes: Partial<SentToReader>) => {
    sent.readers = { ...sent.readers, [id]: { ...(sent.readers[id] ?? nothingToReader), ...changes } };
  };
  let isWhole = true;

  const first = await readGrants(suite, vault, today);
  isWhole = (await takeReplies(world, vault, transport, first.filter(isPublished))) && isWhole;
  const grants = (await readGrants(suite, vault, today)).filter(isPublished);
  if (grants.length > 0) {
    const shareable = shareableOf(vault, today, world.forecaster);
    const numberOf = (id: string) => Math.max(sent.readers[id]?.letter ?? 0, numberBefore(today));
    const letters = grants.map((grant) => letterFor(grant, shareable, numberOf(grant.id)));
    for (const { id, outcome, number } of await publishLetters({ suite, transport, make, letters })) {
      if (outcome === "left") remember(id, { letter: number, date: today });
      else isWhole = false;
    }
    for (const grant of grants) {
      const left = await leaveQueue(world, vault, transport, make, grant, shareable, sent.readers[grant.id]);
      if (left === null) continue;
      remember(grant.id, left.changes);
      if (left.isToTryAgain) isWhole = false;
    }
    await leaveForwarding(world, vault, grants, shareable, numberOf);
  }
  const own = world.ownQueue(vault);
  if (own !== null) isWhole = (await leaveOwnQueue(world, transport, make, own)) && isWhole;
  const shareable = () => shareableOf(vault, today, world.forecaster);
  const left = await leaveFeeds(world, vault, relay, shareable, before.feeds);
  sent.feeds = left.sent;
  isWhole = left.isWhole && isWhole;
  isWhole = (await deleteLapsed(world, vault, transport, first)) && isWhole;
  if (isWhole) Object.assign(sent, { entries, date: today, relay });
  return { sent, isWhole };
}
