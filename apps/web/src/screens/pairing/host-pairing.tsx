import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { beginHosting, type HostSide } from "../../vault/hosting.ts";
import type { LiveVault } from "../../vault/live-vault.ts";
import type { PairingLink } from "../../vault/pairing-link.ts";
import { DeviceName } from "../devices/device-name.tsx";
import { FourWords } from "./four-words.tsx";
import { LinkCard } from "./link-card.tsx";
import { PairingTrouble } from "./pairing-trouble.tsx";

interface HostPairingProps {
  readonly live: LiveVault;
  /** A link that the other device shows; null to show one here. */
  readonly given: PairingLink | null;
  readonly onAgain: () => void;
}

/** The side that has the diary. Its owner alone lets the other device in. */
export function HostPairing({ live, given, onAgain }: HostPairingProps): JSX.Element {
  const side = useMemo(() => beginHosting(live, given), []);
  useEffect(() => () => side.stop(), []);
  const state = side.state.value;
  switch (state.kind) {
    case "preparing":
      return (
        <p role="status">
          <Say id="pairing-preparing" />
        </p>
      );
    case "waiting":
      return (
        <>
          {state.link !== null && <LinkCard link={state.link} />}
          <p role="status">
            <Say id={state.isLong ? "pairing-waiting-long" : "pairing-waiting"} />
          </p>
        </>
      );
    case "comparing":
      return <Comparing side={side} words={state.words} said={state.name} />;
    case "admitting":
      return (
        <p role="status">
          <Say id="pairing-admitting" />
        </p>
      );
    case "done":
      return <Done name={state.name} />;
    case "failed":
      return state.by === "invite" ? (
        <InviteQuestion side={side} />
      ) : (
        <PairingTrouble by={state.by} onAgain={onAgain} />
      );
  }
}

interface ComparingProps {
  readonly side: HostSide;
  readonly words: readonly string[];
  /** What the newcomer calls itself. */
  readonly said: string;
}

/** The question, and what the newcomer is to be called: nobody comes in under a name of its own choosing alone. */
function Comparing({ side, words, said }: ComparingProps): JSX.Element {
  const name = useSignal(said);
  return (
    <section class="sheet-section" role="alert">
      <p>
        <Say id="pairing-compare-host" values={{ name: said }} />
      </p>
      <FourWords words={words} />
      <DeviceName name={name} id="device-name-host" />
      <p>
        <Say id="pairing-let-in-what" values={{ name: said }} />
      </p>
      <div class="answers">
        <button type="button" class="main-button" onClick={() => side.admit(name.value)}>
          <Say id="pairing-yes" />
        </button>
        <button type="button" class="quiet-button" onClick={side.refuse}>
          <Say id="pairing-no" />
        </button>
      </div>
    </section>
  );
}

function Done({ name }: { readonly name: string }): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="sheet-section">
      <p role="status">
        <Say id="pairing-done-host" values={{ name }} />
      </p>
      <button type="button" class="main-button" onClick={() => navigation.go("devices")}>
        <Say id="pairing-to-devices" />
      </button>
    </section>
  );
}

/** The relay wants its invite before it takes a new diary. */
function InviteQuestion({ side }: { readonly side: HostSide }): JSX.Element {
  const fieldId = useId();
  const invite = useSignal("");
  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        side.retry(invite.value);
      }}
    >
      <p role="alert">
        <Say id="devices-trouble" values={{ kind: "invite" }} />
      </p>
      <div class="field">
        <label class="field-label" for={fieldId}>
          <Say id="relay-invite" />
        </label>
        <input
          id={fieldId}
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
      <button type="submit" class="main-button">
        <Say id="pairing-go-on" />
      </button>
    </form>
  );
}
