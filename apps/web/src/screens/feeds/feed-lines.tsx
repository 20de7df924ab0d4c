import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Feed } from "../../feeds/stored-feed.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";

interface FeedLinesProps {
  readonly sharing: Sharing;
  readonly feed: Feed;
}

/** Who reads a feed, what it tells, until when, and when this device last left it. */
export function FeedLines({ sharing, feed }: FeedLinesProps): JSX.Element {
  const { words, today } = useApp();
  const { id, name, what, titles, horizonDays, last } = feed;
  const sent = sharing.sent.value.feeds[id];
  return (
    <>
      <header class="person-card-head">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span class="aside">
          <Say
            id={last < today.value ? "feeds-over" : "people-until"}
            values={{ date: words.date(last, "weekday-day-month-year") }}
          />
        </span>
      </header>
      <ul class="limits">
        {what.map((part) => (
          <li key={part}>
            <Say id="feeds-part" values={{ part }} />
          </li>
        ))}
      </ul>
      <p class="aside">
        <Say id="feeds-tells" values={{ titles, days: horizonDays }} />
      </p>
      <p class="aside">
        {sent?.date ? (
          <Say id="feeds-left" values={{ date: words.date(sent.date, "long") }} />
        ) : (
          <Say id="feeds-not-left" />
        )}
      </p>
    </>
  );
}
