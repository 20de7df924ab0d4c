import { type Scope, sentencesAboutScope } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { SaySentence } from "../../strings/say.tsx";

/** What a permission shares, a line a kind, in the words that its reader is shown them in. */
export function ScopeLines({ scope }: { readonly scope: Scope }): JSX.Element {
  const { today } = useApp();
  return (
    <ul class="scope-lines">
      {sentencesAboutScope(scope, today.value).map((sentence, at) => (
        <li key={at}>
          <SaySentence sentence={sentence} />
        </li>
      ))}
    </ul>
  );
}
