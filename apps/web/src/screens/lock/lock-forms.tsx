import { useSignal } from "@preact/signals";
import { bytesFromBase64url, type Lock, type SlotSecret } from "@tidetable/sync";
import type { ComponentChildren, JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { keysFromLock, parametersForHere } from "../../lock/lock-cipher.ts";
import { createPasskey, evaluatePasskey, knowsPasskeys, type PasskeyAnswer } from "../../platform/passkey.ts";
import type { StoreTrouble } from "../../store-failure.ts";
import { Say } from "../../strings/say.tsx";
import type { LockFormProps } from "./lock-form-props.ts";
import { NewPassphrase, refusalOf, type TypedTwice } from "./new-passphrase.tsx";
import { PassphraseField } from "./passphrase-field.tsx";

type Action = "passphrase" | "add-passkey" | "drop-passkey" | "remove";

/** Why nothing was changed. */
type Failure =
  | { readonly id: "lock-wrong" | "lock-no-worker" }
  | { readonly id: "lock-passkey-problem"; readonly kind: "refused" | "no-prf" | "unknown" }
  | { readonly id: "lock-not-changed"; readonly kind: StoreTrouble };

/** A first lock: a passphrase, because whatever else may open it later can be lost with its device. */
export function SetLockForm({ onEnd }: LockFormProps): JSX.Element {
  const { lock } = useApp();
  const typed = useSignal<TypedTwice>({ first: "", again: "" });
  const refusal = useSignal<ReturnType<typeof refusalOf>>(null);
  const work = useWork(onEnd);
  const submit = () => {
    refusal.value = refusalOf(typed.value);
    if (refusal.value) return;
    work.run(async () => failureOf(await lock.change([await passphraseSecret(typed.value.first)])));
  };
  return (
    <LockForm work={work} onSubmit={submit} onEnd={onEnd} submitId="lock-do-set">
      <p>
        <Say id="lock-set-what" />
      </p>
      <p class="aside">
        <Say id="lock-set-early" />
      </p>
      <NewPassphrase typed={typed} refusal={refusal.value} />
    </LockForm>
  );
}

/** Another lock or none, for somebody who knows the passphrase. */
export function ChangeLockForm({ onEnd }: LockFormProps): JSX.Element {
  const { lock, words } = useApp();
  const now = lock.lock.value;
  const passkeys = passkeysOf(now);
  const action = useSignal<Action>("passphrase");
  const current = useSignal("");
  const typed = useSignal<TypedTwice>({ first: "", again: "" });
  const refusal = useSignal<ReturnType<typeof refusalOf>>(null);
  const work = useWork(onEnd);
  const actions: readonly Action[] = [
    "passphrase",
    passkeys.length > 0 ? "drop-passkey" : "add-passkey",
    "remove",
  ];

  const submit = () => {
    refusal.value = action.value === "passphrase" ? refusalOf(typed.value) : null;
    if (refusal.value || !now) return;
    work.run(async () => {
      const opener = { kind: "passphrase", passphrase: current.value } as const;
      if (!(await keysFromLock(now, opener))) return { id: "lock-wrong" };
      const secrets = await secretsAfter(action.value);
      if (secrets !== null && "id" in secrets) return secrets;
      return failureOf(await lock.change(secrets));
    });
  };

  const secretsAfter = async (chosen: Action): Promise<readonly SlotSecret[] | Failure | null> => {
    switch (chosen) {
      case "remove":
        return null;
      case "drop-passkey":
        return [await passphraseSecret(current.value)];
      case "add-passkey":
        if (!knowsPasskeys()) return { id: "lock-passkey-problem", kind: "unknown" };
        return withPasskey(current.value, await createPasskey(words.say("app-name")));
      case "passphrase":
        // A passkey that stays has to wrap the new key too.
        return passkeys.length === 0
          ? [await passphraseSecret(typed.value.first)]
          : withPasskey(typed.value.first, await evaluatePasskey(passkeys));
    }
  };

  return (
    <LockForm work={work} onSubmit={submit} onEnd={onEnd} submitId="lock-change">
      <ChoiceButtons
        label={words.say("lock-choice")}
        className="choice-row"
        choices={actions.map((one) => ({ value: one, name: words.say("lock-action", { action: one }) }))}
        value={action.value}
        onPick={(picked) => {
          if (picked) action.value = picked;
        }}
      />
      <p>
        <Say id="lock-action-what" values={{ action: action.value }} />
      </p>
      <p class="aside">
        <Say id="lock-current-why" />
      </p>
      <PassphraseField
        words={words}
        label={words.say("lock-current-field")}
        kind="current-password"
        value={current.value}
        onInput={(value) => {
          current.value = value;
        }}
      />
      {action.value === "passphrase" && <NewPassphrase typed={typed} refusal={refusal.value} />}
    </LockForm>
  );
}

const passphraseSecret = async (passphrase: string): Promise<SlotSecret> => ({
  kind: "passphrase",
  passphrase,
  parameters: await parametersForHere(),
});

async function withPasskey(
  passphrase: string,
  answer: PasskeyAnswer,
): Promise<readonly SlotSecret[] | Failure> {
  if (!answer.ok) return { id: "lock-passkey-problem", kind: answer.error.kind };
  return [await passphraseSecret(passphrase), { kind: "passkey", ...answer.value }];
}

const passkeysOf = (lock: Lock | null) =>
  (lock?.slots ?? [])
    .filter((slot) => slot.kind === "passkey")
    .map(({ credential, input }) => ({
      credential,
      input: bytesFromBase64url(input) ?? new Uint8Array(0),
    }));

const failureOf = (trouble: StoreTrouble | null): Failure | null =>
  trouble && { id: "lock-not-changed", kind: trouble };

interface Work {
  readonly isGoing: () => boolean;
  readonly failure: () => Failure | null;
  readonly run: (act: () => Promise<Failure | null>) => Promise<void>;
}

/** One change at a time, and why the last one was not made. */
function useWork(onEnd: LockFormProps["onEnd"]): Work {
  const isGoing = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  return {
    isGoing: () => isGoing.value,
    failure: () => failure.value,
    async run(act) {
      if (isGoing.value) return;
      isGoing.value = true;
      failure.value = null;
      failure.value = await act().catch((): Failure => ({ id: "lock-no-worker" }));
      isGoing.value = false;
      if (!failure.value) onEnd(true);
    },
  };
}

interface LockFormFrameProps {
  readonly work: Work;
  readonly submitId: "lock-do-set" | "lock-change";
  readonly onSubmit: () => void;
  readonly onEnd: LockFormProps["onEnd"];
  readonly children: ComponentChildren;
}

function LockForm({ work, submitId, onSubmit, onEnd, children }: LockFormFrameProps): JSX.Element {
  const failure = work.failure();
  return (
    <form
      class="lock-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div role="alert">
        {failure && (
          <p class="notice failure">
            <Say id={failure.id} values={"kind" in failure ? { kind: failure.kind } : {}} />
          </p>
        )}
      </div>
      <p class="aside" role="status">
        {work.isGoing() && <Say id="lock-working" />}
      </p>
      <div class="answers">
        <button type="submit" class="main-button" aria-disabled={work.isGoing()}>
          <Say id={submitId} />
        </button>
        <button type="button" class="quiet-button" onClick={() => onEnd(false)}>
          <Say id="lock-cancel" />
        </button>
      </div>
    </form>
  );
}
