import { useSignal } from "@preact/signals";
import { bytesFromBase64url, type Lock, type RecordKeys } from "@tidetable/sync";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { waitAfter } from "../../lock/growing-wait.ts";
import { keysFromLock } from "../../lock/lock-cipher.ts";
import { evaluatePasskey, knowsPasskeys } from "../../platform/passkey.ts";
import type { Words } from "../../strings/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";

export { lockFromJson } from "@tidetable/sync";

interface UnlockScreenProps {
  readonly words: Words;
  readonly lock: Lock;
  readonly onOpened: (keys: RecordKeys<CryptoKey>) => void;
}

type Said =
  | { readonly id: "nothing" }
  | { readonly id: "lock-wrong" | "lock-no-worker" | "lock-passkey-silent" };

/** The whole page while the diary is locked: one field, and a button for the passkey where there is one. */
export function UnlockScreen({ words, lock, onOpened }: UnlockScreenProps): JSX.Element {
  const passphrase = useSignal("");
  const isOpening = useSignal(false);
  const said = useSignal<Said>({ id: "nothing" });
  const failures = useRef(0);
  const wait = useCountdown();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const attempt = async (act: () => Promise<RecordKeys<CryptoKey> | Said>) => {
    if (isOpening.value || wait.seconds.value > 0) return;
    isOpening.value = true;
    said.value = { id: "nothing" };
    const answer = await act().catch((): Said => ({ id: "lock-no-worker" }));
    if ("cipher" in answer) return onOpened(answer);
    isOpening.value = false;
    said.value = answer;
    if (answer.id === "lock-wrong") wait.start(waitAfter(++failures.current));
    field.current?.select();
  };

  const byPassphrase = () =>
    attempt(
      async () =>
        (await keysFromLock(lock, { kind: "passphrase", passphrase: passphrase.value })) ?? {
          id: "lock-wrong",
        },
    );

  const passkeys = lock.slots.filter((slot) => slot.kind === "passkey");
  const byPasskey = () =>
    attempt(async () => {
      const asked = passkeys.map(({ credential, input }) => ({
        credential,
        input: bytesFromBase64url(input) ?? new Uint8Array(0),
      }));
      const answer = await evaluatePasskey(asked);
      if (!answer.ok) return { id: "lock-passkey-silent" };
      return (
        (await keysFromLock(lock, { kind: "passkey", ...answer.value })) ?? { id: "lock-passkey-silent" }
      );
    });

  return (
    <main class="trouble">
      <p class="wordmark">{words.say("app-name")}</p>
      <h1 class="headline">{words.say("lock-closed")}</h1>
      <form
        class="lock-form"
        onSubmit={(event) => {
          event.preventDefault();
          byPassphrase();
        }}
      >
        <PassphraseField
          words={words}
          label={words.say("lock-passphrase-field")}
          kind="current-password"
          value={passphrase.value}
          onInput={(value) => {
            passphrase.value = value;
          }}
          input={field}
        />
        <div role="alert">
          {said.value.id !== "nothing" && <p class="notice failure">{words.say(said.value.id)}</p>}
        </div>
        {wait.seconds.value > 0 && (
          <p class="aside">{words.say("lock-wait", { seconds: wait.seconds.value })}</p>
        )}
        <div class="answers">
          <button type="submit" class="main-button" aria-disabled={isOpening.value || wait.seconds.value > 0}>
            {words.say(isOpening.value ? "lock-opening" : "lock-open")}
          </button>
          {passkeys.length > 0 && knowsPasskeys() && (
            <button type="button" class="quiet-button" onClick={byPasskey}>
              {words.say("lock-open-passkey")}
            </button>
          )}
        </div>
      </form>
      <p class="aside">{words.say("lock-forgotten")}</p>
    </main>
  );
}

/** Whole seconds until the next try, counted down. */
function useCountdown() {
  const seconds = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (seconds.value > 0) seconds.value--;
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return {
    seconds,
    start(milliseconds: number) {
      seconds.value = Math.ceil(milliseconds / 1000);
    },
  };
}
