import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { formatDate, type Sentence } from "@tidetable/diary";

/** The terminal's words, by message id. */
export interface Words {
  /** The message with its values filled in. @throws RangeError when there is no such message or a value is missing. */
  say(id: string, values?: Readonly<Record<string, FluentVariable>>): string;
  /** A sentence about a diary, its dates written in this language. */
  saySentence(sentence: Sentence): string;
  /** BCP 47 tag, for whoever formats dates or numbers beside the words. */
  readonly locale: string;
}

/** A name from a file or a caller must not steer the terminal: control characters become a visible mark. */
function withoutControls(values: Readonly<Record<string, FluentVariable>>): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll(/\p{Cc}/gu, "\ufffd") : value,
    ]),
  );
}

/** Words from the texts of Fluent files; ids must not repeat between them. @throws RangeError on a repeated id. */
export function createWords(locale: string, sources: readonly string[]): Words {
  // No isolation marks: a terminal shows them as boxes, and every value here is left-to-right.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const source of sources) {
    const [error] = bundle.addResource(new FluentResource(source));
    if (error) throw new RangeError(`createWords expects ids that differ: ${error.message}`);
  }

  const say: Words["say"] = (id, values = {}) => {
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) throw new RangeError(`say expects the id of a message, got ${id}`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, withoutControls(values), errors);
    const [error] = errors;
    if (error) throw new RangeError(`say expects every value of ${id}: ${error.message}`);
    return text;
  };

  const saySentence: Words["saySentence"] = ({ id, dates, values }) => {
    const formatted = Object.entries(dates).map(([name, { date, style, through }]) => [
      name,
      // A date stays on one line; `wrap` writes the plain space again.
      formatDate(date, locale, style, through).replaceAll(" ", "\u00a0"),
    ]);
    return say(id, { ...values, ...Object.fromEntries(formatted) });
  };

  return { say, saySentence, locale };
}
