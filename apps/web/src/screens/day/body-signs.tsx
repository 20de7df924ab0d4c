import { mucusQualities } from "@tidetable/diary";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { withField } from "../../entry-edits.ts";
import { Say } from "../../strings/say.tsx";
import { EntryChoice } from "./entry-choice.tsx";
import type { SectionProps } from "./section.ts";
import { TemperatureField } from "./temperature-field.tsx";

const cervixChoices = {
  opening: ["closed", "medium", "open"],
  firmness: ["hard", "soft"],
  position: ["low", "medium", "high"],
} as const;

/** What a body shows around ovulation. Folded until something of it is recorded. */
export function BodySigns({ date, entry }: SectionProps): JSX.Element {
  const isUsed = [entry.temperature, entry.mucus, entry.cervix, entry.lhTest, entry.ovulation].some(
    (value) => value !== undefined,
  );
  // Read once: taking back the last sign must not fold what its reader is looking at.
  const startsOpen = useRef(isUsed);
  return (
    <details class="fold" open={startsOpen.current}>
      <summary class="fold-title">
        <Say id="body-signs-title" />
      </summary>
      <TemperatureField date={date} entry={entry} />
      <EntryChoice field="mucus" values={mucusQualities} date={date} entry={entry} />
      <CervixPart part="opening" date={date} entry={entry} />
      <CervixPart part="firmness" date={date} entry={entry} />
      <CervixPart part="position" date={date} entry={entry} />
      <EntryChoice field="lhTest" values={["negative", "positive", "unclear"]} date={date} entry={entry} />
      <EntryChoice field="ovulation" values={["marked", "monitor"]} date={date} entry={entry} />
    </details>
  );
}

function CervixPart(props: SectionProps & { readonly part: keyof typeof cervixChoices }): JSX.Element {
  const { date, entry, part } = props;
  const { keeping, words } = useApp();
  return (
    <ChoiceButtons
      label={words.say(`cervix-${part}-label`)}
      className="choice-row"
      choices={cervixChoices[part].map((value) => ({ value, name: words.say("cervix-choice", { value }) }))}
      value={entry.cervix?.[part]}
      onPick={(value) =>
        keeping.keep((diary) => {
          const { [part]: _before, ...rest } = diary.entryByDate.get(date)?.cervix ?? {};
          const cervix = value === undefined ? rest : { ...rest, [part]: value };
          return withField(diary, date, "cervix", Object.keys(cervix).length > 0 ? cervix : undefined);
        })
      }
    />
  );
}
