import { useSignal } from "@preact/signals";
import { type Schedule, withoutSchedule, withSchedule } from "@tidetable/diary";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { SavedLine } from "../../controls/saved-line.tsx";
import { Say } from "../../strings/say.tsx";
import { addMedicationWords } from "./medication-words.ts";
import { ScheduleCard } from "./schedule-card.tsx";
import { ScheduleForm } from "./schedule-form.tsx";

/** What is taken, changed or renewed: what is next of each, what is left, and a form for one of them at a time. */
export function MedicationScreen(): JSX.Element {
  const { session, keeping, navigation, words } = useApp();
  addMedicationWords(words);
  const title = useRef<HTMLHeadingElement>(null);
  /** The schedule in the form, or one that is to be made; null where the list is shown. */
  const open = useSignal<Schedule | "new" | null>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    // Back in the list, a reader goes on from its top; the form takes the focus itself.
    if (wasOpen.current && open.value === null) title.current?.focus();
    wasOpen.current = open.value !== null;
  }, [open.value]);
  const order = new Intl.Collator(words.locale);
  const schedules = [...(session.diary.value.schedules ?? [])].sort((one, other) =>
    order.compare(one.name, other.name),
  );
  const close = () => {
    open.value = null;
  };
  const inForm = open.value;

  return (
    <div class="more">
      <header class="screen-head">
        <button type="button" class="link" onClick={inForm === null ? navigation.back : close}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1} ref={title}>
          <Say id="medication-title" />
        </h1>
        <SavedLine />
      </header>
      {inForm !== null ? (
        <ScheduleForm
          before={inForm === "new" ? null : inForm}
          onKeep={(schedule) => {
            keeping.keep((diary) => withSchedule(diary, schedule));
            close();
          }}
          onCancel={close}
        />
      ) : (
        <>
          {schedules.length === 0 && (
            <p>
              <Say id="medication-none" />
            </p>
          )}
          {schedules.length > 0 && (
            <ul class="schedules">
              {schedules.map((schedule) => (
                <ScheduleCard
                  key={schedule.id}
                  schedule={schedule}
                  onChange={() => {
                    open.value = schedule;
                  }}
                  onRemove={() => {
                    keeping.keep((diary) => withoutSchedule(diary, schedule));
                    title.current?.focus();
                  }}
                />
              ))}
            </ul>
          )}
          <section class="sheet-section">
            <button
              type="button"
              class={schedules.length === 0 ? "main-button" : "quiet-button"}
              onClick={() => {
                open.value = "new";
              }}
            >
              <Say id="medication-add" />
            </button>
          </section>
          <p class="aside">
            <Say id="medication-limits" />
          </p>
        </>
      )}
    </div>
  );
}
