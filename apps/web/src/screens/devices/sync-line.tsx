import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { secondsNow } from "../../platform/clock.ts";
import { Say } from "../../strings/say.tsx";
import type { VaultView } from "../../vault/vault-view.ts";

/** How often the line looks at the clock, in milliseconds. Our choice. */
const lookMilliseconds = 20_000;

/** One quiet line: when this device and the relay last agreed, and what waits. Nothing where there is no vault. */
export function SyncLine(): JSX.Element | null {
  const view = useApp().place.vault.value?.view.value;
  const now = useSignal(secondsNow());
  useEffect(() => {
    now.value = secondsNow();
    const timer = setInterval(() => {
      now.value = secondsNow();
    }, lookMilliseconds);
    return () => clearInterval(timer);
  }, [view]);
  if (!view) return null;
  return (
    <p class="aside sync-line">
      <span aria-hidden="true" class="sync-mark" />
      <span>
        <SyncWords view={view} now={now.value} />
      </span>
    </p>
  );
}

function SyncWords({ view, now }: { readonly view: VaultView; readonly now: number }): JSX.Element {
  const { syncedAt, waiting, trouble, stopped, relay } = view;
  const ago = agoFrom(syncedAt, now);
  if (relay === null) return <Say id="sync-no-relay" />;
  if (stopped) return <Say id="sync-stopped" />;
  return (
    <>
      {trouble && (
        <>
          <Say id="sync-trouble" values={{ kind: trouble }} />{" "}
        </>
      )}
      {waiting > 0 ? (
        <Say id="sync-waiting" values={{ ...ago, waiting }} />
      ) : (
        <Say id="sync-done" values={ago} />
      )}
    </>
  );
}

/** How long ago, in the largest unit of which one has passed. */
function agoFrom(then: number | null, now: number): { readonly unit: string; readonly count: number } {
  if (then === null) return { unit: "never", count: 0 };
  const minutes = Math.max(0, Math.floor((now - then) / 60));
  if (minutes < 1) return { unit: "now", count: 0 };
  if (minutes < 60) return { unit: "minutes", count: minutes };
  if (minutes < 48 * 60) return { unit: "hours", count: Math.floor(minutes / 60) };
  return { unit: "days", count: Math.floor(minutes / 1440) };
}
