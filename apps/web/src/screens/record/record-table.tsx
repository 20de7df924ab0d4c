import { cameOn, daysBetween, rangeSaid, type ScoredCycle, type ScoredForecast } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";

const groups = ["issued", "replayed"] as const;

/** Each start that came, newest first, and what was said of it: as it was shown, and apart from that what is replayed. */
export function RecordTable({ cycles }: { readonly cycles: readonly ScoredCycle[] }): JSX.Element {
  const { words } = useApp();
  return (
    <table class="cycle-table record-table" aria-label={words.say("record-title")}>
      <thead>
        <tr>
          <th scope="col">
            <Say id="record-column-came" />
          </th>
          <th scope="col">
            <Say id="record-column-first" />
          </th>
          <th scope="col">
            <Say id="record-column-week" />
          </th>
        </tr>
      </thead>
      {groups.map((group) => {
        const rows = cycles.filter(({ kind }) => kind === group);
        if (rows.length === 0) return null;
        return (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3} class="record-group">
                <Say id={`record-group-${group}`} />
              </th>
            </tr>
            {rows.map((cycle) => (
              <Row key={cycle.start} cycle={cycle} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

function Row({ cycle }: { readonly cycle: ScoredCycle }): JSX.Element {
  const { start, came, first, weekBefore } = cycle;
  const day = daysBetween(start, first.forecast.issued) + 1;
  return (
    <tr>
      <th scope="row">
        <SaySentence sentence={cameOn(came)} />
      </th>
      <td>
        <Said score={first} />
        {day !== 1 && (
          <span class="record-said">
            <Say id="record-said-on-day" values={{ day }} />
          </span>
        )}
      </td>
      <td>{weekBefore ? <Said score={weekBefore} /> : <Say id="record-none-stood" />}</td>
    </tr>
  );
}

/** The dates that were said, and whether it came between them. */
function Said({ score }: { readonly score: ScoredForecast }): JSX.Element {
  return (
    <>
      <span class="record-range">
        <SaySentence sentence={rangeSaid(score)} />
      </span>{" "}
      <span class={score.inside ? "record-inside" : "record-outside"}>
        <Say id="record-result" values={{ inside: score.inside ? "yes" : "no" }} />
      </span>
    </>
  );
}
