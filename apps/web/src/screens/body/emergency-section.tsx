import { useSignal } from "@preact/signals";
import {
  type EmergencyDrug,
  emergencyDrugs,
  type LifeEvent,
  parseCalendarDate,
  withEvent,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";
import { DateField } from "../medication/date-field.tsx";
import { EventList } from "./event-list.tsx";

type Emergency = Extract<LifeEvent, { kind: "emergency-contraception" }>;

/** Emergency contraception and its day. */
export function EmergencySection(): JSX.Element {
  const { session, keeping, today, words } = useApp();
  const drug = useSignal<EmergencyDrug | undefined>(undefined);
  const day = useSignal<string>(today.value);
  const isOpen = useSignal(false);
  const taken = session.diary.value.events.filter(
    (event): event is Emergency => event.kind === "emergency-contraception",
  );
  const date = parseCalendarDate(day.value);
  const keep = () => {
    const what = drug.value;
    if (what === undefined || date === null) return;
    keeping.keep((before) => withEvent(before, { kind: "emergency-contraception", date, drug: what }));
    drug.value = undefined;
    isOpen.value = false;
  };

  return (
    <section class="sheet-section">
      <h2>
        <Say id="emergency-title" />
      </h2>
      <details
        class="fold"
        open={isOpen.value}
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open;
        }}
      >
        <summary class="fold-title">
          <Say id="emergency-note" />
        </summary>
        <div class="sheet-section">
          <p class="aside">
            <Say id="emergency-does" />
          </p>
          <ChoiceButtons
            label={words.say("emergency-title")}
            labelHidden
            className="choice-row"
            choices={emergencyDrugs.map((one) => ({
              value: one,
              name: words.say("emergency-drug", { drug: one }),
            }))}
            value={drug.value}
            onPick={(next) => {
              drug.value = next;
            }}
          />
          {drug.value !== undefined && (
            <>
              <DateField
                label={words.say("emergency-day")}
                value={day.value}
                onInput={(text) => {
                  day.value = text;
                }}
              />
              <button type="button" class="quiet-button" disabled={date === null} onClick={keep}>
                <Say id="method-keep" />
              </button>
            </>
          )}
        </div>
      </details>
      <EventList
        events={taken}
        said={(event) => (
          <Say id="emergency-event" values={{ drug: event.drug, date: words.date(event.date, "full") }} />
        )}
      />
    </section>
  );
}
