import { calendarDate, faceOn, formatScope, type Scope } from "@tidetable/diary";
import { createSuite, type Fields, signScope } from "@tidetable/sync";
import { describe, expect, test } from "vitest";
import { readFeeds } from "../src/feeds.ts";
import { careWordsIn, type GrantState, isSharingRecord, readGrants } from "../src/grants.ts";
import { viewPeople } from "../src/people-view.ts";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";
import { grantRecords, scopeSharing } from "./people-records.ts";

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

const today = calendarDate("2027-02-26");

type Values = Fields extends ReadonlyMap<string, infer Kept> ? Kept : never;
/** Registers as a vault has them: what is a list has a value of every device that wrote at the same time. */
const registers = (records: ReadonlyMap<string, unknown>): ReadonlyMap<string, Fields> =>
  new Map(
    [...records].map(([record, value]) => {
      const values = Array.isArray(value) ? value : [value];
      const kept = values.map((one, index) => ({ value: one, time: index, count: 0, device: "a", index }));
      return [record, new Map([["", kept as unknown as Values]])];
    }),
  );
const grantsOf = (records: ReadonlyMap<string, unknown>, day = today) =>
  readGrants({ suite, fieldsByRecord: registers(records) }, day);

describe("where a grant stands", () => {
  const others: readonly (readonly [GrantState, (id: string) => Record<string, unknown>])[] = [
    ["in-force", () => ({})],
    ["paused", (id) => ({ [`share-pause/${id}`]: true })],
    ["not-accepted", (id) => ({ [`share-reply/${id}`]: null })],
    ["left", (id) => ({ [`share-reply/${id}`]: { number: 2, reply: { kind: "left" } } })],
    ["unsigned", (id) => ({ [`share-keys/${id}`]: null })],
    ["unsigned", (id) => ({ [`share-keys/${id}`]: { seed: "short", box: "" } })],
    ["unsigned", (id) => ({ [`share/${id}`]: { form: 2, nickname: "Sam", everything: true } })],
    ["unsigned", (id) => ({ [`share/${id}`]: "canary" })],
    // Once there, it is over for good: what another device wrote meanwhile changes nothing.
    ["ended", (id) => ({ [`share-end/${id}`]: true, [`share-pause/${id}`]: true })],
    ["ended", (id) => ({ [`share-end/${id}`]: true, [`share-keys/${id}`]: null })],
  ];
  test.each(others)("%s", async (state, more) => {
    const [grant] = await grantsOf(await grantRecords(suite, "Sam", scopeSharing({ today: true }), more));
    expect(grant).toMatchObject({ state });
    if (state === "unsigned") expect(grant?.scope).toBeNull();
  });

  test("is its first and last day too, not begun before them and lapsed after them", async () => {
    const records = await grantRecords(suite, "Sam", scopeSharing());
    const stateOn = async (day: string) => (await grantsOf(records, calendarDate(day)))[0]?.state;
    expect(await stateOn("2027-01-31")).toBe("not-begun");
    expect(await stateOn("2027-02-01")).toBe("in-force");
    expect(await stateOn("2027-04-01")).toBe("in-force");
    expect(await stateOn("2027-04-02")).toBe("lapsed");
  });

  test("without keys is what was, once its last day has passed", async () => {
    const scope = scopeSharing({ pastStarts: true });
    const records = await grantRecords(suite, "Sam", scope, (id) => ({ [`share-keys/${id}`]: null }));
    expect(await grantsOf(records, calendarDate("2027-04-02"))).toMatchObject([{ state: "lapsed", scope }]);
    expect(await grantsOf(records)).toMatchObject([{ state: "unsigned", scope: null }]);
  });
});

