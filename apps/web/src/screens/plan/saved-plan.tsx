import { useSignal } from "@preact/signals";
import {
  type CalendarDate,
  datesOfWindow,
  daysBetween,
  type LookAhead,
  newsOfPlan,
  type Plan,
  type PlanNews,
  planSaid,
  type Sentence,
  sentenceOfChance,
  sentencesAboutPlan,
  withoutPlan,
  withPlan,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { fileOfPlan } from "../../planning/plan-file.ts";
import { secondsNow } from "../../platform/clock.ts";
import { saveFile } from "../../platform/save-file.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { ChanceStrip } from "./chance-strip.tsx";
import { useWorkedOut } from "./use-look-ahead.ts";

interface SavedPlanProps {
  readonly plan: Plan;
  readonly ahead: LookAhead | null;
  readonly onMove: () => void;
}

/** A plan as it looks now, and what changed since its owner last looked; opened, what can be done with it. */
export function SavedPlan({ plan, ahead, onMove }: SavedPlanProps): JSX.Element {
  const { keeping, today } = useApp();
  const isOpen = useSignal(false);
  const actionsId = useId();
  const isOver = plan.last < today.value;
  const of = JSON.stringify([plan, today.value]);
  const { value: news } = useWorkedOut(ahead, of, (now) => newsOfPlan(now, plan));
  const said = news && !isOver ? saidOf(plan, news, today.value) : [];
  const hasNews = news !== null && !isOver && (news.change === "better" || news.change === "worse");
  const chance = news?.chance ?? null;

  return (
    <li class="plan-row">
      <button
        type="button"
        class="plan-row-head"
        aria-expanded={isOpen.value}
        aria-controls={actionsId}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <span class="plan-name">
          <bdi>{plan.name}</bdi>
        </span>
        <span class="aside">
          <SaySentence sentence={datesOfWindow(plan, today.value)} />
        </span>
        {chance !== null && !isOver && <ChanceStrip chance={chance} />}
      </button>
      <div class="plan-said" aria-live="polite">
        {isOver ? (
          <p class="aside">
            <Say id="planner-over" />
          </p>
        ) : (
          said.map((sentence, at) => (
            <p key={at} class={at === 0 ? "plan-sentence" : "aside"}>
              <SaySentence sentence={sentence} />
            </p>
          ))
        )}
      </div>
      {hasNews && chance !== null && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => keeping.keep((diary) => withPlan(diary, planSaid(plan, today.value, chance)))}
        >
          <Say id="planner-seen" />
        </button>
      )}
      <div id={actionsId} class="plan-actions">
        {isOpen.value && (
          <>
            {plan.between && !isOver && (
              <button type="button" class="link" onClick={onMove}>
                <Say id="planner-move" />
              </button>
            )}
            {!isOver && (
              <button
                type="button"
                class="link"
                onClick={() => saveFile("tidetable.ics", "text/calendar", fileOfPlan(plan, secondsNow()))}
              >
                <Say id="planner-to-file" />
              </button>
            )}
            <button
              type="button"
              class="link"
              onClick={() => keeping.keep((diary) => withoutPlan(diary, plan))}
            >
              <Say id="planner-remove" />
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** Its name and its dates stand above: what follows is its chance, and the rest as everywhere. */
function saidOf(plan: Plan, news: PlanNews, today: CalendarDate): readonly Sentence[] {
  const all = sentencesAboutPlan(plan, news, today);
  if (news.chance === null) return all;
  const days = daysBetween(plan.first, plan.last) + 1;
  return [sentenceOfChance(news.chance, { days, avoid: plan.avoid }), ...all.slice(1)];
}
