import { useSignal } from "@preact/signals";
import { addDays, periodStarts } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { AllRightCard } from "../../check-in/all-right-card.tsx";
import { DateText, Say } from "../../strings/say.tsx";
import { NewDeviceNotice } from "../devices/new-device-notice.tsx";
import { DotStrip } from "./dot-strip.tsx";
import { DueToday } from "./due-today.tsx";
import { Headline } from "./headline.tsx";
import { LogCard } from "./log-card.tsx";
import { RecordLine } from "./record-line.tsx";
import { UnloggedQuestions } from "./unlogged-questions.tsx";

/** When it will start, and what there is to record now. */
export function TodayScreen(): JSX.Element {
  const { outlook, session, today } = useApp();
  const isYesterday = useSignal(false);
  const date = isYesterday.value ? addDays(today.value, -1) : today.value;
  const answer = outlook.answer.value;
  const forecast = answer?.kind === "forecast" ? answer.forecast : null;
  // Room is kept for what will be there, so that the buttons below do not move under a finger.
  const knowsStart = answer === null && periodStarts(session.diary.value.entryByDate).length > 0;
  const newest = [...session.diary.value.entryByDate.keys()].reduce((a, b) => (a > b ? a : b), today.value);

  return (
    <div class="today">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <DateText date={today.value} style="long" />
        </h1>
        {forecast?.basis.unrecordedDays === 0 && forecast.basis.pack === null && (
          <span class="cycle-day">
            <Say id="cycle-day" values={{ day: forecast.openCycle.day }} />
          </span>
        )}
      </header>
      <NewDeviceNotice />
      <AllRightCard />
      {newest > today.value && (
        <p class="notice">
          <Say id="today-after-entries" />
        </p>
      )}
      <div class="today-columns">
        <div class="ahead">
          <Headline answer={answer} isExplained />
          {forecast && <UnloggedQuestions forecast={forecast} />}
          {forecast && <DotStrip forecast={forecast} />}
          {knowsStart && <div class="strip-section" />}
        </div>
        <div class="today-log">
          <LogCard
            date={date}
            isYesterday={isYesterday.value}
            onSwitchDay={() => {
              isYesterday.value = !isYesterday.value;
            }}
          />
          <DueToday />
        </div>
      </div>
      <RecordLine />
    </div>
  );
}
