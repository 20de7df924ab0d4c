import type { Signal } from "@preact/signals";
import { maxNameLength } from "@tidetable/sync";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Say } from "../../strings/say.tsx";
import type { Words } from "../../strings/words.ts";

/** A name to begin with: what kind of thing this is, as far as the browser says. */
export function guessedDeviceName(words: Words): string {
  const agent = navigator.userAgent;
  const kind = /iPad|Tablet/i.test(agent) ? "tablet" : /Mobi/i.test(agent) ? "phone" : "computer";
  return words.say("device-name-guess", { kind });
}

interface DeviceNameProps {
  readonly name: Signal<string>;
  /** What the field is called in strings/: this device's own name, or another's. */
  readonly id?: "device-name-label" | "device-name-host";
}

/** What a device is called on the others. */
export function DeviceName({ name, id = "device-name-label" }: DeviceNameProps): JSX.Element {
  const fieldId = useId();
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id={id} />
      </label>
      <input
        id={fieldId}
        type="text"
        autocomplete="off"
        maxLength={maxNameLength}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}
