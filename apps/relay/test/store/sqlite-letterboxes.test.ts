import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite-store.ts";
import { sampleBytes, sampleId, sampleKey, someDay } from "./sample.ts";
import { sqliteFolder } from "./sqlite-place.ts";

/** How many of these byte strings have left their first, middle or last 16 bytes in any of the folder's files. */
async function tracesOf(secrets: readonly Uint8Array[], folder: string): Promise<number> {
  const names = await readdir(folder);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const found = secrets.filter((secret) =>
    [0, secret.length / 2 - 8, secret.length - 16].some((at) =>
      files.some((file) => file.includes(Buffer.from(secret.subarray(at, at + 16)))),
    ),
  );
  return found.length;
}

test("of deleted letterboxes and queues no letter and no message is left in the files", async () => {
  const folder = await sqliteFolder();
  const store = await openSqliteStore({ folder });
  onTestFinished(() => store.close());
  const names = Array.from({ length: 24 }, (_, at) => `${at}`);
  const letters = names.map((name) => sampleBytes(`letter ${name}`, 4_096));
  const messages = names.map((name) => sampleBytes(`message ${name}`, 1_024));
  for (const [at, name] of names.entries()) {
    const [box, queue] = [sampleId(`box ${name}`), sampleId(`queue ${name}`)];
    await store.createLetterbox(box, sampleKey(name), sampleBytes("filling", 4_096), someDay);
    await store.putLetter(box, { number: 1, letter: letters[at]! }, someDay);
    await store.createQueue(queue, sampleKey(name), someDay);
    const notice = { due: someDay * 24, endpoint: "https://push.example/a", message: messages[at]! };
    await store.putQueue(queue, 1, [notice], someDay);
  }
  expect(await tracesOf(letters, folder)).toBe(24);
  expect(await tracesOf(messages, folder)).toBe(24);
  for (const name of names.slice(4)) {
    await store.deleteLetterbox(sampleId(`box ${name}`));
    await store.deleteQueue(sampleId(`queue ${name}`));
  }
  expect(await tracesOf(letters.slice(4), folder)).toBe(0);
  expect(await tracesOf(messages.slice(4), folder)).toBe(0);
  for (const name of names.slice(0, 4))
    expect(await store.readLetter(sampleId(`box ${name}`))).toMatchObject({ number: 1 });
});
