import { addDays, type CalendarDate } from "@tidetable/diary";
import {
  base64urlFromBytes,
  type Edit,
  feedAt,
  makeFeedKeys,
  type Suite,
  type Vault,
  writeKeyPublic,
} from "@tidetable/sync";
import { feedNames } from "../sharing/names.ts";
import { type Feed, type FeedContent, longestFeedDays, valueFromFeed } from "./stored-feed.ts";

/** A feed that is to be made. */
export interface NewFeed extends FeedContent {
  readonly name: string;
  /** Days on which it is read, today included: 1 to `longestFeedDays`. */
  readonly days: number;
}

/** Makes a feed at the vault's relay, empty until the round that follows; its record, or why there is none. */
export async function makeFeed(
  suite: Suite,
  vault: Pick<Vault, "relay" | "makeFeed" | "core">,
  { name, days, ...content }: NewFeed,
  today: CalendarDate,
): Promise<
  | { readonly ok: true; readonly value: readonly Edit[] }
  | { readonly ok: false; readonly error: { readonly kind: string } }
> {
  const relay = vault.relay();
  if (relay === null) return { ok: false, error: { kind: "no-relay" } };
  const keys = makeFeedKeys(suite);
  const { id: feedId } = await feedAt(suite, vault.core().world.transport(relay), keys);
  const made = await vault.makeFeed(feedId, await writeKeyPublic(suite, keys));
  if (!made?.ok) return { ok: false, error: { kind: made === null ? "no-relay" : made.error.kind } };
  const feed: Feed = {
    id: base64urlFromBytes(suite.randomBytes(8)),
    keys,
    name,
    relay,
    made: today,
    last: lastDayOfFeed(today, days),
    isEnded: false,
    ...content,
  };
  return { ok: true, value: [whole(feedNames(feed.id).feed, valueFromFeed(feed))] };
}

/** The last of so many days, today included. @throws RangeError for none, or more than `longestFeedDays` */
function lastDayOfFeed(today: CalendarDate, days: number): CalendarDate {
  if (!Number.isInteger(days) || days < 1 || days > longestFeedDays)
    throw new RangeError(`days expects 1 to ${longestFeedDays}, got ${days}`);
  return addDays(today, days - 1);
}

/** The same address for as long again as a feed can have. */
export const editToRenewFeed = (feed: Feed, today: CalendarDate): Edit =>
  whole(feedNames(feed.id).feed, valueFromFeed({ ...feed, last: lastDayOfFeed(today, longestFeedDays) }));

/** Over: the round that follows deletes them at the relay, and then their records. */
export const editsToEndFeeds = (feeds: readonly Feed[]): readonly Edit[] =>
  feeds.filter(({ isEnded }) => !isEnded).map(({ id }) => whole(feedNames(id).end, true));

const whole = (record: string, value: unknown): Edit => ({ record, field: "", value });
