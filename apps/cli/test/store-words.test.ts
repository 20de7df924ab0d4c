import { StoreFailure, type StoreTrouble } from "@tidetable/relay";
import { describe, expect, test } from "vitest";
import { type FoundPlace, findPlace } from "../src/data-place.ts";
import type { DataPlace } from "../src/invocation.ts";
import { sayTaken, sayTrouble, tellStoreFailure } from "../src/store-words.ts";
import { memoryWorld } from "./memory-world.ts";

const troubles: Readonly<Record<StoreTrouble, true>> = {
  full: true,
  "read-only": true,
  corrupt: true,
  "sync-failed": true,
  unreachable: true,
  refused: true,
  "newer-schema": true,
  "unsafe-settings": true,
};
const database = "postgres://canary@canary/canary";
const place: DataPlace = { folder: null, database: null };

function found(given: Partial<DataPlace>): FoundPlace {
  const answer = findPlace({ ...place, ...given }, memoryWorld());
  if (answer === null) throw new Error("expected a place");
  return answer;
}

test.each(Object.keys(troubles) as StoreTrouble[])(
  "%s is said in whole sentences for either engine, without an address",
  (trouble) => {
    for (const where of [found({}), found({ folder: "mine" }), found({ database })]) {
      const said = sayTrouble(trouble, where, memoryWorld());
      expect(said).toMatch(/^[A-Z][^\n]*\.$/);
      expect(said).not.toMatch(/canary|nowhere/);
    }
  },
);

test("only a database that does not answer is a matter of the network; what is no failure of a store is thrown on", () => {
  const world = memoryWorld();
  const unreachable = new StoreFailure("unreachable");
  expect(tellStoreFailure(unreachable, found({ database }), world)).toBe(5);
  expect(tellStoreFailure(unreachable, found({}), world)).toBe(1);
  expect(tellStoreFailure(new StoreFailure("refused"), found({ database }), world)).toBe(1);
  expect(() => tellStoreFailure(new TypeError("mine"), found({}), world)).toThrow("mine");
});

test("who has the data is said as far as it is known", () => {
  const world = memoryWorld();
  expect(sayTaken({ process: null, port: null }, world)).toBe("Another Tidetable has this data in use.");
  expect(sayTaken({ process: 12_345, port: null }, world)).toBe(
    "Another Tidetable, process 12345, has this data in use.",
  );
  expect(sayTaken({ process: 12_345, port: 4800 }, world, 4800)).toBe(
    "Tidetable already runs at http://localhost:4800.",
  );
  expect(sayTaken({ process: 12_345, port: 4800 }, world, 4801)).toBe(
    "Tidetable already serves this data, as process 12345 at http://localhost:4800.",
  );
});

describe("where data lie", () => {
  const at = (variables: Record<string, string>, given: Partial<DataPlace> = {}) =>
    findPlace({ ...place, ...given }, memoryWorld({ variables }));

  test("is what the caller typed, else what the surroundings say, else the usual folder", () => {
    const variables = { TIDETABLE_DATA_DIR: "/theirs", TIDETABLE_DATABASE: database };
    expect(at({})).toMatchObject({ folder: "/nowhere/data", folderSaid: "the data folder", database: null });
    expect(at(variables)).toMatchObject({ folder: "/theirs", folderSaid: "the data folder", database });
    expect(at(variables, { folder: "mine" })).toMatchObject({ folder: "mine", folderSaid: "mine" });
  });

  test("is nowhere where the surroundings name a database that is no address", () => {
    expect(at({ TIDETABLE_DATABASE: "canary" })).toBe(null);
  });
});
