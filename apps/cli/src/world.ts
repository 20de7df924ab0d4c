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

/** What lies at a path. */
export interface PathStatus {
  readonly kind: "missing" | "file" | "folder" | "something-else" | "forbidden";
  /** Bytes of a file. */
  readonly size: number;
  /** Whether only its owner may enter or read it; true where the system has no such permissions. */
  readonly isPrivate: boolean;
  readonly isWritable: boolean;
  /** When it last changed, as a day where the caller is. */
  readonly changed: CalendarDate;
  /** Bytes that still fit where it lies. */
  readonly freeBytes: number;
}

/** Why a file could not be written; `code` is the system's. */
export type NotWritten = { readonly kind: "exists" } | { readonly kind: "failed"; readonly code: string };

/** A file in the making: for its owner only (0600), beside the name it is to have, which nobody sees before it is whole. */
export interface Draft {
  append(bytes: Uint8Array): Promise<Result<null, NotWritten>>;
  /** What was written so far, from the disk. @throws Error when the disk fails */
  read(): AsyncIterable<Uint8Array>;
  /** Makes it durable and gives it its name. */
  keep(): Promise<Result<null, NotWritten>>;
  /** Leaves nothing of it; after `keep`, does nothing. */
  discard(): Promise<void>;
}

/** A folder of data that no other process of this machine serves or fills meanwhile. */
export interface FolderLock {
  /** Says on which port, for whoever wants the folder too. */
  tellPort(port: number): Promise<void>;
  release(): Promise<void>;
}

/** Who has the folder, as far as it told. */
export interface FolderTaken {
  readonly process: number | null;
  readonly port: number | null;
}

/** What a web address answered. */
export interface HttpAnswer {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 64 KiB of it. */
  readonly text: string;
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
  absolutePath(path: string): string;
  statusOf(path: string): Promise<PathStatus>;
  /** Begins a file. With `replaces`, it takes the place of one that is there when it is kept, and not before. */
  startFile(path: string, options: { readonly replaces: boolean }): Promise<Result<Draft, NotWritten>>;
  /** Takes a folder that is there for this process alone; the system gives it back when the process ends. */
  lockFolder(path: string): Promise<Result<FolderLock, FolderTaken>>;
  /** Where data is kept unless the caller says otherwise; absolute, and not there before it is made. */
  readonly dataFolder: string;
  /** A variable of the environment; null where it is not set or empty. */
  variable(name: string): string | null;
  /**
   * What a person types, unseen, after `prompt`; where the caller is a program, what it pipes in. Null where nobody can
   * be asked or nothing was given. At most 4 KiB.
   */
  readSecret(prompt: string): Promise<string | null>;
  /** Asks a web address, following nothing; null where nothing comes within five seconds. */
  askWeb(address: string, method: "GET" | "OPTIONS"): Promise<HttpAnswer | null>;
  /** Whether a port of this machine can be listened on. */
  isPortFree(port: number): Promise<boolean>;
  /** Data and nothing else. The text ends its own lines. */
  stdout(text: string): void;
  /** Data that is bytes already, one piece after the other; they may be overwritten once it resolves. */
  stdoutBytes(pieces: readonly Uint8Array[]): Promise<void>;
  /** Everything that is not data. The text ends its own lines. */
  stderr(text: string): void;
  readonly reader: Reader;
  /** The day it is where the caller is. */
  today(): CalendarDate;
  /** The zone where the caller is, by its IANA name. */
  readonly timeZone: string;
  readonly words: Words;
  /** How the caller starts this program, for sentences that tell them to. */
  readonly program: string;
  readonly version: string;
  readonly nodeVersion: string;
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
