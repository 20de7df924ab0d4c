import feedsWords from "../../strings/later/feeds.en.ftl?raw";
import type { Words } from "../../strings/words.ts";

/** Adds the words of calendar feeds, which whoever never looks at them does not load. */
export function addFeedsWords(words: Words): void {
  if (!words.has("feeds-title")) words.add(feedsWords);
}
