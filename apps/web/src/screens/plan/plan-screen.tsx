import { type Signal, signal } from "@preact/signals";
import { type CalendarDate, type Plan, type PlannedWindow, withPlan } from "@tidetable/diary";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { calendarsIn } from "../../calendars/stored-calendar.ts";
import { SavedLine } from "../../controls/saved-line.tsx";
import type { DiarySession } from "../../diary-session.ts";
import { type Asked, changed, firstQuestion, planOf, questionAbout } from "../../planning/question.ts";
import { addPlanningWords } from "../../strings/planning-words.ts";
import { Say } from "../../strings/say.tsx";
import { AnswerView } from "./answer-view.tsx";
import { AskForm } from "./ask-form.tsx";
import { CalendarFiles } from "./calendar-files.tsx";
import { EventsAhead } from "./events-ahead.tsx";
import { SavedPlans } from "./saved-plans.tsx";
import { useLookAhead } from "./use-look-ahead.ts";

/** Questions as they were left: in memory only, so that going to another screen and back loses nothing. */
const questions = new WeakMap<DiarySession, Signal<Asked>>();

function questionOf(session: DiarySession, today: CalendarDate): Signal<Asked> {
  const asked = questions.get(session) ?? signal(firstQuestion(today));
  questions.set(session, asked);
  return asked;
}

/** Plans that were kept, a question about dates and its answer, and the calendar files that it keeps clear of. */
export function PlanScreen(): JSX.Element {
  const { session, keeping, navigation, today, words } = useApp();
  addPlanningWords(words);
  const ahead = useLookAhead();
  const question = questionOf(session, today.value);
  // A page that stayed open over midnight asks of no day that is past.
  const asked = changed(question.value, {}, today.value);
  const settings = session.settings.value;
  const calendars = useMemo(() => calendarsIn(settings), [settings]);
  const plans = session.diary.value.plans ?? [];
  const moving = plans.find(({ id }) => id === asked.moving);
  const top = useRef<HTMLHeadingElement>(null);
  const movingLine = useRef<HTMLParagraphElement>(null);
  // What was asked for stands further down.
  useEffect(() => movingLine.current?.focus(), [asked.moving]);

  const change = (changes: Partial<Asked>) => {
    question.value = changed(asked, changes, today.value);
  };
  const keep = async (of: Asked, window: PlannedWindow, name: string) => {
    const id = moving?.id ?? crypto.randomUUID();
    await keeping.keep((diary) => withPlan(diary, planOf(of, window, { id, name, today: today.value })));
    change({ moving: null, name: "" });
    top.current?.focus();
  };
  const move = (plan: Plan) => {
    const next = questionAbout(plan, today.value);
    if (next) question.value = next;
  };
  const usualName =
    moving?.name ?? (asked.name || words.say("planner-usual-name", { occasion: asked.occasion }));

  return (
    <div class="more plan">
      <header class="screen-head">
        <h1 tabIndex={-1} ref={top}>
          <Say id="planner-title" />
        </h1>
        <SavedLine />
      </header>
      <SavedPlans ahead={ahead} onMove={move} />
      <section class="plan-question">
        {moving && (
          <p class="notice" tabIndex={-1} ref={movingLine}>
            <Say id="planner-moving" values={{ name: moving.name }} />{" "}
            <button type="button" class="link" onClick={() => change({ moving: null })}>
              <Say id="planner-moving-stop" />
            </button>
          </p>
        )}
        <AskForm asked={asked} hasCalendars={calendars.length > 0} onChange={change} />
        {asked.occasion === "event" && <EventsAhead calendars={calendars} asked={asked} onPick={change} />}
        <AnswerView asked={asked} calendars={calendars} ahead={ahead} usualName={usualName} onKeep={keep} />
      </section>
      <CalendarFiles calendars={calendars} />
      <ul class="plain-ways">
        <li>
          <button type="button" class="link" onClick={() => navigation.go("rota")}>
            <Say id="planner-rota-open" />
          </button>
        </li>
        <li>
          <button type="button" class="link" onClick={() => navigation.go("feeds")}>
            <Say id="feeds-open" />
          </button>
        </li>
      </ul>
    </div>
  );
}
