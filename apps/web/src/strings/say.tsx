import type { CalendarDate, DateStyle, Sentence } from "@tidetable/diary";
import { Fragment, type JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { Part } from "./isolates.ts";
import type { Values } from "./words.ts";

/** A message of strings/, with whatever is inserted kept apart from the direction of the words around it. */
export function Say({ id, values }: { readonly id: string; readonly values?: Values }): JSX.Element {
  return <Parts parts={useApp().words.parts(id, values)} />;
}

/** A sentence about the diary. */
export function SaySentence({ sentence }: { readonly sentence: Sentence }): JSX.Element {
  return <Parts parts={useApp().words.sentenceParts(sentence)} />;
}

/** A date, in the reader's way of writing it. */
export function DateText(props: { readonly date: CalendarDate; readonly style: DateStyle }): JSX.Element {
  return <bdi>{useApp().words.date(props.date, props.style)}</bdi>;
}

function Parts({ parts }: { readonly parts: readonly Part[] }): JSX.Element {
  return (
    <>
      {parts.map(({ text, inserted }, index) =>
        inserted ? <bdi key={index}>{text}</bdi> : <Fragment key={index}>{text}</Fragment>,
      )}
    </>
  );
}
