// Names of what the owner's vault holds about sharing. They are no part of the diary: nothing that reads a diary, an
// export among it, comes across them.

const grantPrefix = "share/";
const keysPrefix = "share-keys/";
const pausePrefix = "share-pause/";
const endPrefix = "share-end/";
const replyPrefix = "share-reply/";
const toldPrefix = "share-told/";
const eventPrefix = "share-event/";
const careName = "share-care";
const feedPrefix = "feed/";
const feedEndPrefix = "feed-end/";
const feedMemoryPrefix = "feed-memory/";
/** Questions to oneself and notices to oneself, which screens of their own write. */
const otherNames = ["check-in", "reminders"] as const;

/** Where the records of one grant are. */
export const grantNames = (id: string) =>
  ({
    grant: grantPrefix + id,
    keys: keysPrefix + id,
    pause: pausePrefix + id,
    end: endPrefix + id,
    reply: replyPrefix + id,
    told: toldPrefix + id,
  }) as const;

/** The grant's id in the name of its first record; null for any other name. */
export const grantIdFrom = (name: string): string | null =>
  name.startsWith(grantPrefix) ? name.slice(grantPrefix.length) : null;

export const careRecord = careName;

/** Where the records of one calendar feed are. */
export const feedNames = (id: string) =>
  ({ feed: feedPrefix + id, end: feedEndPrefix + id, memory: feedMemoryPrefix + id }) as const;

/** The feed's id in the name of its first record; null for any other name. */
export const feedIdFrom = (name: string): string | null =>
  name.startsWith(feedPrefix) ? name.slice(feedPrefix.length) : null;

export const eventName = (device: string, number: number): string => `${eventPrefix}${device}/${number}`;

/** The device and the number in the name of an event; null for any other name. */
export function eventFrom(name: string): { readonly device: string; readonly number: number } | null {
  const [, device, number] = /^share-event\/([\w-]+)\/([1-9]\d{0,8})$/.exec(name) ?? [];
  return device === undefined ? null : { device, number: Number(number) };
}

/** Whether a record is about sharing, feeds or notices, and so none of the diary's own. */
export const isSharingName = (name: string): boolean =>
  name.startsWith("share-") ||
  [grantPrefix, feedPrefix, feedEndPrefix, feedMemoryPrefix].some((prefix) => name.startsWith(prefix)) ||
  otherNames.some((one) => one === name);
