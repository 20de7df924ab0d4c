import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { type OpenedFile, openCalendarFile } from "../../calendars/reading-files.ts";
import { takeSharedFiles } from "../../calendars/shared-files.ts";
import {
  calendarPrefix,
  calendarToKeep,
  type KeptCalendar,
  mostCalendars,
  storedFrom,
} from "../../calendars/stored-calendar.ts";
import { Say } from "../../strings/say.tsx";
import { CalendarPreview } from "./calendar-preview.tsx";

/** Calendar files on this device: chosen or shared with the app, looked at, kept, and thrown away again. */
export function CalendarFiles({ calendars }: { readonly calendars: readonly KeptCalendar[] }): JSX.Element {
  const { session, today } = useApp();
  const opened = useSignal<readonly OpenedFile[]>([]);
  const isReading = useSignal(false);
  const isRefused = useSignal(false);
  const fileId = useId();

  const read = async (files: readonly File[]) => {
    isReading.value = files.length > 0;
    for (const file of files) {
      const one = await openCalendarFile(file, today.value);
      opened.value = [...opened.value, one];
    }
    isReading.value = false;
  };
  // A file that was shared with the app brought its reader here.
  useEffect(() => {
    takeSharedFiles().then(read);
  }, []);

  const drop = (one: OpenedFile) => {
    opened.value = opened.value.filter((other) => other !== one);
  };
  const keep = async (one: OpenedFile, withFree: boolean) => {
    if (one.kind !== "read") return;
    const { file, fileName } = one;
    const calendar = calendarToKeep(file, {
      id: crypto.randomUUID(),
      fileName,
      today: today.value,
      withFree,
    });
    // A file of the same name is read anew: it takes the older one's place.
    const older = calendars.find(({ name }) => name === calendar.name);
    const id = older?.id ?? calendar.id;
    const { ok } = await session.keepSetting(calendarPrefix + id, storedFrom(calendar));
    isRefused.value = !ok;
    if (ok) drop(one);
  };
  const remove = async ({ id }: KeptCalendar) => {
    const { ok } = await session.keepSetting(calendarPrefix + id, null);
    isRefused.value = !ok;
  };
  const hasRoomFor = (one: OpenedFile): boolean =>
    calendars.length < mostCalendars ||
    (one.kind === "read" && calendars.some(({ name }) => name === one.file.name));

  return (
    <section class="sheet-section plan-calendars">
      <h2>
        <Say id="calfile-title" />
      </h2>
      {opened.value.map((one) => (
        <CalendarPreview
          key={one.key}
          opened={one}
          hasRoom={hasRoomFor(one)}
          onKeep={(withFree) => keep(one, withFree)}
          onDiscard={() => drop(one)}
        />
      ))}
      {calendars.length > 0 && (
        <ul class="events">
          {calendars.map((calendar) => (
            <KeptLine key={calendar.id} calendar={calendar} onRemove={() => remove(calendar)} />
          ))}
        </ul>
      )}
      <p class="aside">
        <Say id={calendars.length === 0 ? "calfile-why" : "calfile-anew"} />
      </p>
      <label class="file-button" for={fileId}>
        <Say id={calendars.length === 0 ? "calfile-pick" : "calfile-pick-more"} />
        <input
          id={fileId}
          type="file"
          accept=".ics,text/calendar"
          multiple
          autocomplete="off"
          onChange={(event) => {
            const input = event.currentTarget;
            // The same file can be picked again after it was changed.
            read([...(input.files ?? [])]).finally(() => {
              input.value = "";
            });
          }}
        />
      </label>
      <div role="status">
        {isReading.value && (
          <p class="aside">
            <Say id="calfile-reading" />
          </p>
        )}
        {isRefused.value && (
          <p class="notice failure">
            <Say id="calfile-not-kept" />
          </p>
        )}
      </div>
    </section>
  );
}

function KeptLine({
  calendar: { name, events, read },
  onRemove,
}: {
  readonly calendar: KeptCalendar;
  readonly onRemove: () => void;
}): JSX.Element {
  const { words } = useApp();
  return (
    <li class="event">
      <span>
        <bdi>{name}</bdi>
        <br />
        <span class="aside">
          <Say id="calfile-line" values={{ count: events.length, read: words.date(read, "day-month") }} />
        </span>
      </span>
      <button
        type="button"
        class="link"
        aria-label={words.say("calfile-remove", { name })}
        onClick={onRemove}
      >
        <Say id="remove" />
      </button>
    </li>
  );
}
