import type { CalendarDate } from "@tidetable/diary";
import { base64urlFromBytes, type Edit, type Suite, type Vault } from "@tidetable/sync";
import { eventFrom, eventName } from "./names.ts";
import { valuesOf } from "./stored.ts";

/** What happened to somebody's permission. Kept for its owner's memory, and for nobody else. */
export const sharingEvents = [
  "shared",
  "accepted",
  "shown-less",
  "paused",
  "resumed",
  "ended",
  "stopped-all",
  "left",
  "lapsed",
  "feed-made",
  "feed-renewed",
  "feed-ended",
] as const;
export type SharingEvent = (typeof sharingEvents)[number];

/** One line of the log as it is kept. */
interface StoredEvent {
  readonly date: string;
  readonly kind: string;
  /** The nickname at that time; empty where it was about everybody. */
  readonly who: string;
  /** SHA-256 of the line before it of the same device, base64url; empty for the first. */
  readonly prev: string;
}

export interface LoggedEvent extends StoredEvent {
  readonly device: string;
  readonly number: number;
  /** Whether it follows on what stands before it: false where a line was changed or taken out. */
  readonly isWhole: boolean;
}

const hashOf = async (suite: Suite, { date, kind, who, prev }: StoredEvent): Promise<string> =>
  base64urlFromBytes(await suite.hash(new TextEncoder().encode(JSON.stringify({ date, kind, who, prev }))));

type Readable = Pick<Vault, "records" | "fields">;

/** The whole log, newest day first; each line compared with the one before it of the same device. */
export async function readLog(suite: Suite, vault: Readable): Promise<readonly LoggedEvent[]> {
  const log: LoggedEvent[] = [];
  for (const [device, lines] of linesByDevice(vault)) {
    let before: { readonly number: number; readonly hash: string } = { number: 0, hash: "" };
    for (const { number, values } of lines) {
      const [first] = values;
      if (first === undefined) continue;
      // Two values of one line: somebody else wrote in this device's name.
      const isWhole = values.length === 1 && number === before.number + 1 && first.prev === before.hash;
      log.push({ ...first, device, number, isWhole });
      before = { number, hash: await hashOf(suite, first) };
    }
  }
  return log.sort((one, other) =>
    one.date === other.date ? other.number - one.number : one.date < other.date ? 1 : -1,
  );
}

/** The edits that add lines to this device's part of the log. */
export async function eventEdits(
  suite: Suite,
  vault: Readable & Pick<Vault, "device">,
  date: CalendarDate,
  events: readonly { readonly kind: SharingEvent; readonly who: string }[],
): Promise<readonly Edit[]> {
  const device = vault.device().id;
  const last = linesByDevice(vault).get(device)?.at(-1);
  let number = last?.number ?? 0;
  let prev = last?.values[0] ? await hashOf(suite, last.values[0]) : "";
  const edits: Edit[] = [];
  for (const { kind, who } of events) {
    const line: StoredEvent = { date, kind, who, prev };
    number++;
    edits.push({ record: eventName(device, number), field: "", value: line });
    prev = await hashOf(suite, line);
  }
  return edits;
}

/** The edits that delete every line. The next one is a first line again. */
export const purgeEdits = (vault: Readable): readonly Edit[] =>
  [...vault.records()]
    .filter((name) => eventFrom(name) !== null)
    .map((record) => ({ record, field: "", value: null }));

interface Line {
  readonly number: number;
  readonly values: readonly StoredEvent[];
}

function linesByDevice(vault: Readable): ReadonlyMap<string, readonly Line[]> {
  const byDevice = new Map<string, Line[]>();
  for (const name of vault.records()) {
    const at = eventFrom(name);
    if (at === null) continue;
    const values = valuesOf(vault, name).filter(isStoredEvent);
    byDevice.set(at.device, [...(byDevice.get(at.device) ?? []), { number: at.number, values }]);
  }
  for (const lines of byDevice.values()) lines.sort((one, other) => one.number - other.number);
  return byDevice;
}

const isStoredEvent = (value: unknown): value is StoredEvent => {
  if (typeof value !== "object" || value === null) return false;
  const line: Partial<Record<keyof StoredEvent, unknown>> = value;
  return [line.date, line.kind, line.who, line.prev].every((text) => typeof text === "string");
};
