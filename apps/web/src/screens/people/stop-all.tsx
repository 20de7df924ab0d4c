import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

interface StopAllProps {
  readonly sharing: Sharing;
  /** How many people and calendars are told something. */
  readonly readers: number;
}

/** Three taps from anywhere, offline too, and nobody is told: the place, this, and yes. */
export function StopAll({ sharing, readers }: StopAllProps): JSX.Element | null {
  const { place } = useApp();
  const step = useSignal<"none" | "asked" | "done">("none");
  const work = useWork();
  const waiting = place.vault.value?.view.value.waiting ?? 0;
  if (readers === 0 && step.value !== "done") return null;
  return (
    <section class="sheet-section stop-all">
      {step.value === "done" ? (
        <p class="notice" role="status">
          <Say id="people-stopped-all" values={{ state: waiting > 0 ? "waiting" : "sent" }} />
        </p>
      ) : step.value === "none" ? (
        <button
          type="button"
          class="main-button"
          onClick={() => {
            step.value = "asked";
          }}
        >
          <Say id="people-stop-all" />
        </button>
      ) : (
        <div class="question">
          <p>
            <Say id="people-stop-all-what" />
          </p>
          <div class="answers">
            <button
              type="button"
              class="main-button"
              disabled={work.isBusy.value}
              onClick={async () => {
                if (await work.run(sharing.stopAll)) step.value = "done";
              }}
            >
              <Say id="people-stop-all-do" />
            </button>
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                step.value = "none";
              }}
            >
              <Say id="people-stop-all-no" />
            </button>
          </div>
        </div>
      )}
      <TroubleLine kind={work.failure.value} />
    </section>
  );
}
