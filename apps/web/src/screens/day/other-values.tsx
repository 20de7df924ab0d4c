import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { symptomWords } from "../../strings/symptom-words.ts";
import type { Words } from "../../strings/words.ts";
import { formatTemperature } from "../../temperature.ts";
import type { LiveVault, OtherValue } from "../../vault/live-vault.ts";

interface OtherValuesProps {
  readonly live: LiveVault;
  readonly record: string;
  readonly others: readonly OtherValue[];
}

/** What another device wrote at the same time: both are kept, the newer is shown, and the other can be taken. */
export function OtherValues({ live, record, others }: OtherValuesProps): JSX.Element {
  const { words } = useApp();
  const settle = (field: string, value: unknown) =>
    live.act((vault) => vault.edit([{ record, field, value }]));
  return (
    <section class="sheet-section notice">
      {others.map(({ field, shown, other }) => (
        <p key={`${field} ${JSON.stringify(other)}`} class="row">
          <span>
            <Say
              id="other-value"
              values={{ field: fieldWords(words, field), value: valueWords(words, field, other) }}
            />
          </span>
          <button
            type="button"
            class="link"
            aria-label={words.say("other-value-use-named", { value: valueWords(words, field, other) })}
            onClick={() => settle(field, other)}
          >
            <Say id="other-value-use" />
          </button>
          <button
            type="button"
            class="link"
            aria-label={words.say("other-value-keep-named", { value: valueWords(words, field, shown) })}
            onClick={() => settle(field, shown)}
          >
            <Say id="other-value-keep" />
          </button>
        </p>
      ))}
    </section>
  );
}

/** What a register is about, in the words of the day sheet; its own name where this version has none. */
function fieldWords(words: Words, field: string): string {
  if (field.startsWith("symptoms/")) return symptomWords(words, field.slice("symptoms/".length));
  if (field.startsWith("medication/")) return field.slice("medication/".length);
  const dashed = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const id of [`${dashed}-title`, `${dashed}-label`]) if (words.has(id)) return words.say(id);
  return words.say("other-value-field", { field: dashed });
}

function valueWords(words: Words, field: string, value: unknown): string {
  if (field === "bleeding") return words.say(`level-${String(value)}`);
  if (field.startsWith("symptoms/")) return words.say("strength", { strength: Number(value) });
  if (field === "temperature" && typeof value === "object" && value !== null && "celsius" in value) {
    return words.say("temperature-as-other", {
      text: formatTemperature(Number(value.celsius), "celsius", words.locale),
      unit: "celsius",
    });
  }
  const choice = `${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-choice`;
  if (words.has(choice))
    return words.say(choice, { value: typeof value === "number" ? value : String(value) });
  if (typeof value === "number") return words.number(value);
  if (typeof value === "boolean") return words.say("other-value-flag", { value: String(value) });
  return typeof value === "string" ? value : words.say("other-value-several");
}
