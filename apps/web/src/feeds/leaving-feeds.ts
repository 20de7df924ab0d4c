import { dayNumberFromDate } from "@tidetable/diary";
import { type Edit, feedAt, leaveFeed, type Suite, sealFeed, type Vault } from "@tidetable/sync";
import type { Shareable } from "../sharing/letters.ts";
import { feedNames } from "../sharing/names.ts";
import type { PublishingWorld } from "../sharing/publishing-world.ts";
import { numberBefore, type SentFeed } from "../sharing/sent.ts";
import { feedText } from "./feed-text.ts";
import { type Feed, feedMemoryIn, feedsIn } from "./stored-feed.ts";

/** What a round has left in feeds, and whether all of it. */
interface LeftFeeds {
  readonly sent: Readonly<Record<string, SentFeed>>;
  readonly isWhole: boolean;
}

const notSent: SentFeed = { number: 0, date: null, isMissing: false, trouble: null };

/**
 * Leaves each feed anew, whether or not it says something else (rule 112), and deletes those that are ended or that
 * another relay's address names.
 *
 * A feed that is not there is made again only when it is missing in two rounds in turn: one that another device ended a
 * moment ago is not there either, and the round in between tells of it.
 */
export async function leaveFeeds(
  world: Pick<PublishingWorld, "suite" | "today" | "sayCalendar">,
  vault: Vault,
  relay: string,
  shareable: () => Shareable,
  before: Readonly<Record<string, SentFeed>>,
): Promise<LeftFeeds> {
  const { suite } = world;
  const today = world.today();
  const all = feedsIn(vault);
  const isOver = (feed: Feed): boolean => feed.isEnded || feed.relay !== relay;
  let isWhole = await endFeeds(suite, vault, all.filter(isOver));
  const sent: Record<string, SentFeed> = {};
  let now: Shareable | null = null;
  for (const feed of all.filter((one) => !isOver(one))) {
    const known = before[feed.id] ?? notSent;
    sent[feed.id] = known;
    if (feed.last < today) continue;
    now ??= shareable();
    const memory = feedMemoryIn(vault, feed.id);
    const { keys } = feed;
    const said = await feedText(suite, world.sayCalendar, now, feed, keys.token, memory?.calendar ?? null);
    const sealed = await sealFeed(suite, keys.token, said.text, memory?.size);
    const { outcome, number } = await leaveFeed({
      suite,
      transport: vault.core().world.transport(relay),
      make: known.isMissing ? (id, key) => vault.makeFeed(id, key) : null,
      keys,
      number: Math.max(known.number, numberBefore(today)),
      sealed,
      last: dayNumberFromDate(feed.last),
    });
    const isLeft = outcome === "left";
    sent[feed.id] = {
      number: isLeft ? number : known.number,
      date: isLeft ? today : known.date,
      isMissing: outcome === "unknown" && !known.isMissing,
      trouble: isLeft ? null : outcome,
    };
    // What a relay refuses for good is not sent again and again; the screen says it.
    if (!isLeft && outcome !== "malformed" && outcome !== "too-large") isWhole = false;
    const next = { size: sealed.length, calendar: said.memory };
    if (isLeft && JSON.stringify(next) !== JSON.stringify(memory))
      await vault.edit([{ record: feedNames(feed.id).memory, field: "", value: next }]);
  }
  return { sent, isWhole };
}

/** Deletes what relays have of these feeds, and then their keys; false where a relay did not do it. */
async function endFeeds(suite: Suite, vault: Vault, feeds: readonly Feed[]): Promise<boolean> {
  let isWhole = true;
  for (const feed of feeds) {
    if (await deleteFeed(suite, vault, feed)) await vault.edit(editsToForgetFeed(feed.id));
    // Where the vault was before nobody may answer any more; the feed's last day ends it there.
    else if (feed.relay === vault.relay()) isWhole = false;
  }
  return isWhole;
}

/** Of an outdated or removed device: deletes what its owner has just ended, and leaves nothing (rule 112). */
export async function deleteEndedFeeds(suite: Suite, vault: Vault): Promise<void> {
  for (const feed of feedsIn(vault)) if (feed.isEnded) await deleteFeed(suite, vault, feed);
}

/** Deletes every feed that a vault has; false where its relay did not do it. */
export async function deleteAllFeeds(suite: Suite, vault: Vault): Promise<boolean> {
  let isDeleted = true;
  for (const feed of feedsIn(vault)) {
    const isGone = await deleteFeed(suite, vault, feed);
    if (!isGone && feed.relay === vault.relay()) isDeleted = false;
  }
  return isDeleted;
}

async function deleteFeed(suite: Suite, vault: Vault, { keys, relay }: Feed): Promise<boolean> {
  const feed = await feedAt(suite, vault.core().world.transport(relay), keys);
  const answer = await feed.delete();
  return answer.ok || answer.error.kind === "unknown";
}

const editsToForgetFeed = (id: string): readonly Edit[] =>
  Object.values(feedNames(id)).map((record) => ({ record, field: "", value: null }));
