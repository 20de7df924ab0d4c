import { useSignal } from "@preact/signals";
import { defaultHorizonDays } from "@tidetable/diary/calendar/out";
import type { JSX } from "preact";
import type { FeedContent } from "../../feeds/stored-feed.ts";
import { saveFile } from "../../platform/save-file.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { ContentChoice } from "./content-choice.tsx";

/** What a new calendar tells unless more is chosen. */
export const firstContent: FeedContent = {
  what: ["forecast"],
  titles: "neutral",
  horizonDays: defaultHorizonDays,
};

/** The dates as a file, made here: nothing leaves this device. */
export function CalendarFile({ sharing }: { readonly sharing: Sharing }): JSX.Element {
  const content = useSignal(firstContent);
  const isSaved = useSignal(false);
  return (
    <section class="sheet-section">
      <h2>
        <Say id="feeds-file" />
      </h2>
      <p>
        <Say id="feeds-file-what" />
      </p>
      <ContentChoice
        content={content.value}
        onChange={(next) => {
          content.value = next;
          isSaved.value = false;
        }}
      />
      <button
        type="button"
        class="main-button"
        disabled={content.value.what.length === 0}
        onClick={async () => {
          saveFile("calendar.ics", "text/calendar", await sharing.calendarText(content.peek()));
          isSaved.value = true;
        }}
      >
        <Say id="feeds-file-save" />
      </button>
      <p class="aside" role="status">
        {isSaved.value && <Say id="feeds-file-saved" />}
      </p>
    </section>
  );
}
