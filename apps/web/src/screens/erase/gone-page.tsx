import type { JSX } from "preact";
import type { Words } from "../../strings/words.ts";

interface GonePageProps {
  readonly words: Words;
  readonly isGone: boolean;
}

/** All that is left after everything was erased: no diary is open behind it. */
export function GonePage({ words, isGone }: GonePageProps): JSX.Element {
  return (
    <main class="trouble">
      <div role="status">
        <h1 class="headline">{isGone ? words.say("erase-gone") : words.say("erase-working")}</h1>
      </div>
      {isGone && (
        <p>
          <button type="button" class="main-button" onClick={() => location.replace("./")}>
            {words.say("erase-start")}
          </button>
        </p>
      )}
    </main>
  );
}
