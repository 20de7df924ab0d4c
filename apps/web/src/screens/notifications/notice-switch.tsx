import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { notifyState } from "../../platform/push.ts";
import type { Reader, SharedView } from "../../reader/reader.ts";
import { isReaderOnly } from "../../reader/shared-names.ts";
import { type TurnedOn, turnOffNotices, turnOnNotices } from "../../reader/turning-notices-on.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { RhythmChoice } from "./rhythm-choice.tsx";

interface NoticeSwitchProps {
  readonly reader: Reader;
  readonly view: SharedView;
}

/** The switch of one grant, off until it is tapped, and what it leads to. Nobody is asked anything before. */
export function NoticeSwitch({ reader, view }: NoticeSwitchProps): JSX.Element {
  const { session } = useApp();
  const titleId = useId();
  /** What the switch was turned to, until that is so or was not to be had. */
  const wanted = useSignal<boolean | null>(null);
  const became = useSignal<TurnedOn | null>(null);
  const { id, called, notices } = view;

  const turn = async (isOn: boolean): Promise<void> => {
    if (wanted.peek() !== null) return;
    wanted.value = isOn;
    if (isOn) became.value = await turnOnNotices(reader, id);
    else {
      const others = reader.shared.peek().filter((other) => other.id !== id);
      const isOwn = !isReaderOnly(session.diary.peek(), session.settings.peek());
      await turnOffNotices(reader, id, !isOwn && others.every((other) => other.notices === null));
    }
    wanted.value = null;
  };

  const state = notifyState();
  const isClosed = state === "denied" || state === "impossible";
  return (
    <section class="sheet-section" aria-labelledby={titleId}>
      <h2 id={titleId} class="sharer">
        <bdi>{called}</bdi>
      </h2>
      {isClosed ? (
        <p class="notice" role="status">
          <Say id={state === "denied" ? "notices-denied" : "notices-impossible"} />
        </p>
      ) : (
        <>
          <p class="aside">
            <Say id="notices-what" values={{ called }} />
          </p>
          <Toggle isOn={wanted.value ?? notices !== null} onToggle={turn}>
            <Say id="notices-on" />
          </Toggle>
          <div role="alert">{became.value !== null && <Refusal became={became.value} />}</div>
        </>
      )}
      {notices !== null && !isClosed && (
        <>
          <RhythmChoice rhythm={notices} onPick={(rhythm) => reader.wantNotices(id, rhythm)} />
          {view.isWaiting && (
            <p class="aside" role="status">
              <Say id="notices-waiting" values={{ called }} />
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** Why a switch that was turned on is off. A question that was closed without an answer says nothing, and can be had again. */
function Refusal({ became }: { readonly became: TurnedOn }): JSX.Element | null {
  if (became !== "no-push" && became !== "not-kept") return null;
  return (
    <p class="notice failure">
      <Say id={became === "no-push" ? "notices-no-push" : "notices-not-kept"} />
    </p>
  );
}
