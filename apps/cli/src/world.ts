import type { CalendarDate, Result } from "@tidetable/diary";
import type { Words } from "./words.ts";

/** What a command ends with; scripts rely on these numbers. `locked` and `network` are for sealed vaults. */
export const exitCodes = { ok: 0, failure: 1, usage: 2, locked: 3, notEnoughData: 4, network: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Why a file could not be read, before anybody looked at what is in it. */
export interface UnreadableFile {
  readonly kind: "missing" | "directory" | "forbidden" | "too-large" | "unreadable";
}

/** Largest file that is read into memory. Our choice: a century of full days is below it, a video is not. */
export const maxFileBytes = 64 * 1024 * 1024;

/** Who reads what is written to stdout: a person at a terminal, or a program. */
export interface Reader {
  /** Characters in a line; 80 where nobody knows. */
  readonly columns: number;
  readonly colour: boolean;
  /** Whether the reader's locale has more than ASCII. */
  readonly unicode: boolean;
}

/**
 * Everything a command may touch. `main.ts` builds the real one, tests build one in memory.
 *
 * Paths are as the caller typed them, relative to where they called from.
 */
export interface World {
  /** Bytes of a file of at most `maxFileBytes`. */
  readFile(path: string): Promise<Result<Uint8Array, UnreadableFile>>;
  /** Makes a folder only its owner may enter (0700), and those above it; one that is there stays as it is. */
  makePrivateFolder(path: string): Promise<Result<null, { readonly code: string }>>;
  /** Data and nothing else. The text ends its own lines. */
  stdout(text: string): void;
  /** Everything that is not data. The text ends its own lines. */
  stderr(text: string): void;
  readonly reader: Reader;
  /** The day it is where the caller is. */
  today(): CalendarDate;
  readonly words: Words;
  /** How the caller starts this program, for sentences that tell them to. */
  readonly program: string;
  readonly version: string;
  /** The folder that holds the built app. */
  readonly appFolder: string;
  /** Resolves when the caller asks the program to end. Only `serve` waits for it. */
  stopAsked(): Promise<void>;
}
