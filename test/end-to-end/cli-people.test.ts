import { addDays, calendarDate } from "@tidetable/diary";
import { listen, openRelay } from "@tidetable/relay";
import { createSuite, formatBackup, wordsFromEntropy } from "@tidetable/sync";
import { describe, expect, test } from "vitest";
import { grantRecords, scopeSharing } from "../../apps/cli/test/people-records.ts";
import { tidetable } from "./cli-process.ts";
import { vaultAt } from "./node-transport.ts";
import { scratchFolder } from "./scratch-folder.ts";

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

const starts = ["2026-09-12", "2026-10-10", "2026-11-07", "2026-12-05", "2027-01-02", "2027-01-30"];
const whole = { headsUp: { days: 3, words: "" }, nextStart: "band", care: ["helps"] } as const;

/** A backup of a diary with these records beside its starts, its twelve words, and the folder it lies in. */
async function backupWith(records: ReadonlyMap<string, unknown>) {
  const log = (): void => {};
  const dataFolder = await scratchFolder();
  const relay = await openRelay({ files: new Map(), dataFolder, invite: "open", log });
  const listening = await listen(relay.relay, { port: 0, log });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  const { vault, entropy } = await vaultAt(`http://localhost:${listening.value.port}`);
  const days = starts.flatMap((start) => [0, 1, 2, 3].map((day) => addDays(calendarDate(start), day)));
  await vault.edit([
    ...days.map((day) => ({ record: `day/${day}`, field: "bleeding", value: "medium" })),
    { record: "day/2027-02-02", field: "note", value: "canary" },
    ...[...records].map(([record, value]) => ({ record, field: "", value })),
  ]);
  expect(await vault.sync()).toMatchObject({ kind: "done" });
  await listening.value.stop(0);
  await relay.close();
  const words = await wordsFromEntropy(entropy);
  const cwd = await scratchFolder({ "my.backup": await formatBackup(vault) });
  return { cwd, env: { TIDETABLE_WORDS: words.join(" ") } };
}

/** Everything that can be shared. */
const everything = {
  headsUp: { days: 3, words: "Fewer plans for me" },
  nextStart: "distribution",
  bleeding: "day",
  plans: ["Lisbon"],
  today: true,
  care: ["helps", "brings"],
  pastStarts: true,
} as const;

/** A plan over the next start, which she would rather not have on its days or the two before. */
const planCalled = (name: string) => ({
  id: name === "canary" ? "p-0002" : "p-0001",
  name,
  first: "2027-02-27",
  last: "2027-03-02",
  avoid: { bleeding: false, daysBefore: 2 },
  stakes: "must-not",
  between: null,
  said: null,
});

const day = ["--today", "2027-02-26"];

