import { summaryOf } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { useRecord } from "../record/use-record.ts";

/** What was shown of the last starts, and not what would have been: about a year of it. Our choice. */
const wanted = { replays: 0, cycles: 13 };

/** One quiet line on how the forecasts shown so far did; none before the first of them can be compared. */
export function RecordLine(): JSX.Element | null {
  const { navigation } = useApp();
  const scored = useRecord(wanted)?.filter((cycle) => cycle.kind !== "not-scored") ?? [];
  const summary = summaryOf(scored.map(({ first }) => first));
  if (!summary) return null;
  return (
    <p class="aside record-line">
      <button type="button" class="link" onClick={() => navigation.go("record")}>
        <Say id="record-line" values={{ inside: summary.inside, scored: summary.scored }} />
      </button>
    </p>
  );
}
