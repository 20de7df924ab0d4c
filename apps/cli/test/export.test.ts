import { calendarDate, emptyDiary, withEntry, withPlan, withSchedule } from "@tidetable/diary";
import { readCalendar, zoneReader } from "@tidetable/diary/calendar";
import { formatTidetableJson } from "@tidetable/diary/exchange";
import { describe, expect, test } from "vitest";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

const starts = ["2026-10-25", "2026-11-22", "2026-12-21", "2027-01-18", "2027-02-15"];
const plain = starts.reduce(
  (diary, start) => withEntry(diary, calendarDate(start), { bleeding: "medium" }),
  emptyDiary,
);
const full = withSchedule(
  withPlan(plain, {
    id: "trip",
    name: "Rome; with A.",
    first: calendarDate("2027-03-20"),
    last: calendarDate("2027-03-23"),
    avoid: { bleeding: true, daysBefore: 0 },
    stakes: "rather-not",
    between: null,
    said: null,
  }),
  {
    id: "ring",
    name: "Ring",
    action: "change",
    rhythm: { kind: "every", count: 4, unit: "weeks" },
    from: calendarDate("2027-02-03"),
    until: null,
    dose: 1,
    hour: null,
    stock: { on: calendarDate("2027-02-20"), pieces: 1, orderDays: 10, pickUpDays: 3 },
  },
);

const worldWith = (diary = full, today = "2027-02-26") =>
  memoryWorld({ today, textByPath: { "my.json": formatTidetableJson(diary) } });

/** The entries of what `export` wrote: state, days and title, by uid. */
function entriesOf(text: string) {
  const unfolded = text.replaceAll("\r\n ", "");
  const entries = unfolded.split("BEGIN:VEVENT\r\n").slice(1);
  const of = (entry: string, name: string) => new RegExp(`^${name}[^:]*:(.*)\r$`, "m").exec(entry)?.[1] ?? "";
  return new Map(
    entries.map((entry) => [
      of(entry, "UID"),
      {
        state: of(entry, "STATUS"),
        first: of(entry, "DTSTART"),
        title: of(entry, "SUMMARY"),
        sequence: Number(of(entry, "SEQUENCE")),
        description: of(entry, "DESCRIPTION"),
      },
    ]),
  );
}

async function calendar(words: readonly string[], diary = full, today = "2027-02-26") {
  const world = worldWith(diary, today);
  const code = await run(["export", "my.json", "--format", "ics", ...words], world);
  return { code, out: world.out(), err: world.err(), entries: entriesOf(world.out()) };
}

