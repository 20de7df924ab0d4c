import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { leaveVault } from "../../vault/begin-vault.ts";
import type { LiveVault } from "../../vault/live-vault.ts";
import { TroubleLine } from "./trouble-line.tsx";
import { failureOf, useWork } from "./use-work.ts";

/** Why the sync has stopped, and what its owner can do. What is recorded meanwhile waits here. */
export function StoppedNotice({ live }: { readonly live: LiveVault }): JSX.Element | null {
  const { place } = useApp();
  const work = useWork();
  const { trouble, ...view } = live.view.value;
  // A relay answers a removed device and a deleted diary alike (rule 43).
  const stopped = view.stopped ?? (trouble === "unknown" ? trouble : null);
  if (!stopped) return null;
  const isRemoved = stopped === "no-place" || stopped === "unknown";
  // Only these two are mended by beginning again from what this device has (rule 83).
  const canRestart = stopped === "rollback" || stopped === "log-chain";
  return (
    <div class="notice failure">
      <p>
        <Say id="stopped-why" values={{ by: stopped }} />
      </p>
      <p class="aside">
        <Say id="stopped-here" />
      </p>
      <div class="answers">
        {view.stopped && (
          <button
            type="button"
            class="quiet-button"
            disabled={work.isBusy.value}
            onClick={() =>
              work.run(async () => {
                const failure = failureOf(await live.act((vault) => vault.resume()));
                await live.syncNow();
                return failure;
              })
            }
          >
            <Say id="stopped-again" />
          </button>
        )}
        {canRestart && (
          <button
            type="button"
            class="quiet-button"
            disabled={work.isBusy.value}
            onClick={() => work.run(async () => failureOf(await live.act((vault) => vault.restart())))}
          >
            <Say id="stopped-restart" />
          </button>
        )}
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
          <Say id={isRemoved ? "stopped-leave-removed" : "stopped-leave"} />
        </button>
      </div>
      <p class="aside">
        <Say id="stopped-leave-what" />
      </p>
      <TroubleLine kind={work.failure.value} />
    </div>
  );
}
