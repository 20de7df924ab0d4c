import {
  explainForecast,
  headlineFromForecast,
  type Sentence,
  sentencesAboutCycles,
  sentencesAboutNow,
} from "@tidetable/diary";
import explainWords from "@tidetable/diary/strings/explain.en.ftl?raw";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { CycleTable } from "./cycle-table.tsx";

/** Why the forecast is what it is: in sentences, then cycle by cycle. */
export function WhyScreen(): JSX.Element {
  const { session, forecaster, navigation, today, words } = useApp();
  if (!words.has("explain-title")) words.add(explainWords);
  const [diary, date] = [session.diary.value, today.value];
  const explanation = useMemo(() => explainForecast(diary, date, forecaster), [diary, date]);

  return (
    <div class="why">
      <header class="screen-head">
        <button type="button" class="link" onClick={navigation.back}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1}>
          <Say id="explain-title" />
        </h1>
      </header>
      <p class="headline">
        <SaySentence sentence={headlineFromForecast(explanation.answer)} />
      </p>
      <Sentences heading="explain-cycles-title" sentences={sentencesAboutCycles(explanation)} />
      <Sentences heading="explain-now-title" sentences={sentencesAboutNow(explanation)} />
      {explanation.cycles.length > 0 && <CycleTable explanation={explanation} />}
    </div>
  );
}

interface SentencesProps {
  readonly heading: string;
  readonly sentences: readonly Sentence[];
}

function Sentences({ heading, sentences }: SentencesProps): JSX.Element | null {
  if (sentences.length === 0) return null;
  return (
    <section class="reasons">
      <h2>
        <Say id={heading} />
      </h2>
      {sentences.map((sentence, index) => (
        <p key={index}>
          <SaySentence sentence={sentence} />
        </p>
      ))}
    </section>
  );
}
