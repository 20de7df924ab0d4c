import { type ReadonlySignal, useSignal } from "@preact/signals";
import { kindOfThrown } from "../../vault/pairing.ts";

/** Why something that needs the relay or the store was not done, by the kinds of `devices-trouble` in strings/. */
export type WorkFailure = string;

interface Work {
  readonly isBusy: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<WorkFailure | null>;
  /** Does one thing at a time; true when it was done. What the browser threw is the kind `store`. */
  run(work: () => Promise<WorkFailure | null>): Promise<boolean>;
}

/** Something that takes a moment and may be refused. */
export function useWork(): Work {
  const isBusy = useSignal(false);
  const failure = useSignal<WorkFailure | null>(null);
  return {
    isBusy,
    failure,
    async run(work) {
      if (isBusy.peek()) return false;
      isBusy.value = true;
      failure.value = null;
      try {
        failure.value = await work();
      } catch (error) {
        failure.value = kindOfThrown(error);
      } finally {
        isBusy.value = false;
      }
      return failure.peek() === null;
    },
  };
}

/** What became of a change of the vault, as a failure. */
export const failureOf = (
  changed: { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: string } },
): WorkFailure | null => (changed.ok ? null : changed.error.kind);
