import { type Signal, useSignal } from "@preact/signals";
import { type CalendarDate, type Diary, type LookAhead, lookAhead } from "@tidetable/diary";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { DiarySession } from "../../diary-session.ts";
import { afterPaint } from "../../platform/after-paint.ts";

interface Known {
  readonly diary: Diary;
  readonly today: CalendarDate;
  readonly ahead: LookAhead;
}

/** The last one of a session: plans change no forecast, so a screen that is opened again need not wait for it. */
const known = new WeakMap<DiarySession, Known>();

const isOf = (one: Known | undefined, diary: Diary, today: CalendarDate): one is Known =>
  one?.today === today &&
  one.diary.entryByDate === diary.entryByDate &&
  one.diary.events === diary.events &&
  one.diary.birthYear === diary.birthYear;

/** What is known of all days to come; null until it is worked out, which is after the screen has shown. */
export function useLookAhead(): LookAhead | null {
  const { session, forecaster, today } = useApp();
  const [diary, date] = [session.diary.value, today.value];
  const worked = useSignal(0);
  useEffect(() => {
    if (isOf(known.get(session), diary, date)) return;
    let isWanted = true;
    afterPaint(() => {
      if (!isWanted) return;
      known.set(session, { diary, today: date, ahead: lookAhead(diary, date, forecaster) });
      worked.value++;
    });
    return () => {
      isWanted = false;
    };
  }, [diary.entryByDate, diary.events, diary.birthYear, date]);
  // Read, so that the screen is drawn anew when it is there.
  worked.value;
  const last = known.get(session);
  return isOf(last, diary, date) ? last.ahead : null;
}

/**
 * Something worked out of what is ahead, after the tap that asked for it was shown; what it was before, until then.
 *
 * `of` says what it depends on: the same text, the same answer.
 */
export function useWorkedOut<Value>(
  ahead: LookAhead | null,
  of: string,
  work: (ahead: LookAhead) => Value,
): { readonly value: Value | null; readonly isWorking: boolean } {
  const found: Signal<{ readonly ahead: LookAhead; readonly of: string; readonly value: Value } | null> =
    useSignal(null);
  useEffect(() => {
    if (ahead === null) return;
    let isWanted = true;
    afterPaint(() => {
      if (isWanted) found.value = { ahead, of, value: work(ahead) };
    });
    return () => {
      isWanted = false;
    };
  }, [ahead, of]);
  const last = found.value;
  return { value: last?.value ?? null, isWorking: last === null || last.ahead !== ahead || last.of !== of };
}
