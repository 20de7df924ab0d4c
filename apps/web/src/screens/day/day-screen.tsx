import { useSignal } from "@preact/signals";
import { addDays, type CalendarDate, dayKey } from "@tidetable/diary";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { LevelButtons } from "../../controls/level-buttons.tsx";
import { SavedLine } from "../../controls/saved-line.tsx";
import { EnergyScale, MoodScale, PainScale } from "../../controls/scales.tsx";
import { StartLine } from "../../controls/start-line.tsx";
import { withField } from "../../entry-edits.ts";
import { DateText, Say } from "../../strings/say.tsx";
import { BodySigns } from "./body-signs.tsx";
import { Medication } from "./medication.tsx";
import { Note } from "./note.tsx";
import type { OtherValues } from "./other-values.tsx";
import { SexAndTests } from "./sex-and-tests.tsx";
import { Symptoms } from "./symptoms.tsx";
import { Toggle } from "./toggle.tsx";

/** Everything that can be recorded for one day. Each tap is kept at once; what is typed, when typing rests. */
export function DayScreen(): JSX.Element {
  const { session, keeping, navigation, words } = useApp();
  const date = navigation.day.value;
  const entry = session.diary.value.entryByDate.get(date) ?? {};
  const keep = <Field extends "bleeding" | "pain" | "mood" | "energy">(field: Field) => {
    return (value: (typeof entry)[Field] | undefined) => {
      keeping.keep((diary) => withField(diary, date, field, value));
    };
  };
  const bleeds = entry.bleeding !== undefined && entry.bleeding !== "none";

  return (
    <form class="day-sheet" autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <header class="screen-head sheet-head">
        <button type="button" class="link" onClick={navigation.back}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1}>
          <DateText date={date} style="full" />
        </h1>
        <SavedLine />
        <div class="month-turns">
          <button
            type="button"
            class="step"
            aria-label={words.say("day-earlier")}
            onClick={() => navigation.turnToDay(addDays(date, -1))}
          >
            <span class="arrow-back" />
          </button>
          <button
            type="button"
            class="step"
            aria-label={words.say("day-later")}
            onClick={() => navigation.turnToDay(addDays(date, 1))}
          >
            <span class="arrow-on" />
          </button>
        </div>
      </header>
      {/* A new day is a new sheet: nothing half typed moves along. */}
      <div class="sheet-body" key={date}>
        <section class="sheet-section">
          <h2>
            <Say id="bleeding-title" />
          </h2>
          <LevelButtons
            label={words.say("bleeding-title")}
            value={entry.bleeding}
            onPick={keep("bleeding")}
          />
          <StartLine date={date} />
          {bleeds && (
            <Toggle
              isOn={entry.bleedingExcluded === true}
              onToggle={(isOn) =>
                keeping.keep((diary) => withField(diary, date, "bleedingExcluded", isOn ? true : undefined))
              }
            >
              <Say id="bleeding-excluded" />
            </Toggle>
          )}
        </section>
        <OtherValuesOfDay date={date} />
        <section class="sheet-section">
          <h2>
            <Say id="feeling-title" />
          </h2>
          <PainScale value={entry.pain} onPick={keep("pain")} />
          <MoodScale value={entry.mood} onPick={keep("mood")} />
          <EnergyScale value={entry.energy} onPick={keep("energy")} />
        </section>
        <Symptoms date={date} entry={entry} />
        <Medication date={date} entry={entry} />
        <Note date={date} entry={entry} />
        <BodySigns date={date} entry={entry} />
        <SexAndTests date={date} entry={entry} />
      </div>
    </form>
  );
}

/** What another device wrote into this day at the same time. Loaded when there is any. */
function OtherValuesOfDay({ date }: { readonly date: CalendarDate }): JSX.Element | null {
  const live = useApp().place.vault.value;
  // Read for what follows from it: the view is a new one whenever the vault has changed.
  live?.view.value;
  const others = live?.others(dayKey(date)) ?? [];
  const hasOthers = others.length > 0;
  const loaded = useSignal<{ readonly OtherValues: typeof OtherValues } | null>(null);
  useEffect(() => {
    if (hasOthers) {
      import("./other-values.tsx").then((module) => {
        loaded.value = module;
      });
    }
  }, [hasOthers]);
  if (!live || !hasOthers || !loaded.value) return null;
  return <loaded.value.OtherValues live={live} record={dayKey(date)} others={others} />;
}
