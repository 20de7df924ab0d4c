// What page and worker agree on. Types only: the worker is one file without imports, so that each writes the names down,
// and the compiler holds them together.

/** The database beside the diary's that the worker may read. It holds whether words are shown, and nothing else. */
export type NoticeDatabase = "tidetable-notices";
export type NoticeStore = "settings";
export type NoticeWordsShown = "words-shown";

/** A push message, once opened: words in the language of whoever wrote them, empty where neutral ones are meant. */
export interface NoticePayload {
  readonly v: 1;
  readonly kind: "heads-up" | "nothing" | "check-in" | "reminder";
  readonly words: string;
}

/** What a neutral notification says, by language; put before the worker by build/notice-words.ts. */
export type NoticeWords = Readonly<Record<string, { readonly title: string; readonly neutral: string }>>;
