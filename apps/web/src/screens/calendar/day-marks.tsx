import type { JSX } from "preact";
import type { DayMarks } from "./marks.ts";

interface DayMarksViewProps {
  readonly marks: DayMarks;
  /** The chance drawn at full height. */
  readonly fullHeight: number;
}

/**
 * What was recorded is solid, what may come is hatched in an outline, a body sign is a ring, anything else a tick.
 *
 * A recorded amount takes the place of a forecast: what happened needs no chance.
 */
export function DayMarksView({ marks, fullHeight }: DayMarksViewProps): JSX.Element {
  return (
    <span class="marks">
      {marks.hasSign && <span class="mark-sign" />}
      {(marks.hasOther || marks.pain !== null) && <span class="mark-other" />}
      <BottomMark marks={marks} fullHeight={fullHeight} />
    </span>
  );
}

function BottomMark({ marks, fullHeight }: DayMarksViewProps): JSX.Element | null {
  if (marks.level !== null) return <span class={`mark-recorded level-${marks.level}`} />;
  if (marks.isStart) return <span class="mark-recorded level-unknown" />;
  if (marks.startChance === null) return null;
  const share = Math.min(1, marks.startChance / fullHeight);
  return <span class="mark-may-start" style={{ "--share": share.toFixed(3) }} />;
}