describe("tidetable people", () => {
  test("lists who may see what, and what each of them sees on the day", async () => {
    const records = new Map([
      ...(await grantRecords(suite, "Sam", scopeSharing(whole))),
      ...(await grantRecords(suite, "Ada", scopeSharing({ bleeding: "day" }), (id) => ({
        [`share-pause/${id}`]: true,
      }))),
      ["share-care", { helps: "Tea,\nand a quiet evening", brings: "canary" }] as const,
    ]);
    const { cwd, env } = await backupWith(records);
    const { code, out, err } = await tidetable(["people", "my.backup", ...day], { cwd, env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.replace("Friday,", "Friday")).toBe(
      [
        "Friday 26 February 2027.",
        "",
        "Ada",
        "  Paused. To them you are R.",
        "  You agreed to:",
        "    Whether bleeding is likely today, and the number of the day once bleeding",
        "    was written down.",
        "    From Mon 1 February to Thu 1 April.",
        "  Sees now:",
        "    No shared update right now.",
        "",
        "Sam",
        "  In force. To them you are R.",
        "  You agreed to:",
        "    A heads-up about 3 days ahead.",
        "    The dates between which the next period is likely to start.",
        "    What helps.",
        "    From Mon 1 February to Thu 1 April.",
        "  Sees now:",
        "    From R.",
        "    Heads-up from R.: the next days may be harder.",
        "    The next period is likely to start by Mon 1 March.",
        "    What helps: Tea, and a quiet evening",
        "",
        "Devices that have all of it",
        "  Phone",
        "",
        "This is how my.backup has it. What changed since is not in it, and a screen",
        "without contact keeps what it had for two days at most.",
        "",
      ].join("\n"),
    );
  });

  test("gives a script every kind that is shared, the face, and neither a key nor a signature", async () => {
    const records = new Map([
      ...(await grantRecords(suite, "sam", scopeSharing(everything), (id) => ({
        [`share-told/${id}`]: { date: "2027-02-26", words: "Better" },
      }))),
      ...(await grantRecords(suite, "Ada", scopeSharing(), (id) => ({ [`share-end/${id}`]: true }))),
      ["plan/p-0001", planCalled("Lisbon")] as const,
      ["plan/p-0002", planCalled("canary")] as const,
      ...(await grantRecords(suite, "Zoë", scopeSharing(everything), (id) => ({
        [`share-told/${id}`]: { date: "2027-02-25", words: "canary" },
        [`share-keys/${id}`]: null,
      }))),
    ]);
    const { cwd, env } = await backupWith(records);
    const { code, out, err } = await tidetable(["people", "my.backup", ...day, "--json"], { cwd, env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^\{.*\}\n$/);
    expect(out).not.toContain("canary");
    for (const [name, value] of records) {
      expect(out).not.toContain(name.split("/").at(-1));
      for (const [, secret] of JSON.stringify(value).matchAll(/"([\w-]{22,})"/g))
        expect(out).not.toContain(secret);
    }
    const dates = { called: "R.", first: "2027-02-01", last: "2027-04-01" };
    expect(JSON.parse(out)).toEqual({
      schema: "tidetable.people/1",
      today: "2027-02-26",
      people: [
        { nickname: "Ada", ...dates, state: "ended", shares: [], sees: null },
        {
          nickname: "sam",
          ...dates,
          state: "in-force",
          shares: [
            { kind: "heads-up", days: 3, words: "Fewer plans for me" },
            { kind: "next-start", as: "distribution" },
            { kind: "bleeding", as: "day" },
            { kind: "plans", names: ["Lisbon"] },
            { kind: "today" },
            { kind: "care", what: ["helps", "brings"] },
            { kind: "past-starts" },
          ],
          sees: {
            kind: "card",
            called: "R.",
            headsUp: { words: "Fewer plans for me", days: 3 },
            nextStart: { kind: "distribution", dots: expect.any(Array) },
            bleeding: { kind: "unlikely" },
            told: "Better",
            helps: null,
            brings: null,
            plans: [{ name: "Lisbon", first: "2027-02-27", last: "2027-03-02", chance: 0.95 }],
            pastStarts: starts,
          },
        },
        { nickname: "Zoë", called: null, state: "unsigned", first: null, last: null, shares: [], sees: null },
      ],
      feeds: [],
      devices: [{ name: "Phone" }],
    });
    // The day after the last, with nothing written by anybody.
    const later = await tidetable(["people", "my.backup", "--today", "2027-04-02", "--json"], { cwd, env });
    expect(JSON.parse(later.out).people).toMatchObject([
      { state: "ended", sees: null },
      { state: "lapsed", sees: null },
      // Its keys are gone, so this is only what was.
      { state: "lapsed", sees: null },
    ]);
  });

  test("shows what somebody saw on an earlier day, without what was written since", async () => {
    const { cwd, env } = await backupWith(
      await grantRecords(suite, "Sam", scopeSharing({ bleeding: "day" })),
    );
    const early = ["people", "my.backup", "--today", "2027-02-01", "--json"];
    const { out, err } = await tidetable(early, { cwd, env });
    expect(err).toBe("One day after 2027-02-01 was left out.\n");
    expect(JSON.parse(out).people[0].sees).toMatchObject({ bleeding: { kind: "day", day: 3 } });
  });

  test("says so where nothing is shared, and lists the devices all the same", async () => {
    const { cwd, env } = await backupWith(new Map());
    const { code, out, err } = await tidetable(["people", "my.backup", ...day], { cwd, env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.replace("Friday,", "Friday")).toBe(
      "Friday 26 February 2027.\n\nYou share nothing with anybody.\n\nDevices that have all of it\n  Phone\n\n" +
        "This is how my.backup has it. What changed since is not in it.\n",
    );
    const json = await tidetable(["people", "my.backup", ...day, "--json"], { cwd, env });
    expect(JSON.parse(json.out)).toMatchObject({ people: [], devices: [{ name: "Phone" }] });
    const without = await tidetable(["people", "my.backup"], { cwd });
    expect(without).toEqual({
      code: 3,
      out: "",
      err: "The twelve words are needed: at a terminal, through a pipe, or in TIDETABLE_WORDS.\n",
    });
    const wrong = {
      TIDETABLE_WORDS: "legal winner thank year wave sausage worth useful legal winner thank yellow",
    };
    expect(await tidetable(["people", "my.backup", "--json"], { cwd, env: wrong })).toEqual({
      code: 3,
      out: "",
      err: "These words do not open my.backup: they are another diary's, or the file was changed.\n",
    });
  });

  test("is what restore points to, for a diary file has no place for it", async () => {
    const { cwd, env } = await backupWith(await grantRecords(suite, "Sam", scopeSharing(whole)));
    const restored = await tidetable(["restore", "my.backup", "--to", "out.json"], { cwd, env });
    expect(restored).toMatchObject({
      code: 0,
      err: "A diary file does not hold what you share with people; tidetable people my.backup lists it.\n",
    });
    expect(await tidetable(["people", "out.json"], { cwd })).toEqual({
      code: 4,
      out: "",
      err: "out.json is a diary and holds no grants; they are in a diary's backup, made in the app.\n",
    });
  });
});
