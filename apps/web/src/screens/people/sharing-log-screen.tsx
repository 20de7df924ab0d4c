import { useSignal } from "@preact/signals";
import { parseCalendarDate } from "@tidetable/diary";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { saveFile } from "../../platform/save-file.ts";
import { type LoggedEvent, sharingEvents } from "../../sharing/event-log.ts";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { PurgeLog } from "./purge-log.tsx";

/** What was shared and when it was stopped, for its owner's memory. Every line is checked when it is shown. */
export function SharingLogScreen(): JSX.Element {
  const sharing = useSharing();
  const log = useSignal<readonly LoggedEvent[] | null>(null);
  const isSaved = useSignal(false);
  const grants = sharing?.grants.value;
  const read = () => {
    sharing?.log().then((lines) => {
      log.value = lines;
    });
  };
  useEffect(read, [sharing, grants]);
  const lines = log.value;
  return (
    <div class="more">
      <ScreenHead>
        <Say id="log-title" />
      </ScreenHead>
      <p class="aside">
        <Say id="log-how" />
      </p>
      {lines?.length === 0 && (
        <p>
          <Say id="log-none" />
        </p>
      )}
      {sharing && lines && lines.length > 0 && (
        <>
          <section class="sheet-section">
            <p role="status">
              <Say id={lines.every(({ isWhole }) => isWhole) ? "log-whole" : "log-broken"} />
            </p>
            <ul class="events">
              {lines.map((line) => (
                <LogLine key={`${line.device}/${line.number}`} line={line} />
              ))}
            </ul>
          </section>
          <section class="sheet-section">
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                saveFile("tidetable-log.json", "application/json", `${JSON.stringify(lines, null, 2)}\n`);
                isSaved.value = true;
              }}
            >
              <Say id="log-save" />
            </button>
            <p class="aside" role="status">
              {isSaved.value && <Say id="log-saved" />}
            </p>
            <PurgeLog sharing={sharing} onDone={read} />
          </section>
        </>
      )}
    </div>
  );
}

function LogLine({ line: { date, kind, who, isWhole } }: { readonly line: LoggedEvent }): JSX.Element {
  const { words } = useApp();
  const day = parseCalendarDate(date);
  const known = sharingEvents.find((one) => one === kind) ?? "other";
  return (
    <li class="event">
      <span>
        <Say id="log-line" values={{ kind: known, who }} />
        {!isWhole && (
          <>
            <br />
            <b>
              <Say id="log-line-broken" />
            </b>
          </>
        )}
      </span>
      <span class="aside">{day && <bdi>{words.date(day, "weekday-day-month-year")}</bdi>}</span>
    </li>
  );
}
