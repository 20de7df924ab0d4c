import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { useTyped } from "../../controls/use-typed.ts";
import { withField } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import {
  defaultTemperatureUnit,
  formatTemperature,
  type NotATemperature,
  parseTemperature,
  type TemperatureUnit,
  temperatureUnits,
} from "../../temperature.ts";
import type { SectionProps } from "./section.ts";
import { Toggle } from "./toggle.tsx";

const unitSetting = "temperature-unit";

/** Basal body temperature. What cannot be a reading is asked about and stays in the field. */
export function TemperatureField({ date, entry }: SectionProps): JSX.Element {
  const { session, keeping, words, region, temperatureDrafts } = useApp();
  const fieldId = useId();
  const timeId = useId();
  const stored = session.settings.value.get(unitSetting);
  const unit = temperatureUnits.find((known) => known === stored) ?? defaultTemperatureUnit(region);
  const reading = entry.temperature;
  const draft = temperatureDrafts.get(date);
  const refused = useSignal(draft === undefined ? null : refusalOf(draft, unit));

  const accept = () => {
    temperatureDrafts.delete(date);
    refused.value = null;
  };
  const keepCelsius = (celsius: number) => {
    accept();
    keeping.keep((diary) => withField(diary, date, "temperature", { ...reading, celsius }));
  };
  const keepText = (text: string) => {
    if (text.trim() === "") {
      accept();
      keeping.keep((diary) => withField(diary, date, "temperature", undefined));
      return;
    }
    const parsed = parseTemperature(text, unit);
    if (parsed.ok) keepCelsius(parsed.value);
    else {
      temperatureDrafts.set(date, text);
      refused.value = parsed.error;
    }
  };
  const typed = useTyped(
    reading === undefined ? "" : formatTemperature(reading.celsius, unit, words.locale),
    keepText,
    draft,
  );
  const keepAsNote = () => {
    const line = words.say("temperature-as-note", { text: typed.text.value, unit });
    accept();
    typed.text.value = "";
    keeping.keep((diary) => {
      const note = diary.entryByDate.get(date)?.note;
      return withField(diary, date, "note", note === undefined ? line : `${note}\n${line}`);
    });
  };
  const takeOther = (celsius: number, other: TemperatureUnit) => {
    session.keepSetting(unitSetting, other);
    keepCelsius(celsius);
    typed.text.value = formatTemperature(celsius, other, words.locale);
  };

  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id="temperature-label" />
      </label>
      <div class="field-row">
        <input
          id={fieldId}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          class="short-input"
          aria-invalid={refused.value !== null}
          value={typed.text.value}
          onInput={(event) => typed.type(event.currentTarget.value)}
          onBlur={typed.finish}
        />
        <ChoiceButtons
          label={words.say("temperature-unit")}
          labelHidden
          className="choice-row"
          choices={temperatureUnits.map((value) => ({ value, name: words.say("unit", { unit: value }) }))}
          value={unit}
          onPick={(next) => {
            if (!next) return;
            session.keepSetting(unitSetting, next);
            if (reading) typed.text.value = formatTemperature(reading.celsius, next, words.locale);
          }}
        />
      </div>
      {refused.value && (
        <div class="question" role="alert">
          <p>
            <Say id="temperature-refused" values={{ kind: refused.value.kind, unit }} />
          </p>
          <div class="answers">
            {refused.value.kind === "out-of-range" && refused.value.asOther && (
              <button
                type="button"
                class="quiet-button"
                onClick={() => {
                  const error = refused.value;
                  if (error?.kind === "out-of-range" && error.asOther) {
                    takeOther(error.asOther.celsius, error.asOther.unit);
                  }
                }}
              >
                <Say
                  id="temperature-as-other"
                  values={{ text: typed.text.value, unit: refused.value.asOther.unit }}
                />
              </button>
            )}
            <button type="button" class="quiet-button" onClick={keepAsNote}>
              <Say id="temperature-to-note" />
            </button>
          </div>
        </div>
      )}
      {reading && (
        <>
          <div class="field-row">
            <label for={timeId}>
              <Say id="temperature-time" />
            </label>
            <input
              id={timeId}
              type="time"
              autocomplete="off"
              value={reading.time ?? ""}
              onChange={(event) => {
                const time = event.currentTarget.value;
                const { time: _before, ...rest } = reading;
                keeping.keep((diary) =>
                  withField(diary, date, "temperature", time === "" ? rest : { ...rest, time }),
                );
              }}
            />
          </div>
          <Toggle
            isOn={reading.excluded === true}
            onToggle={(isOn) => {
              const { excluded: _before, ...rest } = reading;
              keeping.keep((diary) =>
                withField(diary, date, "temperature", isOn ? { ...rest, excluded: true } : rest),
              );
            }}
          >
            <Say id="temperature-excluded" />
          </Toggle>
        </>
      )}
    </div>
  );
}

/** Why a text is not kept; null when it can be. */
function refusalOf(text: string, unit: TemperatureUnit): NotATemperature | null {
  const parsed = parseTemperature(text, unit);
  return parsed.ok ? null : parsed.error;
}
