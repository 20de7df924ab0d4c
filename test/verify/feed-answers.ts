import {
  type FeedKeys,
  feedAt,
  feedPath,
  leaveFeed,
  makeFeedKeys,
  type Suite,
  sealFeed,
  type Vault,
  writeKeyPublic,
} from "@tidetable/sync";
import { ask, shout } from "../../apps/relay/test/raw-request.ts";
import { nodeWorld } from "../end-to-end/node-transport.ts";
import type { ServerProcess } from "./relay-launch.ts";
import { seededBytes } from "./relay-vault.ts";

type Say = (line: string) => void;

interface Asked {
  readonly vault: Vault;
  readonly suite: Suite;
  readonly relay: ServerProcess;
  /** A feed that is there. */
  readonly live: FeedKeys;
  readonly seed: string;
}

/** Turns in which each address is asked for; the first ones warm everything up. */
const turns = 240;
const warmUp = 20;
/** Milliseconds by which the medians may be apart, and nineteen of twenty answers. Our choice; security.md, I5. */
const medianApart = 2;
const mostApart = 50;

/** Every way not to be there gets the same bytes, and takes as long. */
export async function sameAnswers({ vault, suite, relay, live, seed }: Asked, say: Say): Promise<boolean> {
  const transport = nodeWorld().transport(vault.relay()!);
  const today = Math.floor(Date.now() / 86_400_000);
  const filled = async (last: number): Promise<FeedKeys> => {
    const keys = makeFeedKeys(suite);
    const sealed = await sealFeed(suite, keys.token, "text");
    const make = (id: string, key: string) => vault.makeFeed(id, key);
    const { outcome } = await leaveFeed({ suite, transport, make, keys, number: 0, sealed, last });
    if (outcome !== "left") throw new Error(`a feed should be left, got ${outcome}`);
    return keys;
  };
  const revoked = await filled(today + 5);
  await (await feedAt(suite, transport, revoked)).delete();
  const over = await filled(today - 1);
  const empty = makeFeedKeys(suite);
  await vault.makeFeed((await feedAt(suite, transport, empty)).id, await writeKeyPublic(suite, empty));
  const never = seededBytes(`${seed} never`, 32).toString("base64url");

  const paths = new Map([
    ["revoked", feedPath(revoked.token)],
    ["over", feedPath(over.token)],
    ["not filled", feedPath(empty.token)],
    ["never made", feedPath(never)],
    ["malformed", feedPath(`${never.slice(1)}!`)],
    ["too short", feedPath(never.slice(2))],
    ["no feed's address", "/calendar.ics"],
  ]);
  const whole = async (method: string, path: string): Promise<string> => {
    const request = `${method} ${path} HTTP/1.1\r\nHost: localhost:${relay.port}\r\nConnection: close\r\n\r\n`;
    return (await shout(relay.port, request)).replace(/\r\ndate: [^\r]*/i, "");
  };
  let isOne = true;
  for (const method of ["GET", "HEAD", "POST"]) {
    const answers = new Map<string, string[]>();
    for (const [name, path] of paths) {
      const answer = await whole(method, path);
      answers.set(answer, [...(answers.get(answer) ?? []), name]);
    }
    const [first] = answers.keys();
    say(
      `  ${method}, ${[...paths.keys()].join(", ")}: ${answers.size} different answer${answers.size === 1 ? "" : "s"}, “${first!.split("\r\n", 1)[0]}”, ${first!.length} bytes with headers, date aside`,
    );
    if (answers.size !== 1) for (const names of answers.values()) say(`    alike: ${names.join(", ")}`);
    isOne &&= answers.size === 1;
  }
  const isNoticed = (await whole("GET", feedPath(live.token))) !== (await whole("GET", feedPath(never)));
  say(`  control, a feed that is there: ${isNoticed ? "noticed" : "NOT NOTICED"}`);
  const isAsFast = await sameTimes(relay, paths, say);
  return isOne && isNoticed && isAsFast;
}

async function sameTimes(
  { port }: ServerProcess,
  paths: ReadonlyMap<string, string>,
  say: Say,
): Promise<boolean> {
  const times = new Map<string, number[]>();
  const compared = [...paths].filter(([name]) => name !== "no feed's address");
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, path] of compared) {
      const began = performance.now();
      await ask(port, path, { host: "localhost" });
      if (turn >= warmUp) times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
    }
  }
  const at = (part: number) =>
    [...times].map(
      ([name, all]) => [name, all.toSorted((a, b) => a - b)[Math.floor(all.length * part)]!] as const,
    );
  const apart = (all: readonly (readonly [string, number])[]): number => {
    const values = all.map(([, value]) => value);
    return Math.max(...values) - Math.min(...values);
  };
  const [median, most] = [at(0.5), at(0.95)];
  const text = (all: typeof median) => all.map(([name, value]) => `${name} ${value.toFixed(2)}`).join(", ");
  say(
    `  half of ${turns - warmUp} answers within ${text(median)} ms; apart by ${apart(median).toFixed(2)}, at most ${medianApart}`,
  );
  say(
    `  nineteen of twenty within ${text(most)} ms; apart by ${apart(most).toFixed(2)}, at most ${mostApart}`,
  );
  return apart(median) <= medianApart && apart(most) <= mostApart;
}
