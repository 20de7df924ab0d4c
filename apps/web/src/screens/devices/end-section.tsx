import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { leaveVault } from "../../vault/begin-vault.ts";
import type { LiveVault } from "../../vault/live-vault.ts";
import { TroubleLine } from "./trouble-line.tsx";
import { failureOf, useWork } from "./use-work.ts";

/** In small print: what makes things go away. */
export function EndSection({ live }: { readonly live: LiveVault | null }): JSX.Element {
  const { navigation } = useApp();
  const work = useWork();
  const isForgotten = useSignal(false);
  const hasRelay = live !== null && live.view.value.relay !== null && !live.view.value.stopped;
  return (
    <section class="sheet-section small-print">
      <h2>
        <Say id="end-title" />
      </h2>
      {hasRelay && (
        <>
          <p class="aside">
            <Say id="forget-what" />
          </p>
          <button
            type="button"
            class="link"
            disabled={work.isBusy.value}
            onClick={async () => {
              isForgotten.value = await work.run(async () =>
                failureOf(await live.act((vault) => vault.forgetHistory())),
              );
            }}
          >
            <Say id="forget-do" />
          </button>
          <p class="aside" role="status">
            {isForgotten.value && <Say id="forget-done" />}
          </p>
          <TroubleLine kind={work.failure.value} />
        </>
      )}
      {live && !live.view.value.stopped && live.view.value.trouble !== "unknown" && <LeaveQuestion />}
      <button type="button" class="link" onClick={() => navigation.go("erase")}>
        <Say id="erase-open" />
      </button>
    </section>
  );
}

/** Out of the shared diary, with everything that is shown here. */
function LeaveQuestion(): JSX.Element {
  const { place } = useApp();
  const isAsked = useSignal(false);
  const work = useWork();
  if (!isAsked.value) {
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          isAsked.value = true;
        }}
      >
        <Say id="leave-open" />
      </button>
    );
  }
  return (
    <div class="question">
      <p>
        <Say id="leave-what" />
      </p>
      <div class="answers">
        <button
          type="button"
          class="quiet-button"
          disabled={work.isBusy.value}
          onClick={() =>
            work.run(async () => {
              await leaveVault(place);
              return null;
            })
          }
        >
          <Say id="leave-do" />
        </button>
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            isAsked.value = false;
          }}
        >
          <Say id="leave-no" />
        </button>
      </div>
      <TroubleLine kind={work.failure.value} />
    </div>
  );
}
