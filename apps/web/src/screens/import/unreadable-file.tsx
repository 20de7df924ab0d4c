import type { NotReadable } from "@tidetable/diary/exchange";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { unreadableWords } from "./problem-words.ts";

/** Why nothing of a file can be taken. */
export function UnreadableFile({ error }: { readonly error: NotReadable }): JSX.Element {
  return <p class="notice">{unreadableWords(useApp().words, error)}</p>;
}
