import { useSignal } from "@preact/signals";
import type { Lock } from "@tidetable/sync";
import type { ComponentType, JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { lockMinutes, lockTimeFrom, lockTimeSetting, lockTimes } from "../../lock/lock-when-hidden.ts";
import { Say } from "../../strings/say.tsx";
import type { LockFormProps } from "./lock-form-props.ts";

/** What the words for a lock call it. */
const lockName = (lock: Lock | null): "none" | "passphrase" | "both" => {
  if (!lock) return "none";
  return lock.slots.some(({ kind }) => kind === "passkey") ? "both" : "passphrase";
};

/** Whether there is a lock, said plainly; closing it; the way to setting and changing it. */
export function LockSection(): JSX.Element {
  const { lock, session, words } = useApp();
  const form = useSignal<{ readonly Form: ComponentType<LockFormProps> } | null>(null);
  const isDone = useSignal(false);
  const name = lockName(lock.lock.value);

  const openForm = async () => {
    // Loaded when it is wanted: few change their lock twice.
    const { SetLockForm, ChangeLockForm } = await import("./lock-forms.tsx");
    isDone.value = false;
    form.value = { Form: lock.lock.value ? ChangeLockForm : SetLockForm };
  };

  return (
    <section class="sheet-section">
      <h2>
        <Say id="lock-title" />
      </h2>
      <p role="status">
        <Say id={isDone.value ? "lock-done" : "lock-is"} values={{ lock: name }} />
      </p>
      {name !== "none" && (
        <>
          <button type="button" class="main-button" onClick={lock.lockNow}>
            <Say id="lock-now" />
          </button>
          <ChoiceButtons
            label={words.say("lock-when")}
            className="choice-row"
            choices={lockTimes.map((time) => ({
              value: time,
              name: words.say("lock-time", { time, minutes: lockMinutes }),
            }))}
            value={lockTimeFrom(session.settings.value.get(lockTimeSetting))}
            onPick={(time) => {
              if (time) session.keepSetting(lockTimeSetting, time);
            }}
          />
        </>
      )}
      {form.value ? (
        <form.value.Form
          onEnd={(done) => {
            isDone.value = done;
            form.value = null;
          }}
        />
      ) : (
        <button type="button" class="quiet-button" onClick={openForm}>
          <Say id={name === "none" ? "lock-set" : "lock-change"} />
        </button>
      )}
    </section>
  );
}