describe("rule 90: what a grant shares", () => {
  const shared = { headsUp: { days: 3, words: "Soup" }, nextStart: "band", pastStarts: true } as const;

  /** One grant's records with several texts at once; the last is signed unless it is said not to be. */
  async function withTexts(scopes: readonly Scope[], lastIsSigned = true) {
    const records = new Map(await grantRecords(suite, "Sam", scopes[0]!));
    const id = [...records.keys()].find((name) => name.startsWith("share/"))!.slice("share/".length);
    const { seed } = records.get(`share-keys/${id}`) as { readonly seed: string };
    const values = await Promise.all(
      scopes.map(async (scope, index) => ({
        form: 1,
        nickname: "Sam",
        scope: formatScope(scope),
        signature: await signScope(
          suite,
          { id, seed },
          formatScope(lastIsSigned || index < scopes.length - 1 ? scope : scopes[0]!),
        ),
      })),
    );
    return records.set(`share/${id}`, values);
  }

  test("is what its signed text says", async () => {
    const [grant] = await grantsOf(await grantRecords(suite, "Sam", scopeSharing(shared)));
    expect(grant?.scope).toEqual(scopeSharing(shared));
  });

  test("is what both texts say where two devices changed it at the same time", async () => {
    const scopes = [scopeSharing(shared), scopeSharing({ ...shared, pastStarts: false, nextStart: "week" })];
    for (const order of [scopes, scopes.toReversed()])
      expect((await grantsOf(await withTexts(order)))[0]?.scope).toMatchObject({
        headsUp: { days: 3 },
        nextStart: "week",
        pastStarts: false,
      });
  });

  test("is nothing where one text of two is not signed", async () => {
    const records = await withTexts([scopeSharing(shared), scopeSharing({ today: true })], false);
    expect(await grantsOf(records)).toMatchObject([{ state: "unsigned", scope: null }]);
  });

  test("is nothing in a form that a later version wrote, signed as it may be", async () => {
    const records = await grantRecords(suite, "Sam", scopeSharing(shared));
    const later = [...records].map(
      ([name, value]) =>
        [name, name.startsWith("share/") ? { ...(value as object), form: 2 } : value] as const,
    );
    expect(await grantsOf(new Map(later))).toMatchObject([
      { nickname: "Sam", state: "unsigned", scope: null },
    ]);
  });

  test("is nothing where another grant's text and signature stand in its place", async () => {
    const [one, other] = [
      await grantRecords(suite, "Sam", scopeSharing()),
      await grantRecords(suite, "Ada", scopeSharing(shared)),
    ];
    const textOf = (records: ReadonlyMap<string, unknown>) =>
      [...records].find(([name]) => name.startsWith("share/"))!;
    const records = new Map(one).set(textOf(one)[0], textOf(other)[1]);
    expect(await grantsOf(records)).toMatchObject([{ nickname: "Ada", state: "unsigned", scope: null }]);
  });
});

test("care words are her own, and none where she wrote none", () => {
  const source = (value: unknown) => ({ suite, fieldsByRecord: registers(new Map([["share-care", value]])) });
  expect(careWordsIn(source({ helps: "Tea", brings: 1 }))).toEqual({ helps: "Tea", brings: "" });
  expect(careWordsIn({ suite, fieldsByRecord: new Map() })).toBeNull();
});

test("records about people are told from those of a body, and those of a later version", () => {
  const about = [
    "share/x",
    "share-keys/x",
    "share-event/d/1",
    "share-care",
    "share-later",
    ...["feed/x", "feed-end/x", "feed-memory/x"],
    "check-in",
    "reminders",
  ];
  expect(about.filter(isSharingRecord)).toEqual(about);
  expect(
    ["day/2027-03-04", "event/x", "settings", "check-in-later", "feeds"].filter(isSharingRecord),
  ).toEqual([]);
});

const feedRecord = { form: 1, token: "canary", seed: "canary", what: ["forecast"], titles: "neutral" };
/** One that is read, written twice at once; one that is over, one that was ended, and one that is none. */
const feedRecords = new Map<string, unknown>([
  [
    "feed/a",
    [
      { ...feedRecord, name: "Work laptop", what: ["plans", "schedules", "later"], last: "2027-02-26" },
      { ...feedRecord, name: "Work laptop", last: "2027-05-01" },
    ],
  ],
  ["feed/b", { ...feedRecord, name: "Phone", last: "2027-02-25" }],
  ["feed/c", { ...feedRecord, name: "Tablet", titles: "plain", last: "2027-05-01" }],
  ["feed-end/c", true],
  ["feed/d", { ...feedRecord, form: 2, name: "Later", last: "2027-05-01" }],
]);

