import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { changeAfterEntry, type Diary, type ForecastAnswer, headlineFromForecast } from "@tidetable/diary";
import type { DiarySession, NotKept, Undo } from "./diary-session.ts";
import type { Outlook } from "./outlook.ts";
import type { Words } from "./strings/words.ts";

/** How long what was just kept can be taken back with one tap. Our choice: long enough to notice a slip. */
const undoMilliseconds = 8_000;

/** Keeps edits and says, once for each, what became of them. */
export interface Keeping {
  /** Resolves when the store has answered; the diary shows the edit before that. */
  keep(edit: (diary: Diary) => Diary): Promise<void>;
  /** What was kept last can be taken back while this is not null. */
  readonly undoable: ReadonlySignal<(() => Promise<void>) | null>;
  /** The last thing said to a screen reader. */
  readonly said: ReadonlySignal<string>;
  /** Why the last edit was not kept; null once one was. */
  readonly failure: ReadonlySignal<NotKept | null>;
  dismissFailure(): void;
}

export function createKeeping(
  session: DiarySession,
  outlook: Outlook,
  words: Words,
  afterPaint: (work: () => void) => void,
  afterFirstKept: () => void,
): Keeping {
  const undoable = signal<(() => Promise<void>) | null>(null);
  const said = signal("");
  const failure = signal<NotKept | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let isFirst = true;

  const offerUndo = (undo: Undo) => {
    undoable.value = () => settle(undo(), "undone");
    clearTimeout(timer);
    timer = setTimeout(() => {
      undoable.value = null;
    }, undoMilliseconds);
  };

  const settle = async (answer: ReturnType<Undo>, done: "saved" | "undone"): Promise<void> => {
    const mine = ++turn;
    const before = outlook.answer.peek();
    // "Saved" is not said of anything that is still on its way.
    undoable.value = null;
    const kept = await answer;
    if (kept.ok && isFirst) {
      isFirst = false;
      afterFirstKept();
    }
    // A later edit speaks for both; what failed is said in any case.
    if (kept.ok && mine !== turn) return;
    batch(() => {
      failure.value = kept.ok ? null : kept.error;
      if (!kept.ok) said.value = "";
      else if (done === "saved") offerUndo(kept.value);
    });
    if (!kept.ok) return;
    // The screen answers first; what it means for the days to come is worked out, and said, after that.
    afterPaint(() => {
      if (mine !== turn) return;
      said.value = words.say("said-kept", { done, outlook: outlookWords(words, before, outlook.current()) });
    });
  };

  return {
    undoable,
    said,
    failure,
    keep: (edit) => settle(session.keep(edit), "saved"),
    dismissFailure() {
      failure.value = null;
    },
  };
}

function outlookWords(words: Words, before: ForecastAnswer | null, after: ForecastAnswer): string {
  const change = before === null ? null : changeAfterEntry(before, after);
  return [headlineFromForecast(after), ...(change ? [change] : [])]
    .map((sentence) => words.saySentence(sentence))
    .join(" ");
}
