import type { TableContent } from "./csv-table.ts";
import type { DiaryDraft } from "./diary-draft.ts";
import type { JsonContent } from "./json-text.ts";
import type { NotReadable } from "./not-readable.ts";

/** A file, taken apart as far as its kind of text allows. */
export type FileContent = JsonContent | TableContent;

/** Puts what the file holds into a draft; the reason, when nothing of it can be read. */
export type ReadInto = (draft: DiaryDraft) => NotReadable | null;

/** How to read a content of one format, or null when it is not of that format: judged by its shape, not by its days. */
export type FormatReader = (content: FileContent) => ReadInto | null;
