import type { Scope } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { type Fields, mostPlans, plansToShare } from "../../sharing/draft.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { HeadsUpFields } from "./heads-up-fields.tsx";

interface FieldSwitchesProps {
  readonly fields: Fields;
  /** What is shared now, where less is to be: nothing beyond it is offered. Null for a new permission. */
  readonly within: Scope | null;
  readonly onChange: (fields: Fields) => void;
  /** Words and days of a heads-up, which make no preset another. */
  readonly onWords: (fields: Fields) => void;
}

/** From coarse to fine. */
const startCoarseness = ["week", "band", "distribution"] as const;
const bleedingCoarseness = ["estimate", "day"] as const;
const careKinds = ["helps", "brings"] as const;

/** A switch for each kind of thing that can be shared (security.md, I2); what there is to choose of it stands below. */
export function FieldSwitches({ fields, within, onChange, onWords }: FieldSwitchesProps): JSX.Element {
  const { words, session, today } = useApp();
  const set = (changes: Partial<Fields>) => onChange({ ...fields, ...changes });
  /** How fine a choice may be: as fine as now at most. */
  const upTo = <Value extends string>(all: readonly Value[], finest: Value | null | undefined) =>
    within === null ? all : all.slice(0, finest ? all.indexOf(finest) + 1 : 0);
  const starts = upTo(startCoarseness, within?.nextStart);
  const bleedings = upTo(bleedingCoarseness, within?.bleeding);
  const cares = within === null ? careKinds : within.care;
  const plans = within?.plans ?? plansToShare(session.diary.value.plans ?? [], today.value);
  return (
    <fieldset class="ways">
      <legend class="choice-label">
        <Say id="person-fields" />
      </legend>
      {(within === null || within.headsUp !== null) && (
        <>
          <Toggle
            isOn={fields.headsUp !== null}
            onToggle={(isOn) => set({ headsUp: isOn ? (within?.headsUp ?? { days: 3, words: "" }) : null })}
          >
            <Say id="person-heads-up" />
          </Toggle>
          {fields.headsUp && within === null && (
            <HeadsUpFields headsUp={fields.headsUp} onChange={(headsUp) => onWords({ ...fields, headsUp })} />
          )}
        </>
      )}
      {cares.map((kind) => (
        <Toggle
          key={kind}
          isOn={fields.care.includes(kind)}
          onToggle={(isOn) =>
            set({ care: careKinds.filter((one) => (one === kind ? isOn : fields.care.includes(one))) })
          }
        >
          <Say id={`person-${kind}`} />
        </Toggle>
      ))}
      {starts.length > 0 && (
        <Toggle
          isOn={fields.nextStart !== null}
          onToggle={(isOn) => set({ nextStart: isOn ? (starts[1] ?? starts[0] ?? null) : null })}
        >
          <Say id="person-next-start" />
        </Toggle>
      )}
      {fields.nextStart && starts.length > 1 && (
        <ChoiceButtons
          label={words.say("person-next-start-how")}
          className="choice-row"
          choices={starts.map((coarseness) => ({
            value: coarseness,
            name: words.say("person-next-start-name", { coarseness }),
          }))}
          value={fields.nextStart}
          onPick={(nextStart = fields.nextStart ?? undefined) => nextStart && set({ nextStart })}
        />
      )}
      {bleedings.length > 0 && (
        <Toggle
          isOn={fields.bleeding !== null}
          onToggle={(isOn) => set({ bleeding: isOn ? "estimate" : null })}
        >
          <Say id="person-bleeding" />
        </Toggle>
      )}
      {fields.bleeding && bleedings.length > 1 && (
        <ChoiceButtons
          label={words.say("person-bleeding-how")}
          className="choice-row"
          choices={bleedings.map((coarseness) => ({
            value: coarseness,
            name: words.say("person-bleeding-name", { coarseness }),
          }))}
          value={fields.bleeding}
          onPick={(bleeding = fields.bleeding ?? undefined) => bleeding && set({ bleeding })}
        />
      )}
      {plans.map((name) => (
        <Toggle
          key={name}
          isOn={fields.plans.includes(name)}
          onToggle={(isOn) => {
            const chosen = plans.filter((one) => (one === name ? isOn : fields.plans.includes(one)));
            if (chosen.length <= mostPlans) set({ plans: chosen });
          }}
        >
          <Say id="person-plan" values={{ name }} />
        </Toggle>
      ))}
      {(within === null || within.today) && (
        <Toggle isOn={fields.today} onToggle={(today) => set({ today })}>
          <Say id="person-today" />
        </Toggle>
      )}
      {(within === null || within.pastStarts) && (
        <Toggle isOn={fields.pastStarts} onToggle={(pastStarts) => set({ pastStarts })}>
          <Say id="person-past-starts" />
        </Toggle>
      )}
      <p class="aside">
        <Say id="person-never" />
      </p>
    </fieldset>
  );
}
