import { basisFromForecast, type ForecastAnswer, headlineFromForecast } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";

interface HeadlineProps {
  readonly answer: ForecastAnswer | null;
  /** Whether the way to the explanation is shown. */
  readonly isExplained?: boolean;
}

/** The sentence, and quietly under it what it rests on and what changed. */
export function Headline({ answer, isExplained = false }: HeadlineProps): JSX.Element {
  const { navigation, outlook } = useApp();
  // Kept free while the first forecast is worked out, so that nothing below it moves.
  if (answer === null) return <div class="headline-room" />;
  const change = outlook.change.value;
  return (
    <div class="headline-room">
      <p class="headline">
        <SaySentence sentence={headlineFromForecast(answer)} />
      </p>
      <p class="basis">
        {basisFromForecast(answer)
          // Below it is asked about, which says it too.
          .filter(({ id }) => id !== "basis-unlogged")
          .map((sentence) => (
            <span key={sentence.id}>
              <SaySentence sentence={sentence} />{" "}
            </span>
          ))}
        {change && <SaySentence sentence={change} />}{" "}
        {isExplained && answer.kind === "forecast" && (
          <button type="button" class="link" onClick={() => navigation.go("why")}>
            <Say id="why-link" />
          </button>
        )}
      </p>
      {answer.kind === "withheld" && (
        <button type="button" class="link" onClick={() => navigation.go("body")}>
          <Say id="withheld-change" />
        </button>
      )}
    </div>
  );
}
