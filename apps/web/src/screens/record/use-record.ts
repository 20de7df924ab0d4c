import { useSignal } from "@preact/signals";
import { type RecordedCycle, recordOf } from "@tidetable/diary";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { afterPaint } from "../../platform/after-paint.ts";

interface RecordWanted {
  /** How many of the newest cycles may be replayed. */
  readonly replays: number;
  /** Most cycles altogether, the newest. */
  readonly cycles: number;
}

/**
 * The record of the diary as it is now, newest first; null while it is worked out.
 *
 * One cycle at a time, and the screen in between: a replay asks the forecaster twice, which a small phone feels.
 */
export function useRecord({ replays, cycles }: RecordWanted): readonly RecordedCycle[] | null {
  const { session, forecaster, today } = useApp();
  const found = useSignal<readonly RecordedCycle[] | null>(null);
  const [diary, date] = [session.diary.value, today.value];

  useEffect(() => {
    const rows = recordOf(diary, date, forecaster, replays);
    const sofar: RecordedCycle[] = [];
    let isWanted = true;
    const step = (): void => {
      if (!isWanted) return;
      const row = sofar.length < cycles ? rows.next() : null;
      if (row === null || row.done) found.value = sofar;
      else {
        sofar.push(row.value);
        afterPaint(step);
      }
    };
    afterPaint(step);
    return () => {
      isWanted = false;
    };
  }, [diary, date]);
  return found.value;
}
