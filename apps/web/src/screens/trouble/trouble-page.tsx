import type { JSX } from "preact";
import type { StoreTrouble } from "../../store-failure.ts";
import type { Words } from "../../strings/words.ts";

interface TroublePageProps {
  readonly words: Words;
  readonly trouble: StoreTrouble | "insecure";
  readonly onAgain: () => void;
  /** Given where a new, empty diary is a way on. */
  readonly onNewDiary?: () => void;
  /** Given where the words or a backup file may bring the diary back. */
  readonly onRestore?: () => void;
}

/** The whole page, when there is no diary to show: why, and what can be done. Never an empty diary. */
export function TroublePage({
  words,
  trouble,
  onAgain,
  onNewDiary,
  onRestore,
}: TroublePageProps): JSX.Element {
  return (
    <main class="trouble">
      <p class="wordmark">{words.say("app-name")}</p>
      <h1 class="headline">{words.say(`trouble-${trouble}`)}</h1>
      {words
        .say(`trouble-${trouble}-way`)
        .split("\n")
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      <div class="answers">
        {trouble !== "insecure" && (
          <button type="button" class="main-button" onClick={onAgain}>
            {words.say("trouble-again")}
          </button>
        )}
        {onRestore && (
          <button type="button" class="quiet-button" onClick={onRestore}>
            {words.say("trouble-restore")}
          </button>
        )}
        {onNewDiary && (
          <button type="button" class="quiet-button" onClick={onNewDiary}>
            {words.say("trouble-new-diary")}
          </button>
        )}
      </div>
    </main>
  );
}
