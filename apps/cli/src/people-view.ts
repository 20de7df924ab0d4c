import {
  type CalendarDate,
  type Face,
  formatDate,
  type Scope,
  type Sentence,
  sentencesAboutScope,
  sentencesOnFace,
} from "@tidetable/diary";
import type { Feed } from "./feeds.ts";
import type { Grant } from "./grants.ts";
import { styleFor } from "./style.ts";
import type { World } from "./world.ts";
import { readableColumns, wrap } from "./wrap.ts";

/** One grant, and what that person's screen shows on the day. */
export interface SeenGrant extends Grant {
  readonly face: Face;
}

const margin = "  ";

/** Who may see what as a page of text: each person in a few lines, then calendar feeds and devices. Ends with a line end. */
export function viewPeople(
  {
    path,
    today,
    grants,
    feeds,
    devices,
  }: {
    readonly path: string;
    readonly today: CalendarDate;
    readonly grants: readonly SeenGrant[];
    readonly feeds: readonly Feed[];
    readonly devices: readonly string[];
  },
  { words, reader }: Pick<World, "words" | "reader">,
): string {
  const columns = readableColumns(reader.columns);
  const style = styleFor(reader.colour);
  const wrapped = (text: string, before = ""): readonly string[] =>
    wrap(text, columns - before.length).map((line) => before + line);
  const title = (text: string): readonly string[] => ["", ...wrapped(text).map(style.strong)];
  const person = ({ nickname, state, scope, face }: SeenGrant): readonly string[] => {
    const name =
      nickname === null ? words.say("people-nameless") : words.say("people-name", { name: nickname });
    const shares = scope ? sentencesAboutScope(scope, today) : [];
    // Whoever has not accepted has no screen yet.
    const seen =
      state === "not-accepted"
        ? []
        : sentencesOnFace(face, today).map((said) => words.saySentence(inOneLine(said)));
    return [
      ...title(name),
      ...wrapped(stateText(state, scope, words), margin),
      ...(shares.length > 0 ? wrapped(words.say("people-agreed"), margin) : []),
      ...shares.flatMap((said) => wrapped(words.saySentence(inOneLine(said)), margin + margin)),
      ...(seen.length > 0 ? wrapped(words.say("people-sees"), margin) : []),
      ...seen.flatMap((text) => wrapped(text, margin + margin)),
    ];
  };
  const calendar = ({ name, state, last, what, titles }: Feed): readonly string[] => [
    ...wrapped(words.say("people-name", { name }), margin),
    ...wrapped(
      words.say("people-feed", { state, last: formatDate(last, words.locale, "full"), titles }),
      margin + margin,
    ),
    ...what.flatMap((part) => wrapped(words.say("people-feed-part", { part }), margin + margin)),
  ];
  return [
    ...wrapped(`${formatDate(today, words.locale, "full")}.`),
    ...(grants.length === 0 ? ["", ...wrapped(words.say("people-none"))] : grants.flatMap(person)),
    ...(feeds.length === 0 ? [] : title(words.say("people-feeds"))),
    ...feeds.flatMap(calendar),
    ...title(words.say("people-devices")),
    ...devices.flatMap((name) => wrapped(words.say("people-name", { name }), margin)),
    "",
    ...wrapped(words.say("people-as-of", { file: path, grants: grants.length })),
    "",
  ].join("\n");
}

function stateText(state: Grant["state"], scope: Scope | null, words: World["words"]): string {
  const said = words.say("people-state", { state });
  if (scope === null) return said;
  const called = words.say("people-called", { called: unbroken(scope.called) });
  // A name may end in a full stop of its own.
  return `${said} ${called.endsWith(".") ? called : `${called}.`}`;
}

/** Her own words may have line ends, which a sentence in a terminal has not. */
function inOneLine(said: Sentence): Sentence {
  const values = Object.entries(said.values).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replaceAll(/\s+/g, " ").trim() : value,
  ]);
  return { ...said, values: Object.fromEntries(values) };
}

/** Kept on one line; `wrap` writes the plain space again. */
const unbroken = (text: string): string => text.replaceAll(" ", "\u00a0");
