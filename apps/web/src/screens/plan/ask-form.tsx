import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Fragment } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Asked } from "../../planning/question.ts";
import type { Part } from "../../strings/isolates.ts";
import { Say } from "../../strings/say.tsx";
import type { Words } from "../../strings/words.ts";
import { type AskedPart, PartEditor } from "./part-editor.tsx";

interface AskFormProps {
  readonly asked: Asked;
  readonly hasCalendars: boolean;
  readonly onChange: (changes: Partial<Asked>) => void;
}

/** What the sentences below insert, by the name of the part; each is a button that says it. */
const parts = ["occasion", "days", "from", "to", "stakes", "avoid", "calendars"] as const;
const asValues = Object.fromEntries(parts.map((part) => [part, part]));

/** The question as sentences, of which each underlined part can be changed: one at a time, so that there is never much to look at. */
export function AskForm({ asked, hasCalendars, onChange }: AskFormProps): JSX.Element {
  const { words, today } = useApp();
  const open = useSignal<AskedPart | null>(null);
  const editorId = useId();
  const editor = useRef<HTMLDivElement>(null);
  const isEvent = asked.occasion === "event";
  const sentences = [
    isEvent ? "planner-ask-event" : "planner-ask",
    "planner-ask-avoid",
    ...(hasCalendars && !isEvent ? ["planner-ask-calendars"] : []),
  ];
  // What was tapped is changed at once, without looking for it.
  useEffect(() => {
    if (open.value) editor.current?.querySelector<HTMLElement>("input, [tabindex='0']")?.focus();
  }, [open.value]);

  return (
    <section class="plan-ask" aria-label={words.say("planner-question")}>
      <p class="headline">
        {sentences.map((id) => (
          <Fragment key={id}>
            {boundParts(words.parts(id, asValues)).map(({ part, text }, at) =>
              part === null ? (
                <Fragment key={at}>{text}</Fragment>
              ) : (
                <span key={at} class="plan-bound">
                  <button
                    type="button"
                    class="plan-part"
                    aria-label={words.say("planner-change", {
                      value: partWords(words, part, asked, today.value),
                    })}
                    aria-expanded={open.value === part}
                    aria-controls={editorId}
                    onClick={() => {
                      open.value = open.value === part ? null : part;
                    }}
                  >
                    {partWords(words, part, asked, today.value)}
                  </button>
                  {text}
                </span>
              ),
            )}{" "}
          </Fragment>
        ))}
      </p>
      <div id={editorId} ref={editor}>
        {open.value && (
          <div class="plan-editor">
            <PartEditor key={open.value} part={open.value} asked={asked} onChange={onChange} />
            <button
              type="button"
              class="link"
              onClick={() => {
                open.value = null;
              }}
            >
              <Say id="planner-part-done" />
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

/** A part with the mark that ends its clause, which a line may not begin with; `part` is null for other text. */
interface BoundPart {
  readonly part: AskedPart | null;
  readonly text: string;
}

function boundParts(found: readonly Part[]): readonly BoundPart[] {
  return found.flatMap(({ text, inserted }, at): readonly BoundPart[] => {
    const part = inserted ? (parts.find((one) => one === text) ?? null) : null;
    const markOf = (after: Part | undefined): string =>
      /^[^\s\p{L}\p{N}]+/u.exec(after?.text ?? "")?.[0] ?? "";
    if (part !== null) return [{ part, text: markOf(found[at + 1]) }];
    const isBehindPart = found[at - 1]?.inserted === true;
    return [{ part: null, text: isBehindPart ? text.slice(markOf({ text, inserted }).length) : text }];
  });
}

function partWords(words: Words, part: AskedPart, asked: Asked, today: string): string {
  switch (part) {
    case "occasion":
      return words.say("planner-occasion", { occasion: asked.occasion });
    case "days":
      return words.say("planner-days", { days: asked.days });
    case "from":
    case "to":
      return words.date(
        asked[part],
        asked[part].slice(0, 4) === today.slice(0, 4) ? "day-month" : "day-month-year",
      );
    case "stakes":
      return words.say("planner-stakes", { stakes: asked.stakes });
    case "avoid": {
      const { bleeding, daysBefore: days } = asked.avoid;
      return words.say("planner-avoid", {
        kind: !bleeding ? "before" : days > 0 ? "both" : "bleeding",
        days,
      });
    }
    case "calendars":
      return words.say("planner-calendars", { are: asked.withCalendars ? "left-out" : "used" });
  }
}
