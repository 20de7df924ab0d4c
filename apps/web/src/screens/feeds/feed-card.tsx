import { useSignal } from "@preact/signals";
import { feedPath } from "@tidetable/sync";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { type Feed, longestFeedDays } from "../../feeds/stored-feed.ts";
import { copyFrom } from "../../platform/copy-text.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { FeedLines } from "./feed-lines.tsx";

interface FeedCardProps {
  readonly sharing: Sharing;
  readonly feed: Feed;
}

/** One feed: what it tells and until when, its address, and its end. */
export function FeedCard({ sharing, feed }: FeedCardProps): JSX.Element {
  const { today } = useApp();
  const isAsked = useSignal(false);
  const work = useWork();
  const trouble = sharing.sent.value.feeds[feed.id]?.trouble;
  const isOver = feed.last < today.value;
  return (
    <article class="person-card">
      <FeedLines sharing={sharing} feed={feed} />
      {!isOver && <FeedAddress feed={feed} />}
      <div class="answers">
        {isAsked.value ? (
          <>
            <p>
              <Say id="feeds-end-what" values={{ name: feed.name }} />
            </p>
            <button
              type="button"
              class="main-button"
              disabled={work.isBusy.value}
              onClick={() => work.run(() => sharing.endFeed(feed))}
            >
              <Say id="feeds-end-do" />
            </button>
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                isAsked.value = false;
              }}
            >
              <Say id="feeds-end-no" />
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                isAsked.value = true;
              }}
            >
              <Say id="feeds-end" values={{ name: feed.name }} />
            </button>
            <button
              type="button"
              class="quiet-button"
              disabled={work.isBusy.value}
              onClick={() => work.run(() => sharing.renewFeed(feed))}
            >
              <Say id="feeds-renew" values={{ days: longestFeedDays }} />
            </button>
          </>
        )}
      </div>
      <TroubleLine kind={work.failure.value} />
      {trouble && (
        <p class="notice failure">
          <Say id="feeds-trouble" values={{ kind: trouble }} />
        </p>
      )}
    </article>
  );
}

/** The secret itself, shown when it is asked for: somebody may be looking over a shoulder. */
function FeedAddress({ feed }: { readonly feed: Feed }): JSX.Element {
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const isShown = useSignal(false);
  const copied = useSignal<boolean | null>(null);
  if (!isShown.value)
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          isShown.value = true;
        }}
      >
        <Say id="feeds-address-show" values={{ name: feed.name }} />
      </button>
    );
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id="feeds-address" />
      </label>
      <div class="name-adder">
        <input
          id={fieldId}
          ref={field}
          type="text"
          readOnly
          autocomplete="off"
          value={feed.relay + feedPath(feed.keys.token)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            copied.value = field.current !== null && copyFrom(field.current);
          }}
        >
          <Say id="pairing-copy" />
        </button>
      </div>
      <p class="aside" role="status">
        {copied.value !== null && <Say id={copied.value ? "pairing-copied" : "pairing-not-copied"} />}
      </p>
      <p class="aside">
        <Say id="feeds-address-how" />
      </p>
    </div>
  );
}
