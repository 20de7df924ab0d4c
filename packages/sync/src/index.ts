export type { Health } from "./protocol.ts";
export { healthPath } from "./protocol.ts";
export type { OpenedRecord, RecordKeys, SealEnvironment, SealedRecord, Subtle, Unopenable } from "./seal.ts";
export { createRecordKeys, openRecord, recordFormatVersion, recordIdFromName, sealRecord } from "./seal.ts";