describe("a calendar", () => {
  test("has the forecast, plans and what is due, under titles that say nothing", async () => {
    const { code, err, out, entries } = await calendar([]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const titles = [...entries.values()]
      .filter(({ state }) => state === "CONFIRMED")
      .map(({ title }) => title);
    expect([...new Set(titles)].toSorted()).toEqual([
      "T. – due today",
      "T. – order by today",
      "T. – pick up by today",
      "T. – planned",
      "T. – ready from today",
    ]);
    expect(out).not.toMatch(/period|cycle|bleed|tidetable|rome|ring\b|DESCRIPTION/i);
  });

  test("has names and the forecast's sentence where its owner says so", async () => {
    const { entries } = await calendar(["--titles", "plain"]);
    const said = [...entries.values()].map(({ title, description }) => [title, description]);
    expect(said).toContainEqual(["Rome\\; with A.", ""]);
    expect(said).toContainEqual(["Order Ring by today", ""]);
    const forecast = said.find(([title]) => title === "Be ready for a period from today");
    expect(forecast?.[1]).toMatch(/^(Between|Be ready from) .* March/);
  });

  test("keeps its uids from day to day, and no number falls", async () => {
    const days = ["2027-02-26", "2027-02-27", "2027-03-02", "2027-03-10"];
    const runs = await Promise.all(days.map((today) => calendar(["--today", today])));
    for (const [index, { entries }] of runs.slice(1).entries()) {
      const before = runs[index]?.entries;
      for (const [uid, { sequence }] of entries)
        expect(sequence).toBeGreaterThan(before?.get(uid)?.sequence ?? 0);
    }
    const uidOf = (entries: ReturnType<typeof entriesOf>) =>
      [...entries].find(([, { title, state }]) => title.includes("ready") && state === "CONFIRMED")?.[0];
    expect(new Set(runs.map(({ entries }) => uidOf(entries))).size).toBe(1);
    expect(uidOf(runs[0]!.entries)).toMatch(/^[0-9a-f]{32}$/);
  });

  test("keeps the uid of a forecast that moves, and cancels it when its cycle is over", async () => {
    const ready = ({ entries }: { entries: ReturnType<typeof entriesOf> }) =>
      [...entries].filter(([, { title }]) => title.includes("ready"));
    const confirmed = (calendar: { entries: ReturnType<typeof entriesOf> }) =>
      ready(calendar).find(([, { state }]) => state === "CONFIRMED");
    const before = confirmed(await calendar(["--horizon", "30"]));
    const shorter = withEntry(full, calendarDate("2027-02-26"), { lhTest: "positive" });
    const moved = confirmed(await calendar(["--horizon", "30"], shorter));
    expect(moved?.[0]).toBe(before?.[0]);
    expect(moved?.[1].first).not.toBe(before?.[1].first);
    const started = withEntry(full, calendarDate("2027-03-15"), { bleeding: "medium" });
    const states = new Map(ready(await calendar(["--today", "2027-03-16"], started, "2027-03-16")));
    expect(states.get(before?.[0] ?? "")?.state).toBe("CANCELLED");
    expect([...states.values()].filter(({ state }) => state === "CONFIRMED")).toHaveLength(1);
  });

  test("reaches as far as its horizon", async () => {
    const { entries } = await calendar(["--horizon", "7"]);
    expect([...entries.values()].filter(({ first }) => first > "20270305")).toEqual([]);
  });

  test("is read back by our own reader, as days that keep nobody from anything", async () => {
    const { out } = await calendar([]);
    const dateOf = zoneReader("Pacific/Kiritimati");
    if (!dateOf) throw new Error("Pacific/Kiritimati is a zone");
    const options = { from: calendarDate("2027-02-01"), to: calendarDate("2027-06-01"), dateOf };
    const read = readCalendar(new TextEncoder().encode(out), options);
    expect(read).toMatchObject({ ok: true, value: { name: "T.", leftOut: [] } });
    if (read.ok) expect(read.value.events.every(({ isFree, isAllDay }) => isFree && isAllDay)).toBe(true);
  });

  test("without a forecast has the rest, and says why", async () => {
    const pause = { kind: "pause", date: calendarDate("2027-02-20"), last: null } as const;
    const { code, err, entries } = await calendar([], { ...full, events: [pause] });
    expect({ code, err }).toEqual({ code: 0, err: "Forecasts are paused.\n" });
    const told = [...entries.values()].filter(({ state }) => state === "CONFIRMED");
    expect(told.some(({ title }) => title.includes("ready"))).toBe(false);
    expect(told.length).toBeGreaterThan(2);
  });

  test("with nothing in it is not written", async () => {
    const pause = { kind: "pause", date: calendarDate("2027-02-20"), last: null } as const;
    const { code, out, err } = await calendar([], { ...plain, events: [pause] });
    expect({ code, out }).toEqual({ code: 4, out: "" });
    expect(err).toBe("Forecasts are paused.\nThere is nothing for a calendar in my.json.\n");
  });
});

test("the diary itself is written as its own format, whatever it was read from", async () => {
  const world = worldWith();
  expect(await run(["export", "my.json", "--format", "json"], world)).toBe(0);
  expect(world.out()).toBe(formatTidetableJson(full));
  const csv = memoryWorld({ textByPath: { "my.csv": `start\n${starts.join("\n")}\n` } });
  expect(await run(["export", "my.csv", "--format", "json"], csv)).toBe(0);
  expect(JSON.parse(csv.out())).toMatchObject({ schema: "tidetable.diary/1" });
  expect(csv.err()).toBe("");
});

test.each(["json", "ics"])("a file of which a part would be lost is not written as %s", async (format) => {
  const world = memoryWorld({ textByPath: { "my.csv": "start\n2027-01-32\n2027-02-20\n" } });
  expect(await run(["export", "my.csv", "--format", format], world)).toBe(1);
  expect(world.out()).toBe("");
  expect(world.err()).toMatch(/^my\.csv, line 2: /);
});

test.each([
  [["my.json"], "--format needs ics or json; there are no others yet."],
  [["my.json", "--format", "csv"], "--format needs ics or json; there are no others yet."],
  [["my.json", "--format", "fhir"], "--format needs ics or json; there are no others yet."],
  [["my.json", "--format", "json", "--titles", "plain"], "--titles and --horizon are for --format ics."],
  [["my.json", "--format", "ics", "--titles", "loud"], "--titles needs neutral or plain."],
  [["my.json", "--format", "ics", "--horizon", "0"], "--horizon needs a whole number from 1 to 400."],
  [["my.json", "--format", "ics", "--horizon", "4e1"], "--horizon needs a whole number from 1 to 400."],
  [["my.json", "--format", "ics", "--today", "2027-02-30"], "--today needs a real day, written YYYY-MM-DD."],
  [["--format", "ics"], "Which file?"],
])("%j is no command, and one sentence says why", async (words, sentence) => {
  const world = worldWith();
  expect(await run(["export", ...words], world)).toBe(2);
  expect(world.out()).toBe("");
  expect(world.err()).toMatch(/^[^\n]+\nUsage: tidetable export FILE --format ics\|json [^\n]+\n$/);
  expect(world.err()).toContain(`${sentence}\n`);
});

test("no line of its help is wider than a terminal", async () => {
  const world = worldWith();
  expect(await run(["export", "--help"], world)).toBe(0);
  const [usage, ...lines] = world.out().split("\n");
  expect(usage).toContain("--format ics|json");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
