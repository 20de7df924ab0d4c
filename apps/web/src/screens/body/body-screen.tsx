import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { SavedLine } from "../../controls/saved-line.tsx";
import { Say } from "../../strings/say.tsx";
import { addBodyWords } from "./body-words.ts";
import { EmergencySection } from "./emergency-section.tsx";
import { LeftOutCycles } from "./left-out-cycles.tsx";
import { MethodSection } from "./method-section.tsx";
import { PatternChoice } from "./pattern-choice.tsx";
import { Pauses } from "./pauses.tsx";

/** What sets or changes the timing of a body: each a dated event, kept by its owner and never guessed. */
export function BodyScreen(): JSX.Element {
  const { navigation, words } = useApp();
  addBodyWords(words);
  return (
    <div class="more">
      <header class="screen-head">
        <button type="button" class="link" onClick={navigation.back}>
          <Say id="back" />
        </button>
        <h1 tabIndex={-1}>
          <Say id="body-title" />
        </h1>
        <SavedLine />
      </header>
      <MethodSection />
      <EmergencySection />
      <PatternChoice />
      <Pauses />
      <LeftOutCycles />
    </div>
  );
}
