import { beforeAll, describe, expect, test } from "vitest";
import {
  formatBackup,
  foundVault,
  openBackup,
  readBackup,
  recoverVault,
  restoreBackup,
  type Vault,
} from "../src/index.ts";
import { type Bytes, contentLengthOf } from "../src/seal/suite.ts";
import { bleeding, founded, pair, realSuite, reopened, shownIn, stateText } from "./household.ts";
import { changedAt } from "./seal/suite-contract.ts";
import { nodeCompression } from "./simulation/memory-device.ts";

const suite = realSuite(61);
let home: Awaited<ReturnType<typeof founded>>;
let laptop: Vault;
let file: Bytes;

beforeAll(async () => {
  home = await founded(suite);
  laptop = await pair(home.vault, home.world, home.newWorld());
  await home.vault.edit([bleeding("light"), { record: "settings", field: "later/☂", value: { any: [1] } }]);
  await home.vault.sync();
  await laptop.edit([bleeding("heavy", "day/2027-03-05")]);
  await laptop.sync();
  await home.vault.sync();
  file = await formatBackup(home.vault);
});
const json = (bytes = file) => JSON.parse(Buffer.from(bytes).toString()) as Record<string, string>;
const fileOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe("rule 81: a backup file", () => {
  test("is JSON with the vault's id and the root's key in the clear, and nothing else", () => {
    expect(Object.keys(json())).toEqual(["schema", "vault", "root", "key", "state"]);
    expect(json()).toMatchObject({ schema: "tidetable.backup/1", vault: home.vault.id });
    const { root } = home.vault.core().replica.owner;
    expect(json().root).toBe(Buffer.from(root).toString("base64url"));
    expect(file.at(-1)).toBe(0x0a);
  });

  test("opens with the twelve words to the whole state, and without any key of a device or an epoch", async () => {
    const opened = await openBackup(suite, nodeCompression, readBackup(file)!, home.entropy);
    if (!opened) throw new Error("the words should open it");
    const text = JSON.stringify([...opened.state.registers.records()]);
    expect(text).toContain("day/2027-03-05");
    const { identity, replica } = home.vault.core();
    const secrets = [identity.device.sign.seed, identity.device.box.seed, ...replica.epochKeys.values()];
    const inside = JSON.stringify(opened.state, (_, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    for (const secret of secrets) {
      const encoded = Buffer.from(secret).toString("base64url");
      expect(Buffer.from(file).includes(encoded)).toBe(false);
      expect(inside).not.toContain(encoded);
    }
  });

  test("opens with no other words, and every file is sealed under a key of its own", async () => {
    expect(await openBackup(suite, nodeCompression, readBackup(file)!, suite.randomBytes(16))).toBeNull();
    const again = await formatBackup(home.vault);
    expect(json(again).key).not.toBe(json().key);
    expect(json(again).state).not.toBe(json().state);
    const mixed = readBackup(fileOf({ ...json(), key: json(again).key }))!;
    expect(await openBackup(suite, nodeCompression, mixed, home.entropy)).toBeNull();
  });

  test("does not open with any byte of its boxes changed, nor as another vault's", async () => {
    const backup = readBackup(file)!;
    const opens = async (changed: Partial<typeof backup>) =>
      (await openBackup(suite, nodeCompression, { ...backup, ...changed }, home.entropy)) !== null;
    for (let at = 0; at < backup.key.length; at++)
      expect(await opens({ key: changedAt(backup.key, at) })).toBe(false);
    for (let at = 0; at < backup.state.length; at += 5)
      expect(await opens({ state: changedAt(backup.state, at) })).toBe(false);
    const other = await foundVault(home.newWorld(), "Other");
    expect(await openBackup(suite, nodeCompression, backup, other.entropy)).toBeNull();
    expect(await opens({ vault: other.vault.id })).toBe(false);
  });

  test("is none of another schema, with a field missing or of another type, or cut short", () => {
    expect(readBackup(file)).not.toBeNull();
    for (const name of Object.keys(json())) {
      for (const wrong of [undefined, null, 7, "!", {}]) {
        expect(readBackup(fileOf({ ...json(), [name]: wrong })), `${name} ${String(wrong)}`).toBeNull();
      }
    }
    expect(readBackup(fileOf({ ...json(), schema: "tidetable.backup/2" }))).toBeNull();
    for (const bytes of [
      new Uint8Array(0),
      file.slice(0, -10),
      Buffer.from("[]"),
      Buffer.from("null"),
      suite.randomBytes(99),
    ]) {
      expect(readBackup(bytes)).toBeNull();
    }
  });

  test("is as long as what it holds, not as long as a relay's padding", () => {
    expect(file.length).toBeLessThan(contentLengthOf(16_384));
  });
});

describe("rule 81: a vault restored from a file", () => {
  test("has everything the file had, and this device alone", async () => {
    const world = home.newWorld();
    const restored = (await restoreBackup(world, readBackup(file)!, home.entropy, "New"))!;
    expect(shownIn(restored)).toBe("light");
    expect(shownIn(restored, "settings", "later/☂")).toEqual({ any: [1] });
    expect(restored.id).toBe(home.vault.id);
    expect(restored.devices().map(({ name }) => name)).toEqual(["New"]);
    expect(restored.relay()).toBeNull();
    expect(stateText(await reopened(world))).toBe(stateText(restored));
  });

  test("can be brought to a relay that does not have it, and goes on there with others", async () => {
    const world = home.newWorld();
    const restored = (await restoreBackup(world, readBackup(file)!, home.entropy, "New"))!;
    await restored.edit([bleeding("medium", "day/2027-03-06")]);
    expect(await restored.connect("s", null)).toEqual({ ok: true });
    const tablet = await pair(restored, world, home.newWorld(), "Tablet");
    expect(shownIn(tablet)).toBe("light");
    expect(shownIn(tablet, "day/2027-03-06")).toBe("medium");
    expect(stateText(tablet)).toBe(stateText(restored));
  });

  test("is told that the vault is there where a relay still has it, and joins by words", async () => {
    const restored = (await restoreBackup(home.newWorld(), readBackup(file)!, home.entropy, "New"))!;
    expect(await restored.connect("r", null)).toEqual({ ok: false, error: { kind: "taken" } });
    const joined = await recoverVault(home.newWorld(), home.entropy, {
      name: "New",
      relay: "r",
      alone: false,
    });
    if (!joined.ok) throw new Error(joined.error.kind);
    expect(shownIn(joined.value)).toBe("light");
    expect(joined.value.devices().map(({ name }) => name)).toEqual(["Phone", "Laptop", "New"]);
  });

  test("is not kept where the words are others'", async () => {
    const world = home.newWorld();
    expect(await restoreBackup(world, readBackup(file)!, suite.randomBytes(16), "New")).toBeNull();
    expect(world.store.values.size).toBe(0);
  });
});
