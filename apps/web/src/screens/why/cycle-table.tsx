import { useSignal } from "@preact/signals";
import { type Explanation, notesOnCycles, sentencesAboutCycle, startOfCycle } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";

/** Cycles listed at first, newest first. Our choice: about a year. */
const cyclesShown = 13;

/** What became of each past cycle, newest first, and the way to change it. */
export function CycleTable({ explanation }: { readonly explanation: Explanation }): JSX.Element {
  const { navigation } = useApp();
  const showsAll = useSignal(false);
  const title = useId();
  const newestFirst = explanation.cycles.toReversed();
  const shown = showsAll.value ? newestFirst : newestFirst.slice(0, cyclesShown);

  return (
    <section class="reasons">
      <h2 id={title}>
        <Say id="explain-list-title" />
      </h2>
      <table class="cycle-table" aria-labelledby={title}>
        <thead>
          <tr>
            <th scope="col">
              <Say id="explain-list-began" />
            </th>
            <th scope="col" class="cycle-days">
              <Say id="explain-list-days" />
            </th>
            <th scope="col">
              <Say id="explain-list-use" />
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((cycle) => (
            <tr key={cycle.start} class={cycle.use.kind === "used" ? undefined : "is-left-out"}>
              <th scope="row">
                <SaySentence sentence={startOfCycle(cycle, explanation)} />
              </th>
              <td class="cycle-days">{cycle.length}</td>
              <td>
                {sentencesAboutCycle(cycle, explanation).map((sentence) => (
                  <span key={sentence.id}>
                    <SaySentence sentence={sentence} />{" "}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < newestFirst.length && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            showsAll.value = true;
          }}
        >
          <Say id="why-all" values={{ count: newestFirst.length }} />
        </button>
      )}
      {notesOnCycles(explanation).map((sentence) => (
        <p class="aside" key={sentence.id}>
          <SaySentence sentence={sentence} />
        </p>
      ))}
      <button type="button" class="link" onClick={() => navigation.go("body")}>
        <Say id="why-change" />
      </button>
    </section>
  );
}
