import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { FeedLines } from "../feeds/feed-lines.tsx";
import { addFeedsWords } from "../feeds/feeds-words.ts";

/** Calendars elsewhere that read something, among everybody who does; they are made and ended on a screen of their own. */
export function FeedsSection({ sharing }: { readonly sharing: Sharing }): JSX.Element {
  const { navigation, words } = useApp();
  addFeedsWords(words);
  const feeds = sharing.feeds.value;
  return (
    <section class="sheet-section">
      <h2>
        <Say id="feeds-title" />
      </h2>
      {feeds.length === 0 && (
        <p>
          <Say id="people-feeds" />
        </p>
      )}
      {feeds.map((feed) => (
        <article class="person-card" key={feed.id}>
          <FeedLines sharing={sharing} feed={feed} />
        </article>
      ))}
      <button type="button" class="quiet-button" onClick={() => navigation.go("feeds")}>
        <Say id="feeds-open" />
      </button>
    </section>
  );
}
