import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { type Grant, isLive } from "../../sharing/grants.ts";
import { faceAt } from "../../sharing/preview.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { FaceCard } from "../shared-with-me/face-card.tsx";
import { CareWordsForm } from "./care-words-form.tsx";
import { LeftLines } from "./left-lines.tsx";
import { RenamePerson } from "./rename-person.tsx";
import { ScopeLines } from "./scope-lines.tsx";
import { ShowLess } from "./show-less.tsx";
import { TellToday } from "./tell-today.tsx";

interface OnePersonProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
}

/** What one person sees, and less of it, or nothing, from here in one tap. */
export function OnePerson({ sharing, grant }: OnePersonProps): JSX.Element {
  const { session, forecaster, today, words } = useApp();
  const isLess = useSignal(false);
  const { nickname: who, scope, standing, told } = grant;
  const diary = session.diary.value;
  const care = sharing.care.value;
  const face = useMemo(
    () =>
      scope && standing === "open"
        ? faceAt({ diary, today: today.value, forecaster, care, told, scope }, today.value)
        : ({ kind: "nothing" } as const),
    [diary, today.value, scope, care, told, standing],
  );
  if (isLess.value && scope) {
    return (
      <ShowLess
        sharing={sharing}
        grant={grant}
        scope={scope}
        onDone={() => {
          isLess.value = false;
        }}
      />
    );
  }
  return (
    <>
      <section class="sheet-section">
        <p class="headline">
          <Say
            id="person-headline"
            values={{ standing, who, date: scope ? words.date(scope.last, "long") : "" }}
          />
        </p>
        {scope && <ScopeLines scope={scope} />}
        <Actions
          sharing={sharing}
          grant={grant}
          onLess={() => {
            isLess.value = true;
          }}
        />
      </section>
      <section class="sheet-section">
        <h2>
          <Say id={face.kind === "card" ? "person-sees-now" : "person-sees-nothing"} values={{ who }} />
        </h2>
        <FaceCard face={face} day={today.value} />
        <LeftLines sharing={sharing} grant={grant} />
      </section>
      {scope?.today && isLive(grant) && <TellToday sharing={sharing} grant={grant} />}
      {scope && scope.care.length > 0 && isLive(grant) && (
        <CareWordsForm sharing={sharing} kinds={scope.care} />
      )}
      {isLive(grant) && <RenamePerson sharing={sharing} grant={grant} />}
    </>
  );
}

interface ActionsProps extends OnePersonProps {
  readonly onLess: () => void;
}

function Actions({ sharing, grant, onLess }: ActionsProps): JSX.Element {
  const { navigation } = useApp();
  const work = useWork();
  const stop = async () => {
    if (await work.run(() => sharing.end(grant))) navigation.back();
  };
  return (
    <>
      {isLive(grant) && (
        <>
          <div class="answers">
            <button type="button" class="quiet-button" onClick={onLess}>
              <Say id="person-show-less" />
            </button>
            {grant.standing === "paused" ? (
              <button
                type="button"
                class="quiet-button"
                onClick={() => work.run(() => sharing.resume(grant))}
              >
                <Say id="person-resume" />
              </button>
            ) : (
              <button type="button" class="quiet-button" onClick={() => work.run(() => sharing.pause(grant))}>
                <Say id="person-pause" />
              </button>
            )}
            <button type="button" class="main-button" onClick={stop}>
              <Say id="person-stop" />
            </button>
          </div>
          <p class="aside">
            <Say id="person-not-told" />
          </p>
          <p class="aside">
            <Say id="person-more-how" />
          </p>
        </>
      )}
      <TroubleLine kind={work.failure.value} />
    </>
  );
}
