import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { BeginForSharing } from "../person/begin-for-sharing.tsx";
import { CalendarFile } from "./calendar-file.tsx";
import { FeedCard } from "./feed-card.tsx";
import { addFeedsWords } from "./feeds-words.ts";
import { NewFeed } from "./new-feed.tsx";

/** The dates in another calendar: as a file first, and as an address only after what that gives away. */
export function FeedsScreen(): JSX.Element {
  const { place, words } = useApp();
  addFeedsWords(words);
  const sharing = useSharing();
  return (
    <div class="more people">
      <ScreenHead>
        <Say id="feeds-title" />
      </ScreenHead>
      {sharing && <CalendarFile sharing={sharing} />}
      {sharing?.feeds.value.map((feed) => (
        <FeedCard key={feed.id} sharing={sharing} feed={feed} />
      ))}
      {place.vault.value === null ? (
        <section class="sheet-section">
          <h2>
            <Say id="feeds-new" />
          </h2>
          <p>
            <Say id="feeds-no-relay" />
          </p>
          <BeginForSharing />
        </section>
      ) : (
        sharing && <NewFeed sharing={sharing} live={place.vault.value} />
      )}
    </div>
  );
}
