// What a device and a relay say to each other. This file imports nothing, so that a relay which may import
// only this file cannot reach a cipher or a diary.

/** Where anybody may ask whether a relay is alive; it asks nothing of its storage. */
export const healthPath = "/healthz";

/** A living relay's answer at `healthPath`, as JSON. */
export interface Health {
  readonly app: "tidetable";
  /** Version of what is said between a device and a relay. */
  readonly protocol: 1;
  readonly status: "ok";
}
