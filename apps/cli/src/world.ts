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

/** A file that is open: it stays the same file, whatever becomes of its name. */
export interface OpenFile {
  /** Bytes. */
  readonly size: number;
  /** Fills `into` from byte `position` of the file on; how many bytes there were. @throws Error when the disk fails */
  read(into: Uint8Array, position: number): number;
  /** By what the other threads of this process know it; null: only this one can read it. */
  readonly descriptor: number | null;
  close(): void;
}

/** A module of this program at work in a thread of its own. */
export interface Thread {
  /** Sends it a message, and gives it the memory of `given`. */
  post(message: object, given?: readonly ArrayBuffer[]): void;
  stop(): void;
}

/** What a thread tells: a message of its own, or that it ended although nobody stopped it. */
export interface ThreadListener {
  onMessage(message: unknown): void;
  onFailure(error: unknown): void;
}

/**
 * Everything a command may touch. `main.ts` builds the real one, tests build one in memory.
 *
 * Paths are as the caller typed them, relative to where they called from.
 */
export interface World {
  /** Bytes of a file of at most `maxFileBytes`. */
  readFile(path: string): Promise<Result<Uint8Array, UnreadableFile>>;
  /** Opens a file of any size. One that is no file on a disk is read into memory, and may have `maxFileBytes`. */
  openFile(path: string): Promise<Result<OpenFile, UnreadableFile>>;
  /** Makes a folder only its owner may enter (0700), and those above it; one that is there stays as it is. */
  makePrivateFolder(path: string): Promise<Result<null, { readonly code: string }>>;
  /** Data and nothing else. The text ends its own lines. */
  stdout(text: string): void;
  /** Data that is bytes already, one piece after the other; they may be overwritten once it resolves. */
  stdoutBytes(pieces: readonly Uint8Array[]): Promise<void>;
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
  /** Resolves when whatever else waits has had its turn. */
  rest(): Promise<void>;
  /** Threads that can work at the same time. */
  readonly threadCount: number;
  /** Starts a module in a thread of its own, with `data` at hand. */
  startThread(module: URL, data: object, listener: ThreadListener): Thread;
  /** Resolves when the caller asks the program to end. Only `serve` waits for it. */
  stopAsked(): Promise<void>;
}
