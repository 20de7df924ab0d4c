import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** How long typing rests before it is kept. Our choice: long enough not to save every word, short enough to trust. */
const restMilliseconds = 700;

interface Typed {
  readonly text: Signal<string>;
  /** Takes what stands in the field now. */
  type(text: string): void;
  /** Keeps what was typed without waiting, as when the field is left. */
  finish(): void;
}

/**
 * Text while it is being typed: `keep` gets it when typing rests, when the field is left, and when the page is
 * hidden or the field goes away, so that nothing typed is lost. `draft` is what stood in it before, not kept.
 */
export function useTyped(stored: string, keep: (text: string) => void, draft = stored): Typed {
  const text = useSignal(draft);
  const unkept = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const lastStored = useRef(stored);
  const keepNow = useRef(keep);
  keepNow.current = keep;

  // What another tab or an undo stored replaces the text, unless something newer is being typed here.
  if (stored !== lastStored.current) {
    lastStored.current = stored;
    if (unkept.current === null) text.value = stored;
  }

  const finish = () => {
    clearTimeout(timer.current);
    const typed = unkept.current;
    unkept.current = null;
    if (typed !== null) keepNow.current(typed);
  };

  useEffect(() => {
    document.addEventListener("visibilitychange", finish);
    return () => {
      document.removeEventListener("visibilitychange", finish);
      finish();
    };
  }, []);

  return {
    text,
    type(typed) {
      text.value = typed;
      unkept.current = typed;
      clearTimeout(timer.current);
      timer.current = setTimeout(finish, restMilliseconds);
    },
    finish,
  };
}
