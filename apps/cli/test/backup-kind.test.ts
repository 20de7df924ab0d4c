import { expect, test } from "vitest";
import { kindOfFile } from "../src/backup-kind.ts";

test.each([
  ["tidetable.relay-backup/1\nrest", "relay-backup"],
  ["tidetable.relay-backup/1", "relay-backup"],
  ["tidetable.relay-backup/x\n", "relay-backup"],
  ["tidetable.relay-backup/2\n", "later-version"],
  ["tidetable.relay-backup/10\n", "later-version"],
  ['{"schema":"tidetable.backup/1","vault":"', "diary-backup"],
  ['\n{ "schema" : "tidetable.backup/1"', "diary-backup"],
  ['{"schema":"tidetable.backup/2"', "later-version"],
  ['{"schema":"tidetable.diary/1"', "something-else"],
  ['{"note":"tidetable.backup/1"', "something-else"],
  ["", "something-else"],
])("what begins with %j is %s", (beginning, kind) => {
  expect(kindOfFile(new TextEncoder().encode(beginning))).toBe(kind);
});

test("bytes that are no text are something else", () => {
  expect(kindOfFile(new Uint8Array([0xff, 0xfe, 0, 1]))).toBe("something-else");
});
