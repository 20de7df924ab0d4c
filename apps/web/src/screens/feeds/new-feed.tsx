import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import type { NewFeed as WantedFeed } from "../../feeds/changing-feeds.ts";
import { longestFeedDays } from "../../feeds/stored-feed.ts";
import { ownRelay } from "../../platform/relay-transport.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import type { LiveVault } from "../../vault/live-vault.ts";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork, type WorkFailure } from "../devices/use-work.ts";
import { firstContent } from "./calendar-file.tsx";
import { ContentChoice } from "./content-choice.tsx";

/** Days for which an address is offered to work. */
const lengths = [30, 60, longestFeedDays] as const;
/** Letters of a name. Our choice: a line on a screen. */
const longestName = 60;

const limits = ["reads", "relay", "provider", "leaks", "times", "after", "ends", "moves"] as const;

interface NewFeedProps {
  readonly sharing: Sharing;
  readonly live: LiveVault;
}

/** Makes it at the vault's relay, or first brings the vault to this page's own; why not, or null. */
async function make({ sharing, live }: NewFeedProps, feed: WantedFeed): Promise<WorkFailure | null> {
  if (live.peek().relay() === null) {
    const connected = await live.act((vault) => vault.connect(ownRelay(), null));
    if (!connected.ok) return connected.error.kind;
  }
  return sharing.makeFeed(feed);
}

/** An address that another program asks for: what it gives away stands before the button, and it is off until then. */
export function NewFeed({ sharing, live }: NewFeedProps): JSX.Element {
  const { words } = useApp();
  const nameId = useId();
  const isOpen = useSignal(false);
  const name = useSignal("");
  const content = useSignal(firstContent);
  const days = useSignal<number>(longestFeedDays);
  const work = useWork();
  const isReady = name.value.trim() !== "" && content.value.what.length > 0;
  return (
    <section class="sheet-section">
      <h2>
        <Say id="feeds-new" />
      </h2>
      <p>
        <Say id="feeds-what" />
      </p>
      <ul class="limits">
        {limits.map((limit) => (
          <li key={limit}>
            <Say id={`feeds-limit-${limit}`} />
          </li>
        ))}
      </ul>
      {isOpen.value ? (
        <form
          class="sheet-section"
          autocomplete="off"
          onSubmit={async (event) => {
            event.preventDefault();
            const wanted = { ...content.peek(), name: name.peek().trim(), days: days.peek() };
            if (!(await work.run(() => make({ sharing, live }, wanted)))) return;
            name.value = "";
            content.value = firstContent;
            isOpen.value = false;
          }}
        >
          <div class="field">
            <label class="field-label" for={nameId}>
              <Say id="feeds-name" />
            </label>
            <input
              id={nameId}
              type="text"
              autocomplete="off"
              maxLength={longestName}
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value;
              }}
            />
          </div>
          <ContentChoice
            content={content.value}
            onChange={(next) => {
              content.value = next;
            }}
          />
          <ChoiceButtons
            label={words.say("feeds-until")}
            className="choice-row"
            choices={lengths.map((value) => ({ value, name: words.say("feeds-days", { days: value }) }))}
            value={days.value}
            onPick={(picked = days.peek()) => {
              days.value = picked;
            }}
          />
          <button type="submit" class="main-button" disabled={!isReady || work.isBusy.value}>
            <Say id="feeds-make" />
          </button>
          <TroubleLine kind={work.failure.value} />
        </form>
      ) : (
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            isOpen.value = true;
          }}
        >
          <Say id="feeds-begin" />
        </button>
      )}
    </section>
  );
}
