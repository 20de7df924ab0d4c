import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openFeed } from "../../src/feeds/open-feed.ts";

interface Vector extends Readonly<Record<"name" | "token" | "id", string>> {
  readonly sealed?: string;
  readonly text?: string;
  readonly unopenable?: true;
}

const file = new URL("../../../../packages/sync/vectors/feeds.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };
const all = vectors.filter(({ sealed }) => sealed !== undefined);
const bytes = (vector: Vector) => Buffer.from(vector.sealed!, "hex");
const secret = ({ token }: Vector) => Buffer.from(token, "hex");
const idOf = ({ id }: Vector) => Buffer.from(id, "base64url");

test("rule 108: a relay opens the golden feeds as the devices seal them, and none that is not one", () => {
  expect(all.length).toBeGreaterThan(5);
  for (const vector of all) {
    const opened = openFeed(secret(vector), idOf(vector), bytes(vector));
    const text = opened && Buffer.from(opened).toString();
    expect(text, vector.name).toBe(vector.unopenable ? null : vector.text);
  }
});

test("rule 108: any changed byte, another secret or another id opens nothing", () => {
  const vector = all.find(({ text }) => text !== undefined)!;
  const whole = bytes(vector);
  // Head, salt, commitment and the first of the rest one by one; then some of what follows, and the tag.
  const places = [
    ...Array(120).keys(),
    500,
    2_000,
    4_000,
    ...Array.from({ length: 16 }, (_, at) => 4_080 + at),
  ];
  for (const at of places) {
    const copy = Buffer.from(whole);
    copy[at] = copy[at]! ^ 1;
    expect([at, openFeed(secret(vector), idOf(vector), copy)]).toEqual([at, null]);
  }
  expect(openFeed(Buffer.alloc(32, 1), idOf(vector), whole)).toBeNull();
  expect(openFeed(secret(vector), Buffer.alloc(16, 1), whole)).toBeNull();
  expect(openFeed(secret(vector), idOf(vector), null)).toBeNull();
  for (const length of [0, 11, 4_095, 4_097])
    expect(openFeed(secret(vector), idOf(vector), Buffer.alloc(length))).toBeNull();
});
