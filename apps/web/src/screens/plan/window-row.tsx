import {
  chanceInTwenty,
  chancesByDay,
  datesOfWindow,
  daysBetween,
  type LookAhead,
  type PlannedWindow,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Asked } from "../../planning/question.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { ChanceStrip } from "./chance-strip.tsx";
import { DayChances } from "./day-chances.tsx";
import { KeepPlan } from "./keep-plan.tsx";

/** Days of a window that are shown one by one: a longer one is about all of them. Our choice: three weeks. */
const mostDaysShown = 21;

interface WindowRowProps {
  readonly window: PlannedWindow;
  readonly asked: Asked;
  readonly ahead: LookAhead;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly usualName: string;
  readonly onKeep: (name: string) => void;
}

/** Dates and their chance; opened, the days one by one, and the way to keep them. */
export function WindowRow(props: WindowRowProps): JSX.Element {
  const { window, asked, ahead, isOpen, onToggle, usualName, onKeep } = props;
  const { navigation, today } = useApp();
  const detailsId = useId();
  return (
    <li class="plan-row">
      <button
        type="button"
        class="plan-row-head"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={onToggle}
      >
        <span class="plan-dates">
          <SaySentence sentence={datesOfWindow(window, today.value)} />
        </span>
        <span class="plan-chance">
          <SaySentence sentence={chanceInTwenty(window.chance)} />
        </span>
        <ChanceStrip chance={window.chance} />
      </button>
      <div id={detailsId} class="plan-details">
        {isOpen && (
          <>
            {window.first !== window.last && daysBetween(window.first, window.last) < mostDaysShown && (
              <DayChances days={chancesByDay(ahead, { ...window, avoid: asked.avoid })} />
            )}
            <button type="button" class="link" onClick={() => navigation.go("why")}>
              <Say id="why-link" />
            </button>
            <KeepPlan usualName={usualName} onKeep={onKeep} />
          </>
        )}
      </div>
    </li>
  );
}
