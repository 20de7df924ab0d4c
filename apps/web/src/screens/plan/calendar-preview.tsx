import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { OpenedFile } from "../../calendars/reading-files.ts";
import { mostKeptEvents } from "../../calendars/stored-calendar.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";

interface CalendarPreviewProps {
  readonly opened: OpenedFile;
  /** Whether there is room for one more. */
  readonly hasRoom: boolean;
  readonly onKeep: (withFree: boolean) => void;
  readonly onDiscard: () => void;
}

/** What a calendar file holds, or why it was not read. Nothing of it is kept before that is asked for. */
export function CalendarPreview({ opened, hasRoom, onKeep, onDiscard }: CalendarPreviewProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [opened]);
  return (
    <section class="sheet-section plan-preview" aria-live="polite">
      <h3 ref={heading} tabIndex={-1}>
        <bdi>{opened.kind === "read" ? (opened.file.name ?? opened.fileName) : opened.fileName}</bdi>
      </h3>
      {opened.kind === "read" ? (
        <ReadFileLines opened={opened} hasRoom={hasRoom} onKeep={onKeep} onDiscard={onDiscard} />
      ) : (
        <>
          <p class="notice failure">
            {opened.kind === "refused" ? (
              <SaySentence sentence={opened.why} />
            ) : (
              <Say id="calfile-refused" values={{ kind: opened.kind }} />
            )}
          </p>
          <button type="button" class="quiet-button" onClick={onDiscard}>
            <Say id="dismiss" />
          </button>
        </>
      )}
    </section>
  );
}

type ReadFileLinesProps = Omit<CalendarPreviewProps, "opened"> & {
  readonly opened: Extract<OpenedFile, { readonly kind: "read" }>;
};

function ReadFileLines({ opened, hasRoom, onKeep, onDiscard }: ReadFileLinesProps): JSX.Element {
  const { words } = useApp();
  const withFree = useSignal(false);
  const { events, leftOut, leftOutCount, until } = opened.file;
  const free = events.filter(({ isFree }) => isFree).length;
  const counted = events.filter(({ isFree }) => withFree.value || !isFree);
  const count = counted.length;
  const [first, last] = [counted[0]?.first, counted.at(-1)?.first];
  return (
    <>
      <p>
        <Say
          id="calfile-count"
          values={{
            count,
            from: first ? words.date(first, "day-month-year") : "",
            to: last ? words.date(last, "day-month-year") : "",
          }}
        />
        {count > mostKeptEvents && (
          <>
            {" "}
            <Say id="calfile-first" values={{ most: mostKeptEvents }} />
          </>
        )}
      </p>
      {free > 0 && (
        <Toggle
          isOn={withFree.value}
          onToggle={(isOn) => {
            withFree.value = isOn;
          }}
        >
          <Say id="calfile-free" values={{ count: free }} />
        </Toggle>
      )}
      {leftOutCount > 0 && (
        <details class="finding">
          <summary>
            <Say id="calfile-left-out" values={{ count: leftOutCount }} />
          </summary>
          <ul>
            {leftOut.map((sentence, at) => (
              <li key={at}>
                <SaySentence sentence={sentence} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="aside">
        <Say id="calfile-what" values={{ until: words.date(until, "month-year") }} />
      </p>
      {!hasRoom && (
        <p class="notice">
          <Say id="calfile-no-room" />
        </p>
      )}
      <div class="answers">
        {hasRoom && count > 0 && (
          <button type="button" class="main-button" onClick={() => onKeep(withFree.value)}>
            <Say id="calfile-keep" />
          </button>
        )}
        <button type="button" class="quiet-button" onClick={onDiscard}>
          <Say id="preview-discard" />
        </button>
      </div>
    </>
  );
}
