import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Reader, SharedView } from "../../reader/reader.ts";
import { Say } from "../../strings/say.tsx";
import { CyclesBeside } from "./cycles-beside.tsx";
import { FaceCard } from "./face-card.tsx";

interface SharedCardProps {
  readonly reader: Reader;
  readonly view: SharedView;
}

/**
 * One person's card under her name, and what its reader can do: be notified, and stop.
 *
 * Name and buttons come from what was agreed to, never from what the card says: they are the same whatever its face is.
 */
export function SharedCard({ reader, view }: SharedCardProps): JSX.Element {
  const { today, navigation, words } = useApp();
  const isAsking = useSignal(false);
  const nameId = useId();
  const { called, face } = view;
  return (
    <section class="sheet-section" aria-labelledby={nameId}>
      <h2 id={nameId} class="sharer">
        <bdi>{called}</bdi>
      </h2>
      {face && <FaceCard face={face} day={today.value} />}
      {face?.kind === "card" && <CyclesBeside called={called} starts={face.pastStarts} />}
      {isAsking.value ? (
        <div class="question" role="alert">
          <p>
            <Say id="shared-stop-what" values={{ called }} />
          </p>
          <div class="answers">
            <button type="button" class="main-button" onClick={() => reader.stopSeeing(view.id)}>
              <Say id="shared-stop-yes" />
            </button>
            <button
              type="button"
              class="quiet-button"
              onClick={() => {
                isAsking.value = false;
              }}
            >
              <Say id="shared-stop-no" />
            </button>
          </div>
        </div>
      ) : (
        <p class="row">
          {view.hasHeadsUp && (
            <button
              type="button"
              class="link"
              aria-label={words.say("shared-notices-of", { called })}
              onClick={() => navigation.go("notifications")}
            >
              <Say id="shared-notices" />
            </button>
          )}
          <button
            type="button"
            class="link"
            aria-label={words.say("shared-stop-of", { called })}
            onClick={() => {
              isAsking.value = true;
            }}
          >
            <Say id="shared-stop" />
          </button>
        </p>
      )}
    </section>
  );
}
