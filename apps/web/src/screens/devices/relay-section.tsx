import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { ownRelay } from "../../platform/relay-transport.ts";
import { Say } from "../../strings/say.tsx";
import type { LiveVault } from "../../vault/live-vault.ts";
import { relayAddressFrom } from "../../vault/pairing-link.ts";
import { TroubleLine } from "./trouble-line.tsx";
import { failureOf, useWork } from "./use-work.ts";

/** Which relay carries the sealed diary, and the way to another one. */
export function RelaySection({ live }: { readonly live: LiveVault }): JSX.Element {
  const { relay, formerRelay } = live.view.value;
  const addressId = useId();
  const inviteId = useId();
  const address = useSignal(relay === null ? ownRelay() : "");
  const invite = useSignal("");
  const work = useWork();
  const leaving = useWork();
  const typed = relayAddressFrom(address.value);
  const isElsewhere = typed !== null && new URL(typed).origin !== location.origin;
  return (
    <details class="fold">
      <summary class="fold-title">
        <Say id="relay-title" />
      </summary>
      <div class="sheet-section">
        <p>{relay === null ? <Say id="relay-none" /> : <Say id="relay-now" values={{ relay }} />}</p>
        <p class="aside">
          <Say id="relay-sees" />
        </p>
        {formerRelay !== null && (
          <div class="notice">
            <p>
              <Say id="relay-former" values={{ relay: formerRelay }} />
            </p>
            <div class="answers">
              <button
                type="button"
                class="quiet-button"
                disabled={leaving.isBusy.value}
                onClick={() =>
                  leaving.run(async () => failureOf(await live.act((vault) => vault.leaveFormer())))
                }
              >
                <Say id="relay-former-delete" />
              </button>
            </div>
            <TroubleLine kind={leaving.failure.value} />
          </div>
        )}
        <form
          class="sheet-section"
          autocomplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            work.run(async () => {
              if (typed === null) return "no-address";
              const asked = invite.value.trim() || null;
              return failureOf(await live.act((vault) => vault.connect(typed, asked)));
            });
          }}
        >
          <div class="field">
            <label class="field-label" for={addressId}>
              <Say id={relay === null ? "relay-address" : "relay-address-other"} />
            </label>
            <input
              id={addressId}
              type="text"
              inputMode="url"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={address.value}
              onInput={(event) => {
                address.value = event.currentTarget.value;
              }}
            />
          </div>
          <div class="field">
            <label class="field-label" for={inviteId}>
              <Say id="relay-invite" />
            </label>
            <input
              id={inviteId}
              type="text"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              value={invite.value}
              onInput={(event) => {
                invite.value = event.currentTarget.value;
              }}
            />
          </div>
          <button type="submit" class="quiet-button" disabled={work.isBusy.value}>
            <Say id={relay === null ? "relay-connect" : "relay-move"} />
          </button>
          <TroubleLine
            kind={
              isElsewhere && work.failure.value === "unreachable"
                ? "unreachable-elsewhere"
                : work.failure.value
            }
          />
        </form>
      </div>
    </details>
  );
}
