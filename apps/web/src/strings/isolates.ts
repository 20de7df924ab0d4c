/** A run of text; `inserted` is what was put into a message, a date or a name, which may run the other way. */
export interface Part {
  readonly text: string;
  readonly inserted: boolean;
}

const opening = "\u2068";
const closing = "\u2069";

/**
 * Splits text at the isolation marks that Fluent puts around what it inserts, and drops the marks.
 *
 * Marks within marks are dropped with their outermost pair: an insertion is one part.
 */
export function partsFromIsolated(text: string): readonly Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let run = "";
  const endRun = (inserted: boolean) => {
    if (run !== "") parts.push({ text: run, inserted });
    run = "";
  };
  for (const character of text) {
    if (character === opening) {
      if (depth === 0) endRun(false);
      depth++;
    } else if (character === closing) {
      depth--;
      if (depth === 0) endRun(true);
    } else run += character;
  }
  endRun(false);
  return parts;
}
