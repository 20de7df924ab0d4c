import { type ForecastAnswer, headlineFromForecast } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";

/** Why nothing can be said of any dates, and where that changes. */
export function NoForecast({ answer }: { readonly answer: ForecastAnswer }): JSX.Element {
  const { navigation } = useApp();
  return (
    <section class="plan-answer">
      <p>
        <SaySentence sentence={headlineFromForecast(answer)} />
      </p>
      {answer.kind === "withheld" ? (
        <button type="button" class="quiet-button" onClick={() => navigation.go("body")}>
          <Say id="withheld-change" />
        </button>
      ) : (
        <button type="button" class="quiet-button" onClick={() => navigation.go("calendar")}>
          <Say id="planner-add-start" />
        </button>
      )}
    </section>
  );
}
