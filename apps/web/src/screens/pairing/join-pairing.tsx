import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { beginJoining } from "../../vault/joining.ts";
import { type PairingLink, pairingLinkFromText } from "../../vault/pairing-link.ts";
import { DeviceName, guessedDeviceName } from "../devices/device-name.tsx";
import { DifferingNotice } from "../devices/differing-notice.tsx";
import { FourWords } from "./four-words.tsx";
import { LinkCard } from "./link-card.tsx";
import { PairingTrouble } from "./pairing-trouble.tsx";

interface JoinPairingProps {
  readonly given: PairingLink | null;
  /** A link of the other device was pasted. */
  readonly onLink: (link: PairingLink) => void;
  readonly onAgain: () => void;
}

/** The side that has no shared diary yet. First what it will be called; then the words to compare. */
export function JoinPairing(props: JoinPairingProps): JSX.Element {
  const { session, words } = useApp();
  const name = useSignal(guessedDeviceName(words));
  const begun = useSignal<string | null>(null);
  if (begun.value !== null) return <Joining {...props} name={begun.value} />;
  const count = session.diary.value.entryByDate.size;
  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        begun.value = name.value.trim() || guessedDeviceName(words);
      }}
    >
      <p>
        <Say id={props.given ? "pairing-join-opened" : "pairing-join-how"} />
      </p>
      {count > 0 && (
        <p class="aside">
          <Say id="pairing-join-own" />
        </p>
      )}
      <DeviceName name={name} />
      <button type="submit" class="main-button">
        <Say id={props.given ? "pairing-go-on" : "pairing-show-link"} />
      </button>
      {!props.given && <PasteLink onLink={props.onLink} />}
    </form>
  );
}

function Joining({ given, onAgain, name }: JoinPairingProps & { readonly name: string }): JSX.Element {
  const { place, navigation } = useApp();
  const side = useMemo(() => beginJoining(place, given, name), []);
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
            <Say id="pairing-waiting" />
          </p>
        </>
      );
    case "comparing":
      return (
        <section class="sheet-section" role="status">
          <p>
            <Say id="pairing-compare-join" />
          </p>
          <FourWords words={state.words} />
          <p class="aside">
            <Say id="pairing-compare-join-what" />
          </p>
        </section>
      );
    case "reading":
      return (
        <p role="status">
          <Say id="pairing-reading" />
        </p>
      );
    case "done":
      return (
        <section class="sheet-section">
          <p role="status">
            <Say id="pairing-done-join" />
          </p>
          <DifferingNotice />
          <button type="button" class="main-button" onClick={() => navigation.go("today")}>
            <Say id="pairing-to-today" />
          </button>
        </section>
      );
    case "failed":
      return <PairingTrouble by={state.by} onAgain={onAgain} />;
  }
}

/** For a link that came as text. */
function PasteLink({ onLink }: Pick<JoinPairingProps, "onLink">): JSX.Element {
  const fieldId = useId();
  const text = useSignal("");
  const isRefused = useSignal(false);
  const open = () => {
    const link = pairingLinkFromText(text.value);
    isRefused.value = link === null;
    if (link) onLink(link);
  };
  return (
    <div class="field">
      <label class="field-label" for={fieldId}>
        <Say id="pairing-paste" />
      </label>
      <div class="name-adder">
        <input
          id={fieldId}
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={isRefused.value}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            open();
          }}
        />
        <button type="button" class="quiet-button" onClick={open}>
          <Say id="pairing-open" />
        </button>
      </div>
      <p class="aside" role={isRefused.value ? "alert" : undefined}>
        {isRefused.value && <Say id="pairing-no-link" />}
      </p>
    </div>
  );
}
