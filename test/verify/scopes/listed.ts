import { isDeepStrictEqual } from "node:util";
import { addDays, calendarDate } from "@tidetable/diary";
import type { Fields, Kept } from "@tidetable/sync";
import { type Grant, readGrants } from "../../../apps/cli/src/grants.ts";
import { suite } from "./build.ts";
import { widened } from "./narrower.ts";
import type { Found } from "./parts.ts";
import { readText, type StoredGrant, textOf } from "./version-1.ts";

/** Whether `tidetable people` lists each grant as it was agreed to, nothing for a changed text, and none after its last day. */
export async function listedAsAgreed(grants: readonly StoredGrant[]): Promise<Found> {
  const wrong: string[] = [];
  let cases = 0;
  const expect = (name: string, holds: boolean): void => {
    cases += 1;
    if (!holds) wrong.push(name);
  };
  for (const grant of grants) {
    const agreed = readText(grant.text);
    const [first, last] = [calendarDate(agreed.first), calendarDate(agreed.last)];
    const listed = await listedOn(first, grant);
    expect(
      "listed otherwise",
      listed.state === "in-force" && isDeepStrictEqual({ ...listed.scope }, { ...agreed }),
    );
    const over = await listedOn(addDays(last, 1), grant);
    expect("listed after its last day", over.state === "lapsed");
    const texts = widened(agreed).map(textOf);
    for (const text of texts) {
      const changed = await listedOn(first, { ...grant, text });
      expect("listed without a signature", changed.state === "unsigned" && changed.scope === null);
    }
    // One of two texts is nobody's.
    const both = await listedOn(first, grant, texts[0]);
    expect("listed beside one without a signature", both.state === "unsigned" && both.scope === null);
  }
  return { cases, wrong };
}

async function listedOn(
  day: ReturnType<typeof calendarDate>,
  grant: StoredGrant,
  otherText?: string,
): Promise<Grant> {
  const { id, seed, text, signature } = grant;
  const share = (scope: string) => ({ form: 1, nickname: "Sam", scope, signature });
  const reply = { kind: "accepted", push: null, rhythm: null };
  const fieldsByRecord = new Map<string, Fields>([
    [`share/${id}`, fieldOf(share(text), ...(otherText === undefined ? [] : [share(otherText)]))],
    [`share-keys/${id}`, fieldOf({ seed })],
    [`share-reply/${id}`, fieldOf({ number: 1, reply })],
  ]);
  const [listed] = await readGrants({ suite, fieldsByRecord }, day);
  if (!listed) throw new Error("the grant should be listed");
  return listed;
}

/** A register with these values, each of a device of its own. */
const fieldOf = (...values: readonly unknown[]): Fields =>
  new Map([
    [
      "",
      values.map(
        (value, index): Kept => ({ value, time: index, count: 0, device: "" as Kept["device"], index }),
      ),
    ],
  ]);
