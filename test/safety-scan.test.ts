import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { limits, relayPaths } from "@tidetable/sync/protocol";
import { describe, expect, test } from "vitest";

// Items of the research on safety whose promise is an absence in the sources (docs/safety.md).

/** Every file of ours under a folder. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return ["node_modules", "dist"].includes(entry.name) ? [] : filesUnder(path);
  });
}

const textOf = (path: string): string => readFileSync(path, "utf8");

/** Addresses that a text names below `/v1/`. */
const addressesIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\/v1\/[\w-]+/g)?.filter((address) => address !== "/v1/")),
];

describe("I8: nobody who is told can ask for anything", () => {
  /** What a request, a nudge or a chat would be called, as a whole word of a name. */
  const asking =
    /(?:^|[^a-z])(?:ask-?for|request-?(?:update|more|access)|nudge|poke|chat|remind-?(?:her|owner)|ping|seen|last-?seen|read-?receipt)(?![a-z])/i;

  test("the relay has these addresses and no other, and none is for asking", () => {
    const known = Object.values(relayPaths).map((path) => path.replace("/v1/", ""));
    expect(known.toSorted()).toEqual(
      [
        ...["boxes", "challenge", "delete", "events", "feed", "feeds", "letterbox", "letterboxes"],
        ...["log", "mail", "push-key"],
        ...["queue", "queues", "restart", "rotate", "session", "snapshot", "vaults"],
      ].toSorted(),
    );
    const routed = filesUnder("apps/relay/src/api").flatMap((path) => addressesIn(textOf(path)));
    expect(routed.filter((address) => !Object.values(relayPaths).some((path) => path === address))).toEqual(
      [],
    );
    expect(known.filter((name) => asking.test(name))).toEqual([]);
    expect(asking.test("request-update") && asking.test("nudge")).toBe(true);
  });

  test("a reply is one of two kinds, and neither carries a text", () => {
    const source = textOf("packages/sync/src/share/reply-content.ts");
    const kinds = /export type Reply =([\s\S]*?)\n\n/.exec(source)?.[1] ?? "";
    expect([...kinds.matchAll(/kind: "([\w-]+)"/g)].map(([, kind]) => kind)).toEqual(["accepted", "left"]);
    expect(kinds).not.toMatch(/: string/);
    expect(limits.letterBytes).toBe(4_096);
  });

  test("the screens of somebody who is told have no field to write into, and no word that asks", () => {
    const folders = ["accept", "shared-with-me", "notifications"];
    const screens = folders.flatMap((folder) => filesUnder(join("apps/web/src/screens", folder)));
    expect(screens.length).toBeGreaterThan(5);
    const texts = screens.map((path) => ({ path, text: textOf(path) }));
    const writes = texts.filter(({ text }) =>
      /<textarea|type="(?:text|search|email)"|<input(?![^>]*type=)/.test(text),
    );
    expect(writes.map(({ path }) => path)).toEqual([]);
    const strings = textOf("apps/web/src/strings/en.ftl");
    const shown = strings.split("\n").filter((line) => /^(?:accept|shared|notices?)-/.test(line));
    expect(shown.length).toBeGreaterThan(15);
    const asks =
      /\b(?:ask|remind|request|nudge|message|write to|send)\b[^.]{0,20}(?:\bher\b|\bthem\b|\{ \$called \}|\bowner\b)/i;
    expect(shown.filter((line) => asks.test(line))).toEqual([]);
    expect(asks.test("shared-more = Ask { $called } for more")).toBe(true);
    expect(strings).toContain("you cannot ask for more in the app");
  });
});

describe("I16: what is asked of a browser", () => {
  /** Interfaces to places, neighbours, address books, pictures and movement. */
  const notAsked =
    /\b(?:geolocation|bluetooth|getUserMedia|mediaDevices|contacts\.select|DeviceMotionEvent|DeviceOrientationEvent|Accelerometer|Gyroscope|NDEFReader|navigator\.usb|navigator\.hid|navigator\.serial)\b/;

  test("is no place, camera, microphone, contact, neighbour or movement: no source names their interfaces", () => {
    const sources = ["apps/web/src", "packages"].flatMap(filesUnder).filter((path) => /\.tsx?$/.test(path));
    expect(sources.length).toBeGreaterThan(200);
    // A symptom or a note may well be called like one: only what is no string counts.
    const code = (text: string) => text.replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""');
    expect(sources.filter((path) => notAsked.test(code(textOf(path))))).toEqual([]);
    expect(notAsked.test("navigator.geolocation.getCurrentPosition(")).toBe(true);
  });
});

describe("I22: no number of wrong passphrases", () => {
  test("erases anything: nothing of the lock can reach what erases", () => {
    const lock = [
      ...filesUnder("apps/web/src/lock"),
      ...filesUnder("apps/web/src/screens").filter((path) => /\/lock[/-]/.test(path)),
      ...filesUnder("packages/sync/src/seal").filter((path) => /lock/.test(path)),
    ];
    expect(lock.length).toBeGreaterThan(4);
    const erases = /from "[^"]*erase|deleteDatabase|deleteDB|localStorage\.clear/;
    expect(lock.filter((path) => erases.test(textOf(path)))).toEqual([]);
    const eraser = filesUnder("apps/web/src").filter((path) => erases.test(textOf(path)));
    expect(eraser.length).toBeGreaterThan(0);
  });
});
