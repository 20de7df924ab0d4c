import type { CareWords, Scope, Told } from "@tidetable/diary";
import { wordsOfNotice } from "@tidetable/diary";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { faceAt, headsUpPreview, type Previewed } from "../../sharing/preview.ts";
import { Say } from "../../strings/say.tsx";
import { FaceCard } from "../shared-with-me/face-card.tsx";
import { ScopeLines } from "./scope-lines.tsx";

interface PreviewProps {
  readonly scope: Scope;
  readonly care: CareWords;
  readonly told: Told | null;
  /** The message on the button that agrees. */
  readonly agreeId: string;
  readonly onAgree: () => void;
  readonly onBack: () => void;
}

/**
 * The very card that the reader gets, today and on the day of a heads-up, and what stands on a locked screen. Nothing can be
 * agreed to before it was looked at.
 */
export function PreviewAsThem({ scope, care, told, agreeId, onAgree, onBack }: PreviewProps): JSX.Element {
  const { session, forecaster, today, words } = useApp();
  const diary = session.diary.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // It came in place of what was being filled in: it is read from its top.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const shown = useMemo(() => {
    const from = { diary, today: today.value, forecaster, care, told, scope };
    return { now: faceAt(from, today.value), ahead: headsUpPreview(from) };
  }, [diary, today.value, scope, care]);
  const notice = scope.headsUp && { called: scope.called, words: scope.headsUp.words };
  return (
    <>
      <section class="sheet-section">
        <h2 ref={heading} tabIndex={-1}>
          <Say id="them-title" />
        </h2>
        <h3>
          <Say id="them-today" />
        </h3>
        <FaceCard face={shown.now} day={today.value} />
        {shown.now.kind === "nothing" && (
          <p class="aside">
            <Say id="them-today-nothing" />
          </p>
        )}
        {scope.headsUp && shown.ahead?.day !== today.value && <Ahead shown={shown.ahead} />}
      </section>
      <section class="sheet-section">
        <h3>
          <Say id="them-lock" />
        </h3>
        {notice ? (
          <>
            <div class="lock-notice">
              <span class="lock-notice-title">
                <Say id="app-name" />
              </span>
              <span>
                <Say id="them-lock-neutral" />
              </span>
            </div>
            <p class="aside">
              <Say
                id="them-lock-what"
                values={{ words: words.saySentence(wordsOfNotice({ kind: "heads-up", ...notice })) }}
              />
            </p>
          </>
        ) : (
          <p class="aside">
            <Say id="them-lock-none" />
          </p>
        )}
      </section>
      <section class="sheet-section">
        <h3>
          <Say id="them-scope" />
        </h3>
        <ScopeLines scope={scope} />
        <p class="aside">
          <Say id="them-choice" />
        </p>
        <Worried />
        <div class="answers">
          <button type="button" class="main-button" onClick={onAgree}>
            <Say id={agreeId} />
          </button>
          <button type="button" class="quiet-button" onClick={onBack}>
            <Say id="them-back" />
          </button>
        </div>
      </section>
    </>
  );
}

function Ahead({ shown }: { readonly shown: Previewed | null }): JSX.Element {
  const { words } = useApp();
  if (shown === null) {
    return (
      <p class="aside">
        <Say id="them-no-heads-up" />
      </p>
    );
  }
  return (
    <>
      <h3>
        <Say id="them-heads-up" values={{ date: words.date(shown.day, "long") }} />
      </h3>
      <FaceCard face={shown.face} day={shown.day} />
    </>
  );
}

function Worried(): JSX.Element {
  const { navigation } = useApp();
  return (
    <button type="button" class="link" onClick={() => navigation.go("safety")}>
      <Say id="people-worried" />
    </button>
  );
}
