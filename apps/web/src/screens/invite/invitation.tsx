import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Agreement } from "../../sharing/changing.ts";
import { beginInviting, type InviteSide } from "../../sharing/inviting.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import type { LiveVault } from "../../vault/live-vault.ts";
import { FourWords } from "../pairing/four-words.tsx";
import { LinkCard } from "../pairing/link-card.tsx";

interface InvitationProps {
  readonly live: LiveVault;
  readonly sharing: Sharing;
  readonly agreement: Agreement;
  readonly onAgain: (agreement: Agreement) => void;
}

/** From the link to the yes of whoever is invited. Until the words were compared, nothing is told (rule 99). */
export function Invitation({ live, sharing, agreement, onAgain }: InvitationProps): JSX.Element {
  const { navigation } = useApp();
  const side = useMemo(() => beginInviting(live, sharing, agreement), []);
  useEffect(() => {
    return () => side.stop();
  }, []);
  const state = side.state.value;
  const toPeople = () => navigation.go("people");
  switch (state.kind) {
    case "preparing":
    case "admitting":
      return (
        <p role="status">
          <Say id={`invite-${state.kind}`} />
        </p>
      );
    case "waiting":
      return (
        <>
          <LinkCard link={state.link} showId="invite-show" hourId="invite-hour" />
          <p role="status">
            <Say id="invite-waiting" />
          </p>
        </>
      );
    case "comparing":
      return <Comparing side={side} words={state.words} />;
    case "offered":
    case "accepted":
      return (
        <section class="sheet-section">
          <p role="status">
            <Say id={`invite-${state.kind}`} values={{ who: agreement.nickname }} />
          </p>
          <button type="button" class="main-button" onClick={toPeople}>
            <Say id="invite-to-people" />
          </button>
        </section>
      );
    case "failed":
      return (
        <section class="sheet-section">
          <p class="notice failure" role="alert">
            <Say id="invite-trouble" values={{ kind: state.by }} />
          </p>
          <div class="answers">
            <button type="button" class="main-button" onClick={() => onAgain(agreement)}>
              <Say id="invite-again" />
            </button>
            <button type="button" class="quiet-button" onClick={toPeople}>
              <Say id="invite-to-people" />
            </button>
          </div>
        </section>
      );
  }
}

interface ComparingProps {
  readonly side: InviteSide;
  readonly words: readonly string[];
}

function Comparing({ side, words }: ComparingProps): JSX.Element {
  return (
    <section class="sheet-section" role="alert">
      <p>
        <Say id="invite-compare" />
      </p>
      <FourWords words={words} />
      <div class="answers">
        <button type="button" class="main-button" onClick={side.admit}>
          <Say id="invite-yes" />
        </button>
        <button type="button" class="quiet-button" onClick={side.refuse}>
          <Say id="invite-no" />
        </button>
      </div>
    </section>
  );
}
