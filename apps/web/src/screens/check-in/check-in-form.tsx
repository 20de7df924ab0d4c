import { useSignal } from "@preact/signals";
import { addDays, type CalendarDate, type CheckIn, parseCheckIn, wordsOfNotice } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import type { Grant } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { HourChoice } from "../reminders/hour-choice.tsx";
import { hourWords } from "../reminders/hour-words.ts";
import { CheckInLimits } from "./check-in-limits.tsx";

/** Days that are offered, from today on. Our choice: two weeks, as far as plans for single days reach. */
const daysOffered = 14;
/** Hours that are offered; the second must be after the first. Our choice. */
const askHours = [7, 9, 12, 15, 18, 20];
const untilHours = [9, 12, 15, 18, 20, 22, 23];

interface CheckInFormProps {
  readonly sharing: Sharing;
  /** Who can get the message; not empty. */
  readonly readers: readonly Grant[];
  readonly before: CheckIn | null;
}

/** Who, on which days, between which hours, with which words; the message as it would come, and then the switch. */
export function CheckInForm({ sharing, readers, before }: CheckInFormProps): JSX.Element {
  const { today, words } = useApp();
  const wordsId = useId();
  const grant = useSignal(readers.find(({ id }) => id === before?.grant)?.id ?? readers[0]!.id);
  const chosen = useSignal<ReadonlySet<CalendarDate>>(new Set(before?.dates));
  const askAt = useSignal(before?.askAt ?? 18);
  const untilHour = useSignal(before?.untilHour ?? 22);
  const message = useSignal(before?.words ?? words.say("check-in-words-first"));
  const refused = useSignal<string | null>(null);

  const offered = Array.from({ length: daysOffered }, (_, ahead) => addDays(today.value, ahead));
  const name = readers.find(({ id }) => id === grant.value)?.nickname ?? "";
  const parsed = parseCheckIn({
    dates: offered.filter((date) => chosen.value.has(date)),
    askAt: askAt.value,
    untilHour: untilHour.value,
    grant: grant.value,
    words: message.value,
  });
  const isReady = parsed.ok && parsed.value.dates.length > 0;

  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={async (event) => {
        event.preventDefault();
        if (isReady) refused.value = await sharing.keepRecord("check-in", parsed.value);
      }}
    >
      <ChoiceButtons
        label={words.say("check-in-who")}
        className="choice-row"
        choices={readers.map(({ id, nickname }) => ({ value: id, name: nickname }))}
        value={grant.value}
        onPick={(id) => {
          if (id !== undefined) grant.value = id;
        }}
      />
      <fieldset class="ways">
        <legend class="choice-label">
          <Say id="check-in-days" />
        </legend>
        <div class="chips">
          {offered.map((date) => (
            <button
              key={date}
              type="button"
              class="chip"
              aria-pressed={chosen.value.has(date)}
              onClick={() => {
                const next = new Set(chosen.value);
                if (!next.delete(date)) next.add(date);
                chosen.value = next;
              }}
            >
              {words.date(date, "weekday-day-month")}
            </button>
          ))}
        </div>
      </fieldset>
      <HourChoice
        label={words.say("check-in-ask")}
        hours={askHours}
        value={askAt.value}
        onPick={(hour) => {
          askAt.value = hour;
          if (untilHour.value <= hour) untilHour.value = untilHours.find((later) => later > hour) ?? 23;
        }}
      />
      <HourChoice
        label={words.say("check-in-until")}
        hours={untilHours.filter((hour) => hour > askAt.value)}
        value={untilHour.value}
        onPick={(hour) => {
          untilHour.value = hour;
        }}
      />
      <div class="field">
        <label class="field-label" for={wordsId}>
          <Say id="check-in-words" />
        </label>
        <textarea
          id={wordsId}
          rows={3}
          value={message.value}
          aria-invalid={!parsed.ok}
          onInput={(event) => {
            message.value = event.currentTarget.value;
          }}
        />
        {!parsed.ok && (
          <p class="aside" role="alert">
            <Say id="check-in-words-refused" />
          </p>
        )}
      </div>
      <div class="offer">
        <p class="aside">
          <Say id="check-in-preview" values={{ name }} /> · {hourWords(words.locale, untilHour.value)}
        </p>
        <p class="offered-words said-words">
          {words.saySentence(wordsOfNotice({ kind: "check-in", words: message.value }))}
        </p>
        <p class="aside">
          <Say id="check-in-preview-what" />
        </p>
      </div>
      <CheckInLimits name={name} />
      <button type="submit" class="main-button" disabled={!isReady}>
        <Say id={before === null ? "check-in-keep" : "check-in-change"} />
      </button>
      <div role="alert">
        {refused.value && (
          <p class="notice failure">
            <Say id="devices-trouble" values={{ kind: refused.value }} />
          </p>
        )}
      </div>
    </form>
  );
}
