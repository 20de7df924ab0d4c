import { useSignal } from "@preact/signals";
import { type Scope, sentencesAboutScope } from "@tidetable/diary";
import type { Accepted } from "@tidetable/sync";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { beginAccepting } from "../../reader/accepting.ts";
import { readerOf } from "../../reader/reading.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import type { PairingLink } from "../../vault/pairing-link.ts";
import { FourWords } from "../pairing/four-words.tsx";
import { addSharingWords } from "../shared-with-me/sharing-words.ts";

/** A link that somebody shares by was opened: what this is, the words, what is offered, yes or no (rule 99). */
export function AcceptScreen(): JSX.Element {
  const { sharingLink, words } = useApp();
  addSharingWords(words);
  const begun = useSignal<PairingLink | null>(null);
  const isDeclined = useSignal(false);
  const decline = () => {
    sharingLink.value = null;
    isDeclined.value = true;
  };
  return (
    <div class="more">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <Say id="accept-title" />
        </h1>
      </header>
      {sharingLink.value ? (
        <Introduction
          onContinue={() => {
            // Taken once: a link is good for one reader.
            begun.value = sharingLink.value;
            sharingLink.value = null;
            isDeclined.value = false;
          }}
          onDecline={decline}
        />
      ) : isDeclined.value ? (
        <p role="status">
          <Say id="accept-declined" />
        </p>
      ) : begun.value ? (
        <Accepting link={begun.value} onDecline={decline} />
      ) : (
        <p>
          <Say id="accept-no-link" />
        </p>
      )}
    </div>
  );
}

interface IntroductionProps {
  readonly onContinue: () => void;
  readonly onDecline: () => void;
}

/** What this is, before anything is sent anywhere. */
function Introduction({ onContinue, onDecline }: IntroductionProps): JSX.Element {
  return (
    <section class="sheet-section">
      <p>
        <Say id="accept-what" />
      </p>
      <p class="aside">
        <Say id="accept-how" />
      </p>
      <div class="answers">
        <button type="button" class="main-button" onClick={onContinue}>
          <Say id="accept-continue" />
        </button>
        <NoThanks onDecline={onDecline} />
      </div>
    </section>
  );
}

interface AcceptingProps {
  readonly link: PairingLink;
  readonly onDecline: () => void;
}

function Accepting({ link, onDecline }: AcceptingProps): JSX.Element {
  const { today } = useApp();
  const side = useMemo(() => beginAccepting(link, today.peek()), []);
  useEffect(() => () => side.stop(), []);
  const state = side.state.value;
  switch (state.kind) {
    case "waiting":
      return (
        <section class="sheet-section">
          <p role="status">
            <Say id="accept-waiting" />
          </p>
          <NoThanks onDecline={onDecline} />
        </section>
      );
    case "comparing":
      return (
        <section class="sheet-section">
          <div class="sheet-section" role="status">
            <p>
              <Say id="accept-compare" />
            </p>
            <FourWords words={state.words} />
            <p class="aside">
              <Say id="accept-compare-what" />
            </p>
          </div>
          <NoThanks onDecline={onDecline} />
        </section>
      );
    case "offered":
      return <Offered accepted={state.accepted} scope={state.scope} onDecline={onDecline} />;
    case "failed":
      return <Trouble kind={state.by} />;
  }
}

interface OfferedProps {
  readonly accepted: Accepted;
  readonly scope: Scope;
  readonly onDecline: () => void;
}

/** Who offers what, until when, and that this is all. */
function Offered({ accepted, scope, onDecline }: OfferedProps): JSX.Element {
  const { session, today, navigation } = useApp();
  const isBusy = useSignal(false);
  const isRefused = useSignal(false);
  const accept = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    const isKept = await readerOf(session, today).accept(accepted);
    isBusy.value = false;
    isRefused.value = !isKept;
    if (isKept) navigation.go("shared");
  };
  return (
    <section class="sheet-section" role="status">
      <h2 class="headline">
        <Say id="accept-offer" values={{ called: scope.called }} />
      </h2>
      <ul class="offered-fields">
        {sentencesAboutScope(scope, today.value).map((sentence, at) => (
          <li key={at}>
            <SaySentence sentence={sentence} />
          </li>
        ))}
      </ul>
      <p>
        <Say id="accept-not-more" />
      </p>
      <p class="aside">
        <Say id="accept-ends" />
      </p>
      {isRefused.value && <Trouble kind="store" />}
      <div class="answers">
        <button type="button" class="main-button" onClick={accept}>
          <Say id="accept-yes" />
        </button>
        <NoThanks onDecline={onDecline} />
      </div>
    </section>
  );
}

const Trouble = ({ kind }: { readonly kind: string }): JSX.Element => (
  <p class="notice failure" role="alert">
    <Say id="accept-trouble" values={{ kind }} />
  </p>
);

/** At every step: nothing is kept, and nobody is told. */
const NoThanks = ({ onDecline }: { readonly onDecline: () => void }): JSX.Element => (
  <button type="button" class="quiet-button" onClick={onDecline}>
    <Say id="accept-no" />
  </button>
);
