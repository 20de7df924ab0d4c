import type { DayEntry } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { withField } from "../../entry-edits.ts";
import type { SectionProps } from "./section.ts";

/** The fields of an entry that are one of a few words or numbers. */
type ChoiceField = "mucus" | "lhTest" | "ovulation" | "pregnancyTest" | "sex" | "desire";
type ChoiceValue<Field extends ChoiceField> = NonNullable<Pick<DayEntry, ChoiceField>[Field]>;

interface EntryChoiceProps<Field extends ChoiceField> extends SectionProps {
  readonly field: Field;
  readonly values: readonly ChoiceValue<Field>[];
}

/** One such field. Its words are `<field>-label` and `<field>-choice` in strings/, with dashes for capitals. */
export function EntryChoice<Field extends ChoiceField>(props: EntryChoiceProps<Field>): JSX.Element {
  const { date, entry, field, values } = props;
  const { keeping, words } = useApp();
  const message = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return (
    <ChoiceButtons<ChoiceValue<Field>>
      label={words.say(`${message}-label`)}
      className="choice-row"
      choices={values.map((value) => ({
        value,
        name: words.say(`${message}-choice`, { value }),
      }))}
      value={values.find((value) => value === entry[field])}
      onPick={(value) => keeping.keep((diary) => withField(diary, date, field, value))}
    />
  );
}
