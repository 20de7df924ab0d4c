import { describe, expect, test } from "vitest";
import { hash } from "./test-device.ts";
import { openTestRelay, said } from "./test-relay.ts";

const box = (name: string) => hash(Buffer.from(name)).subarray(0, 16).toString("base64url");
const letter = (length: number) => Buffer.alloc(length, "letter");

describe("rule 55: mail", () => {
  test("is kept in four slots, each written once, by whoever knows the id", async () => {
    const { ask } = await openTestRelay();
    for (const slot of [0, 1, 2, 3]) {
      expect((await ask("PUT", `/v1/mail/${box("a")}/${slot}`, letter(100 + slot))).status).toBe(200);
    }
    expect(await said(ask("PUT", `/v1/mail/${box("a")}/0`, letter(7)))).toEqual([409, { refused: "taken" }]);
    expect((await ask("PUT", `/v1/mail/${box("a")}/0`, letter(100))).status).toBe(200);
    const read = await ask("GET", `/v1/mail/${box("a")}/3`);
    expect(Buffer.from(await read.arrayBuffer())).toEqual(letter(103));
    expect(await said(ask("GET", `/v1/mail/${box("b")}/0`))).toEqual([404, { refused: "unknown" }]);
  });

  test("is emptied, and nobody learns whether there was any", async () => {
    const { ask } = await openTestRelay();
    await ask("PUT", `/v1/mail/${box("a")}/2`, letter(10));
    const [full, empty] = [
      await ask("DELETE", `/v1/mail/${box("a")}`),
      await ask("DELETE", `/v1/mail/${box("b")}`),
    ];
    expect([full.status, ...full.headers]).toEqual([empty.status, ...empty.headers]);
    expect(await said(ask("GET", `/v1/mail/${box("a")}/2`))).toEqual([404, { refused: "unknown" }]);
  });

  test("has 1 to 4,096 bytes", async () => {
    const { ask } = await openTestRelay();
    expect((await ask("PUT", `/v1/mail/${box("a")}/0`, letter(4_096))).status).toBe(200);
    const tooLarge = ask("PUT", `/v1/mail/${box("a")}/1`, letter(4_097));
    expect(await said(tooLarge)).toEqual([413, { refused: "too-large" }]);
    expect(await said(ask("PUT", `/v1/mail/${box("a")}/1`))).toEqual([400, { refused: "malformed" }]);
  });

  test.each([
    `${box("a")}/4`,
    `${box("a")}/-1`,
    `${box("a")}/00`,
    `${box("a")}/x`,
    `${box("a")}`,
    `${box("a")}/0/0`,
    `${box("a").slice(1)}/0`,
    `${box("a")}A/0`,
    // The last character has bits that no encoder would set.
    `${box("a").slice(0, -1)}B/0`,
    `${"+".repeat(22)}/0`,
    "/0",
  ])("has no place %s", async (place) => {
    const { ask } = await openTestRelay();
    expect(await said(ask("PUT", `/v1/mail/${place}`, letter(1)))).toEqual([400, { refused: "malformed" }]);
    expect(await said(ask("GET", `/v1/mail/${place}`))).toEqual([400, { refused: "malformed" }]);
  });

  test("is gone when the day after the next begins", async () => {
    const { ask, store, time } = await openTestRelay();
    const day = Math.floor(time.now / 86_400_000);
    await ask("PUT", `/v1/mail/${box("a")}/0`, letter(1));
    await store.sweep(day);
    expect((await ask("GET", `/v1/mail/${box("a")}/0`)).status).toBe(200);
    await store.sweep(day + 2);
    expect((await ask("GET", `/v1/mail/${box("a")}/0`)).status).toBe(404);
  });
});
