import { useSignal } from "@preact/signals";
import {
  answerPlan,
  type LookAhead,
  type PlannedWindow,
  type Sentence,
  sentencesAboutAnswer,
  shortList,
} from "@tidetable/diary";
import type { JSX } from "preact";
import type { KeptCalendar } from "../../calendars/stored-calendar.ts";
import { inGroups } from "../../planning/in-groups.ts";
import { type Asked, planQuestionOf } from "../../planning/question.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { NoForecast } from "./no-forecast.tsx";
import { useWorkedOut } from "./use-look-ahead.ts";
import { WindowRow } from "./window-row.tsx";

interface AnswerViewProps {
  readonly asked: Asked;
  readonly calendars: readonly KeptCalendar[];
  readonly ahead: LookAhead | null;
  readonly usualName: string;
  /** Keeps dates of the list, which is the answer to this question; the one on the screen may be newer already. */
  readonly onKeep: (of: Asked, window: PlannedWindow, name: string) => void;
}

/** A short list and not a heat map: the best dates, how good they are, and which of them are the same. */
export function AnswerView({ asked, calendars, ahead, usualName, onKeep }: AnswerViewProps): JSX.Element {
  const open = useSignal<string | null>(null);
  const of = JSON.stringify([asked, calendars.map(({ id, read }) => [id, read])]);
  const { value: answered, isWorking } = useWorkedOut(ahead, of, (now) => {
    const question = planQuestionOf(asked, calendars);
    return { ahead: now, asked, question, answer: answerPlan(now, question) };
  });
  if (answered === null) {
    return (
      <p class="basis" aria-busy="true">
        <Say id="planner-working" />
      </p>
    );
  }
  const { answer, question } = answered;
  if (answer.kind === "no-forecast") return <NoForecast answer={answer.answer} />;
  const { occasion, stakes } = answered.asked;
  // Of one date there is no lowest to be found.
  const said = sentencesAboutAnswer(answer, question, occasion === "event" ? "rather-not" : stakes);
  const groups = answer.kind === "windows" ? inGroups(shortList(answer.windows)) : [];
  /** Said right under what it is said of. */
  const isAboutBest = ({ id }: Sentence) => id.startsWith("plan-same-");
  return (
    <section class="plan-answer" aria-busy={isWorking}>
      {groups.length > 0 && (
        <h2>
          <Say id="planner-chance-of" values={{ kind: kindOf(answered.asked), days: question.days }} />
        </h2>
      )}
      {groups.map((group, at) => (
        <div key={group[0]!.first} class="plan-group">
          <ul class="plan-rows">
            {group.map((window) => (
              <WindowRow
                key={window.first}
                window={window}
                asked={answered.asked}
                ahead={answered.ahead}
                isOpen={open.value === window.first}
                onToggle={() => {
                  open.value = open.value === window.first ? null : window.first;
                }}
                usualName={usualName}
                onKeep={(name) => {
                  open.value = null;
                  onKeep(answered.asked, window, name);
                }}
              />
            ))}
          </ul>
          {at === 0 && <Lines sentences={said.filter(isAboutBest)} isQuiet />}
        </div>
      ))}
      <Lines sentences={said.filter((one) => !isAboutBest(one))} isQuiet={groups.length > 0} />
    </section>
  );
}

interface LinesProps {
  readonly sentences: readonly Sentence[];
  readonly isQuiet: boolean;
}

const Lines = ({ sentences, isQuiet }: LinesProps): JSX.Element => (
  <div aria-live="polite" class="reasons">
    {sentences.map((sentence, at) => (
      <p key={at} class={isQuiet ? "basis" : undefined}>
        <SaySentence sentence={sentence} />
      </p>
    ))}
  </div>
);

const kindOf = ({ avoid }: Asked): "bleeding" | "before" | "both" =>
  !avoid.bleeding ? "before" : avoid.daysBefore > 0 ? "both" : "bleeding";
