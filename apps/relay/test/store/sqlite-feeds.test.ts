import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import { sampleBytes, sampleId, sampleKey, someDay } from "./sample.ts";
import { sqliteFolder } from "./sqlite-place.ts";

test("of deleted feeds, and of those whose last day is over, nothing is left in the files", async () => {
  const folder = await sqliteFolder();
  const store = await openSqliteStore({ folder });
  onTestFinished(() => store.close());
  const names = Array.from({ length: 12 }, (_, at) => `${at}`);
  const bodies = names.map((name, at) => sampleBytes(`feed ${name}`, at % 2 === 0 ? 4_096 : 65_536));
  const tracesOf = async (secrets: readonly Uint8Array[]): Promise<number> => {
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    // Every 512 bytes, because a long body lies in many pages.
    const pieces = secrets.flatMap((secret) =>
      Array.from({ length: secret.length / 512 }, (_, at) =>
        Buffer.from(secret.subarray(512 * at, 512 * at + 16)),
      ),
    );
    return pieces.filter((piece) => files.some((file) => file.includes(piece))).length;
  };
  for (const [at, name] of names.entries()) {
    await store.createFeed(sampleId(name), sampleKey(name), someDay);
    await store.putFeed(
      sampleId(name),
      { number: 1, sealed: bodies[at]!, last: someDay + (at < 4 ? 1 : 9) },
      someDay,
    );
  }
  expect(await tracesOf(bodies)).toBe(6 * 8 + 6 * 128);
  for (const name of names.slice(4, 8)) await store.deleteFeed(sampleId(name));
  await store.sweep(someDay + 2);
  await store.scrub();
  expect(await tracesOf(bodies.slice(0, 8))).toBe(0);
  expect(await tracesOf(bodies.slice(8))).toBe(2 * 8 + 2 * 128);
});
