import { useSignal } from "@preact/signals";
import { hasPack, type Method, methods, parseCalendarDate, withEvent } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { Say } from "../../strings/say.tsx";
import { DateField } from "../medication/date-field.tsx";
import { NumberField } from "../medication/number-field.tsx";
import { packFromTyped, packPresets } from "./pack-typed.ts";

const used = methods.filter((method) => method !== "none");

/** A method from a day on; with packs, how many days with hormone and how many without. Kept by its button, because it is more than one thing. */
export function MethodForm(): JSX.Element {
  const { keeping, today, words } = useApp();
  const isOpen = useSignal(false);
  const method = useSignal<Exclude<Method, "none"> | undefined>(undefined);
  const first = useSignal<string>(today.value);
  const [active, pause] = [useSignal("21"), useSignal("7")];
  const isOwn = useSignal(false);
  const chosen = method.value;
  const isPacked = chosen !== undefined && hasPack(chosen);
  const pack = packFromTyped(active.value, pause.value);
  const preset = packPresets.find(
    ({ activeDays, breakDays }) => activeDays === pack?.activeDays && breakDays === pack.breakDays,
  );
  const date = parseCalendarDate(first.value);
  const isWhole = chosen !== undefined && date !== null && (!isPacked || pack !== null);

  const pickPack = (name: string | undefined) => {
    const next = packPresets.find((one) => one.name === name);
    isOwn.value = next === undefined;
    if (!next) return;
    active.value = String(next.activeDays);
    pause.value = String(next.breakDays);
  };
  const keep = () => {
    if (chosen === undefined || date === null) return;
    const event = { kind: "method", date, method: chosen, ...(isPacked && pack ? { pack } : {}) } as const;
    keeping.keep((before) => withEvent(before, event));
    method.value = undefined;
    isOpen.value = false;
  };

  return (
    <details
      class="fold"
      open={isOpen.value}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary class="fold-title">
        <Say id="method-begin" />
      </summary>
      <div class="sheet-section">
        <ChoiceButtons
          label={words.say("method-which")}
          labelHidden
          className="choice-row"
          choices={used.map((one) => ({ value: one, name: words.say("method-name", { method: one }) }))}
          value={chosen}
          onPick={(next) => {
            method.value = next;
          }}
        />
        {isPacked && (
          <>
            <ChoiceButtons
              label={words.say("method-pack")}
              className="choice-row"
              choices={[
                ...packPresets.map(({ name, activeDays, breakDays }) => ({
                  value: name,
                  name: words.say("method-pack-of", { active: activeDays, pause: breakDays }),
                })),
                { value: "own", name: words.say("method-pack-own") },
              ]}
              value={isOwn.value ? "own" : (preset?.name ?? "own")}
              onPick={pickPack}
            />
            {isOwn.value && (
              <>
                <NumberField
                  label={words.say("method-active")}
                  value={active.value}
                  onInput={(text) => {
                    active.value = text;
                  }}
                />
                <NumberField
                  label={words.say("method-break")}
                  value={pause.value}
                  onInput={(text) => {
                    pause.value = text;
                  }}
                />
                {pack === null && (
                  <p class="aside">
                    <Say id="method-pack-refused" />
                  </p>
                )}
              </>
            )}
          </>
        )}
        {chosen !== undefined && (
          <>
            <DateField
              label={words.say("method-first", { method: isPacked ? "pack" : chosen })}
              value={first.value}
              onInput={(text) => {
                first.value = text;
              }}
            />
            <button type="button" class="quiet-button" disabled={!isWhole} onClick={keep}>
              <Say id="method-keep" />
            </button>
          </>
        )}
      </div>
    </details>
  );
}
