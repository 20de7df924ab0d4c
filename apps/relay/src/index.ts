export type { AppFile, AppFiles } from "./app-files.ts";
export { readAppFiles } from "./app-files.ts";
export type { Listening, ListenOptions, NotListening } from "./listen.ts";
export { listen } from "./listen.ts";
export type { Log, LogEntry } from "./log.ts";
export type { RelayParts } from "./relay.ts";
export { createRelay } from "./relay.ts";