describe("the list", () => {
  const states: readonly GrantState[] = [
    ...(["ended", "left", "unsigned", "lapsed", "paused"] as const),
    ...(["not-accepted", "not-begun", "in-force"] as const),
  ];
  const everything = scopeSharing({
    called: "R. of the long name",
    headsUp: {
      days: 10,
      words: "Slow evenings,\nplease, and a walk by the sea if there is one anywhere near",
    },
    nextStart: "distribution",
    bleeding: "day",
    plans: ["Trip to the sea", "Exam"],
    today: true,
    care: ["helps", "brings"],
    pastStarts: true,
  });
  const shownFor = (columns: number, nickname: string | null = "Sam") => {
    const world = memoryWorld({ reader: { columns } });
    const grants = states.map((state) => ({
      nickname,
      state,
      scope: state === "unsigned" ? null : everything,
      told: null,
      face: faceOn(null, today, 0),
    }));
    const feeds = readFeeds({ fieldsByRecord: registers(feedRecords) }, today);
    return viewPeople({ path: "my.backup", today, grants, feeds, devices: ["Phone", "Laptop"] }, world);
  };

  test("has a sentence for where each grant stands, and no line is wider than the terminal", () => {
    for (const columns of [30, 60, 80, 200]) {
      const text = shownFor(columns);
      for (const line of text.split("\n")) {
        expect(line.length).toBeLessThanOrEqual(Math.min(columns, 80));
        expect(line).not.toMatch(/[ \u00a0]$|\u00a0/);
      }
      expect(text.match(/^Sam$/gm)).toHaveLength(states.length);
    }
    const stands = shownFor(80).match(/(?<=^Sam\n {2})[^\n.:]+[.:;]/gm);
    expect(new Set(stands).size).toBe(states.length);
    expect(shownFor(80)).toContain(
      "  Ended: they did not want it any more. To them you are R. of the long name.\n",
    );
    // Node's versions differ in the comma after a weekday.
    expect(shownFor(80).replaceAll("day,", "day")).toContain(
      [
        "\nCalendar feeds",
        "  Phone",
        "    Over; its last day was Thursday 25 February 2027. Neutral titles.",
        "    The next time to be ready.",
        "  Tablet",
        "    Ended. Titles in full.",
        "    The next time to be ready.",
        "  Work laptop",
        "    Whoever has its address reads it until Friday 26 February 2027. Neutral",
        "    titles.",
        "    Plans.",
        "    What is due, to be ordered and to be picked up.",
        "\nDevices",
      ].join("\n"),
    );
    expect(shownFor(80)).not.toContain("canary");
    expect(shownFor(80)).toContain("\n\nDevices that have all of it\n  Phone\n  Laptop\n\n");
  });

  test("says one face for nothing, and none for somebody who has not accepted", () => {
    const text = shownFor(80);
    expect(text.match(/Sees now:\n {4}No shared update right now\.\n/g)).toHaveLength(states.length - 1);
  });

  test("has no control sign of a name in it, and names those without one", () => {
    expect(shownFor(80, "Sam\u001b[31m\n")).not.toContain("\u001b");
    expect(shownFor(80, null)).toContain("\nSomebody without a name\n");
  });
});

describe("what is no diary's backup", () => {
  test.each([
    [
      "a diary",
      "start\n2027-02-20\n",
      4,
      "my.file is a diary and holds no grants; they are in a diary's backup, made in the app.\n",
    ],
    [
      "a relay's backup",
      "tidetable.relay-backup/1\n",
      1,
      "my.file is a relay's backup. What is in it is sealed; a diary's own backup has the grants.\n",
    ],
    [
      "a later version's",
      '{"schema":"tidetable.backup/2"}',
      1,
      "A later version of Tidetable wrote my.file. Use that version, or a later one.\n",
    ],
    [
      "a broken one",
      '{"schema":"tidetable.backup/1"}',
      1,
      "my.file is damaged: it begins as a diary's backup and does not go on as one.\n",
    ],
    ["no file", undefined, 1, "There is no file my.file.\n"],
  ])("%s is told in one sentence", async (_, content, exit, said) => {
    for (const more of [[], ["--json"]]) {
      const world = memoryWorld({ textByPath: content === undefined ? {} : { "my.file": content } });
      expect(await run(["people", "my.file", ...more], world)).toBe(exit);
      expect(world.out()).toBe("");
      expect(world.err()).toBe(said);
    }
  });

  test("something else is told as every command tells it", async () => {
    const world = memoryWorld({ textByPath: { "my.file": "canary" } });
    expect(await run(["people", "my.file"], world)).toBe(1);
    expect(world.err()).toMatch(/^my\.file: [^\n]+\n$/);
    expect(world.err()).not.toContain("canary");
  });
});
