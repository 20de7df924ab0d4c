import { type CalendarDate, periodsFromEntries } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { withField } from "../entry-edits.ts";
import { Say } from "../strings/say.tsx";

/** Whether a day with bleeding counts as a start, and the owner's word on it. Nothing on any other day. */
export function StartLine({ date }: { readonly date: CalendarDate }): JSX.Element | null {
  const { session, keeping } = useApp();
  const entries = session.diary.value.entryByDate;
  const entry = entries.get(date);
  const bleeds = entry?.bleeding !== undefined && entry.bleeding !== "none";
  if (!bleeds && entry?.periodStart === undefined) return null;

  const period = periodsFromEntries(entries).find(({ start, last }) => start <= date && date <= last);
  if (period && period.start < date) return null;
  const isStart = period !== undefined;
  const say = (periodStart: boolean) =>
    keeping.keep((diary) => withField(diary, date, "periodStart", periodStart));

  return (
    <p class="start-line">
      <Say id={isStart ? "start-counted" : "start-not-counted"} />{" "}
      <button type="button" class="link" onClick={() => say(!isStart)}>
        <Say id={isStart ? "start-is-not" : "start-is"} />
      </button>
    </p>
  );
}
