import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openBackup, readBackup } from "../src/backup-file.ts";
import { parseBatch } from "../src/entry.ts";
import { joinFrames, splitFrames, splitLogStretch, splitSnapshotParts } from "../src/protocol.ts";
import { columnsFromRegisters, registersFromColumns } from "../src/register-columns.ts";
import { Registers, shownValue } from "../src/registers.ts";
import { emptyReplica, type Replica, takeEnvelope } from "../src/replica.ts";
import { emptyRoster, type Statement, takeStatement } from "../src/roster.ts";
import { base64urlFromBytes } from "../src/seal/base64url.ts";
import type { DeviceId, VaultId } from "../src/seal/suite.ts";
import { openParts, openState } from "../src/snapshot.ts";
import { bytesFromState } from "../src/snapshot-state.ts";
import { realSuite } from "./household.ts";
import { nodeCompression } from "./simulation/memory-device.ts";

const suite = realSuite(65);
const hex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "hex"));
const vectorsOf = <Shape>(name: string): readonly Shape[] =>
  (JSON.parse(readFileSync(`packages/sync/vectors/${name}.json`, "utf8")) as { vectors: readonly Shape[] })
    .vectors;

const rowsOf = (registers: Registers): readonly unknown[] =>
  [...registers.records()].sort().flatMap((record) => {
    const fields = registers.fields(record);
    return [...fields.keys()].sort().map((field) => {
      const values = fields.get(field)!;
      const rows = values.map(({ value, time, count, device, index }) => [value, time, count, device, index]);
      return [record, field, rows, shownValue(values)!.value];
    });
  });

describe("what this code reads from the vectors", () => {
  test("rules 70, 71: every statement is taken or refused as it should be", async () => {
    interface Vector {
      readonly name: string;
      readonly vault: VaultId;
      readonly root: string;
      readonly before: readonly Statement[];
      readonly statement: Statement;
      readonly members: readonly (readonly [string, string])[] | null;
    }
    for (const { name, vault, root, before, statement, members } of vectorsOf<Vector>("rosters")) {
      const owner = { vault, root: hex(root) };
      let roster = emptyRoster;
      for (const one of before) roster = (await takeStatement(suite, owner, roster, one))!.roster;
      const taken = await takeStatement(suite, owner, roster, statement);
      expect(
        taken && [...taken.roster.members.values()].map((member) => [member.id, member.name]),
        name,
      ).toEqual(members);
    }
  });

  test("rules 20 to 24: a whole log is read to its hashes and registers, and what must be refused is", async () => {
    interface Vector {
      readonly name?: string;
      readonly vault: VaultId;
      readonly root: string;
      readonly boxSeed: string;
      readonly envelope: string;
      readonly refused?: string;
      readonly hash?: string;
      readonly registers?: unknown;
    }
    let replica: Replica | null = null;
    for (const { name, vault, root, boxSeed, envelope, refused, hash, registers } of vectorsOf<Vector>(
      "logs",
    )) {
      replica ??= await emptyReplica(suite, { vault, root: hex(root) });
      const boxKey = await suite.boxKeyFromSeed(hex(boxSeed));
      const taken = await takeEnvelope(
        suite,
        replica,
        { device: null, boxKey, wrote: () => false },
        hex(envelope),
      );
      if (refused !== undefined) expect(taken, name!).toEqual({ ok: false, error: { kind: refused } });
      else expect(taken.ok).toBe(true);
      if (hash === undefined) continue;
      expect(replica.chain).toEqual(hex(hash));
      expect(rowsOf(replica.registers)).toEqual(registers);
    }
  });

  test("rules 33, 60: batches come to their registers, and columns are those registers", () => {
    interface Vector {
      readonly name: string;
      readonly log: readonly (readonly [DeviceId, unknown])[];
      readonly registers: unknown;
      readonly columns: unknown;
    }
    for (const { name, log, registers, columns } of vectorsOf<Vector>("registers")) {
      const held = new Registers();
      for (const [at, [device, batch]] of log.entries()) held.take(parseBatch(batch)!, device, at + 1);
      expect(rowsOf(held), name).toEqual(registers);
      expect(columnsFromRegisters(held), name).toEqual(columns);
      expect(rowsOf(registersFromColumns(columns)!), name).toEqual(registers);
    }
  });

  test("rules 60, 61: snapshots open to their states", async () => {
    interface Vector extends Readonly<Record<"root" | "epochKey" | "by" | "state", string>> {
      readonly vault: VaultId;
      readonly epoch: number;
      readonly parts: readonly string[];
    }
    const vectors = vectorsOf<Vector>("snapshots");
    expect(vectors.some(({ parts }) => parts.length > 1)).toBe(true);
    for (const { vault, root, epoch, epochKey, by, state, parts } of vectors) {
      const signed = await openParts(suite, vault, new Map([[epoch, hex(epochKey)]]), parts.map(hex));
      const opened = await openState(suite, nodeCompression, { vault, root: hex(root) }, signed!);
      if (!opened.ok) throw new Error(opened.error.kind);
      expect(Buffer.from(bytesFromState(opened.value.state)).toString()).toBe(state);
      expect(opened.value.by).toBe(by);
    }
  });

  test("rule 81: backup files open to their states", async () => {
    for (const { entropy, file, state } of vectorsOf<Readonly<Record<string, string>>>("backups")) {
      const opened = await openBackup(suite, nodeCompression, readBackup(Buffer.from(file!))!, hex(entropy!));
      expect(Buffer.from(bytesFromState(opened!.state)).toString()).toBe(state);
    }
  });

  test("rules 40, 48, 50: frames, stretches and snapshots of the requests are read and written alike", () => {
    interface Vector extends Readonly<Record<"method" | "path" | "answer", string>> {
      readonly body: string | null;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
    let seen = 0;
    for (const { method, path, headers, body, status, answer } of vectorsOf<Vector>("requests")) {
      if (headers["content-type"] === "application/octet-stream") {
        expect(joinFrames(splitFrames(hex(body!))!)).toEqual(hex(body!));
        seen++;
      }
      if (method !== "GET" || status !== 200 || path === "/v1/challenge") continue;
      const read = path.startsWith("/v1/log")
        ? splitLogStretch(hex(answer))
        : splitSnapshotParts(hex(answer));
      expect(read).not.toBeNull();
      seen++;
    }
    expect(seen).toBeGreaterThan(6);
  });

  test("rule 76: messages open under the mail key of their secret", async () => {
    interface Vector {
      readonly secret: string;
      readonly mailKey: string;
      readonly messages: readonly { readonly slot: number; readonly json: string; readonly sealed: string }[];
    }
    for (const { secret, mailKey, messages } of vectorsOf<Vector>("mails")) {
      const key = await suite.derive(Buffer.from(secret, "base64url"), "tidetable/v1 mail key", 32);
      expect(base64urlFromBytes(key)).toBe(Buffer.from(mailKey, "hex").toString("base64url"));
      expect(messages.map(({ slot }) => slot)).toEqual([0, 1, 2, 3]);
      for (const { slot, json, sealed } of messages) {
        const opened = await suite.openBytes(
          key,
          Buffer.from(`tidetable/v1 mail\n${String.fromCharCode(slot)}`),
          hex(sealed),
        );
        expect(Buffer.from(opened!).toString()).toBe(json.padEnd(3_968));
      }
    }
  });
});
