import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  addDays,
  type CalendarDate,
  calendarDate,
  createForecaster,
  type DayEntry,
  type Diary,
  daysBetween,
  type Face,
  faceOn,
  forecastFromDiary,
  kindsOf,
  type LifeEvent,
  type Projection,
  parseProjection,
  project,
  projectionBytes,
  type Scope,
  type ShareKind,
  type Told,
  withEntry,
  withEvent,
} from "../../src/index.ts";
import { diaryWithCycles } from "../arbitrary-diary.ts";
import { diaryOfCycles } from "../notation.ts";
import { everything, scopeFrom, scopeWith, shareTextOf } from "./scopes.ts";

const forecaster = createForecaster();
const care = { helps: "Quiet. A hot-water bottle.", brings: "Tea" };
/** What she shares with this scope on a day. */
function shared(
  diary: Diary,
  today: CalendarDate,
  scope: Scope,
  told: Told | null = null,
  plans: Parameters<typeof project>[0]["plans"] = [],
): Projection | null {
  const forecast = forecastFromDiary(diary, today, forecaster);
  return project({ diary, forecast, scope, today, care, told, plans });
}
function mustShare(...args: Parameters<typeof shared>): Projection {
  const projection = shared(...args);
  if (!projection) throw new Error("expected a projection");
  return projection;
}
const lengths = [28, 29, 28, 27, 28, 29, 28];
const steady = diaryOfCycles("2026-01-01", lengths);
/** The start of the open cycle. The next is likely from day 26 after it to day 30. */
const start = calendarDate("2026-07-17");
const on = (days: number): CalendarDate => addDays(start, days);
const trip = { name: "Lisbon", first: on(20), last: on(23), chance: 0.333 };

/** Names of the fields of a value, however deep. */
type FieldsOf<Value> = Value extends string | number | boolean | null
  ? never
  : Value extends readonly (infer Item)[]
    ? FieldsOf<Item>
    : Value extends object
      ? (keyof Value & string) | { [Field in keyof Value]-?: FieldsOf<Value[Field]> }[keyof Value]
      : never;

describe("I2: what is hard-private has no place in a projection", () => {
  test("its type is a closed list of fields, at every depth", () => {
    expectTypeOf<FieldsOf<Projection>>().toEqualTypeOf<
      | ("v" | "called" | "from" | "last" | "shares" | "days")
      | ("week" | "bleeding" | "headsUp" | "nextStart" | "first" | "dots" | "words" | "bleedingDay")
      | ("told" | "helps" | "brings" | "pastStarts" | "plans" | "name" | "chance")
    >();
    expectTypeOf<ShareKind>().toEqualTypeOf<
      "heads-up" | "next-start" | "bleeding" | "plans" | "today" | "care" | "past-starts"
    >();
    // Of a recorded day's fields it has one name, and that holds an estimate: never an amount.
    type Private = Exclude<keyof Pick<DayEntry, (typeof hardPrivate)[number]>, "bleeding">;
    expectTypeOf<Private & FieldsOf<Projection>>().toEqualTypeOf<never>();
    expectTypeOf<Projection["days"][number]["bleeding"]>().toEqualTypeOf<"likely" | "unlikely" | undefined>();
  });

  const hardPrivate = [
    ...(["note", "sex", "desire", "pregnancyTest", "lhTest", "ovulation", "mucus", "cervix"] as const),
    ...(["temperature", "medication", "symptoms", "pain", "mood", "energy", "bleeding"] as const),
  ] as const;

  test("a diary with something in every field, projected with every switch on, leaves no trace of it", () => {
    const canary: DayEntry = {
      bleeding: "spotting",
      pain: 7,
      mood: 2,
      energy: 4,
      symptoms: { canarySymptom: 3 },
      temperature: { celsius: 36.91, time: "05:43", excluded: true },
      mucus: "eggwhite",
      cervix: { opening: "open", firmness: "soft", position: "high" },
      lhTest: "positive",
      ovulation: "monitor",
      pregnancyTest: "negative",
      sex: "unprotected",
      desire: 3,
      medication: ["canaryMedication"],
      note: "canaryNote",
    };
    const events: readonly LifeEvent[] = [
      { kind: "cycle-excluded", date: on(-28), reason: "emergency-contraception" },
      { kind: "unlogged", date: on(-40), answer: "not-missed" },
    ];
    let diary: Diary = { ...steady, birthYear: 1987 };
    for (const event of events) diary = withEvent(diary, event);
    for (let day = 5; day <= 24; day++) diary = withEntry(diary, on(day), canary);
    const everyField = Object.keys(canary).sort();
    expect(everyField).toEqual([...hardPrivate].sort());
    const scope = scopeWith("2026-07-01", everything);
    const told = { date: on(24), words: "A slow day" };
    const projection = mustShare(diary, on(24), scope, told, [{ ...trip, last: on(25) }]);
    const text = JSON.stringify(projection);
    for (const trace of [
      ...[
        "canary",
        "36.91",
        "05:43",
        "eggwhite",
        "positive",
        "negative",
        "monitor",
        "unprotected",
        "spotting",
      ],
      ...["emergency", "missed", "1987", "high", "soft", "excluded", "2026-07-22"],
      ...hardPrivate.filter((field) => field !== "bleeding"),
    ]) {
      expect(text, trace).not.toContain(trace);
    }
    // It can fail: what is shared is in it.
    for (const said of [care.helps, care.brings, told.words, "Lisbon", "2026-06-19"])
      expect(text).toContain(said);
  });

  test("a switch that is off leaves its field out, each by itself", () => {
    const fieldsOf: Readonly<Record<ShareKind, readonly (keyof Projection)[]>> = {
      "heads-up": ["headsUp"],
      "next-start": ["nextStart"],
      bleeding: ["bleedingDay"],
      plans: ["plans"],
      today: ["told"],
      care: ["helps", "brings"],
      "past-starts": ["pastStarts"],
    };
    // On the second day of a period, so that everything has something to say.
    const show = (scope: Scope) =>
      mustShare(steady, on(1), scope, { date: on(1), words: "A slow day" }, [trip]);
    const whole = scopeWith("2026-07-01", everything);
    const off: Readonly<Record<ShareKind, Partial<Scope>>> = {
      "heads-up": { headsUp: null },
      "next-start": { nextStart: null },
      bleeding: { bleeding: null },
      plans: { plans: [] },
      today: { today: false },
      care: { care: [] },
      "past-starts": { pastStarts: false },
    };
    const all = Object.keys(show(whole));
    for (const kind of kindsOf(whole)) {
      const projection = show({ ...whole, ...off[kind] });
      const gone = all.filter((field) => !(field in projection));
      expect(gone, kind).toEqual(fieldsOf[kind]);
      expect(projection.shares).not.toContain(kind);
    }
    expect(show({ ...whole, headsUp: null, bleeding: null }).days).toEqual(Array(14).fill({}));
  });
});

describe("a projection", () => {
  test("fits into a letter, with the longest texts of all kinds", () => {
    fc.assert(
      fc.property(
        diaryWithCycles,
        fc.integer({ min: 0, max: 900 }).map((days) => addDays(calendarDate("2025-01-01"), days)),
        fc.tuple(shareTextOf("care"), shareTextOf("care"), shareTextOf("told")),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (diary, today, [helps, brings, words], chance) => {
          const scopes = fc.sample(scopeFrom(today), { numRuns: 2, seed: daysBetween(start, today) });
          const forecast = forecastFromDiary(diary, today, forecaster);
          for (const scope of scopes) {
            const plans = scope.plans.map((name) => ({ name, first: today, last: today, chance }));
            const told = { date: today, words };
            const projection = project({
              diary,
              forecast,
              scope,
              today,
              care: { helps, brings },
              told,
              plans,
            });
            if (!projection) continue;
            expect(Buffer.byteLength(JSON.stringify(projection))).toBeLessThanOrEqual(projectionBytes);
            expect(parseProjection(JSON.parse(JSON.stringify(projection)))).toEqual({
              ok: true,
              value: projection,
            });
          }
        },
      ),
      { numRuns: 40, seed: 95 },
    );
  });

  test("of everything at its longest is below the bound by little: the limits are not stricter than they must be", () => {
    const scope = scopeWith("2026-07-01", {
      ...everything,
      called: "語".repeat(26),
      nextStart: "week",
      headsUp: { days: 10, words: "語".repeat(80) },
      plans: ["1", "2", "3", "4", "5"].map((n) => `${"語".repeat(19)}${n}`),
    });
    const text = "語".repeat(186);
    const today = on(1);
    const projection = project({
      diary: steady,
      forecast: forecastFromDiary(steady, today, forecaster),
      scope,
      today,
      care: { helps: text, brings: text },
      told: { date: today, words: "語".repeat(66) },
      plans: scope.plans.map((name) => ({ name, first: today, last: on(9), chance: 0.349 })),
    });
    expect(Object.keys(projection!)).toHaveLength(13);
    const bytes = Buffer.byteLength(JSON.stringify(projection));
    expect(bytes).toBeLessThanOrEqual(projectionBytes);
    expect(bytes).toBeGreaterThan(projectionBytes - 400);
  });

  test("leaves out texts that are too long to be shared, rather than the rest", () => {
    const scope = scopeWith("2026-07-01", everything);
    const long = "x".repeat(561);
    const forecast = forecastFromDiary(steady, on(9), forecaster);
    const told = { date: on(9), words: long };
    const projection = project({
      diary: steady,
      forecast,
      scope,
      today: on(9),
      care: { helps: long, brings: "Tea" },
      told,
      plans: [],
    });
    expect(projection).toMatchObject({ brings: "Tea" });
    expect(Object.keys(projection!)).not.toContain("helps");
    expect(Object.keys(projection!)).not.toContain("told");
  });

  test("tells recorded facts of its own day alone", () => {
    const scope = scopeWith("2026-07-01", { bleeding: "day", today: true });
    const told = { date: on(1), words: "A slow day" };
    const projection = mustShare(steady, on(1), scope, told);
    expect(projection).toMatchObject({ bleedingDay: 2, told: "A slow day" });
    expect(faceOn(projection, on(1), 0)).toMatchObject({
      bleeding: { kind: "day", day: 2 },
      told: "A slow day",
    });
    expect(faceOn(projection, on(2), 0)).toMatchObject({ bleeding: { kind: "likely" }, told: null });
    expect(mustShare(steady, on(2), scope, told).told).toBeUndefined();
    expect(mustShare(steady, on(6), scope).bleedingDay).toBeUndefined();
    expect(
      mustShare(steady, on(1), scopeWith("2026-07-01", { bleeding: "estimate" })).bleedingDay,
    ).toBeUndefined();
  });

  test("tells plans that the scope names, to a twentieth, and none that is over", () => {
    const scope = scopeWith("2026-07-01", { plans: ["Lisbon", "Over"] });
    const plans = [{ ...trip, name: "Private" }, trip, { ...trip, name: "Over", last: on(9), first: on(8) }];
    expect(mustShare(steady, on(10), scope, null, plans).plans).toEqual([{ ...trip, chance: 0.35 }]);
  });

  test("tells the last twelve starts, none later than its day", () => {
    const long = diaryOfCycles("2025-01-01", Array(15).fill(28));
    const today = addDays(calendarDate("2025-01-01"), 14 * 28 + 3);
    const { pastStarts } = mustShare(long, today, scopeWith("2025-12-01", { pastStarts: true }));
    expect(pastStarts).toHaveLength(12);
    expect(pastStarts!.at(-1)).toBe(addDays(today, -3));
  });

  test("is made of the forecast of its own day", () => {
    const forecast = forecastFromDiary(steady, on(8), forecaster);
    const scope = scopeWith("2026-07-01", everything);
    const call = () => project({ diary: steady, forecast, scope, today: on(9), care, told: null, plans: [] });
    expect(call).toThrow("forecast expects");
  });
});

describe("I4: a grant lapses by itself", () => {
  test("with the clock, and without a word: what is left is what there is without any grant", () => {
    const scope = { ...scopeWith("2026-07-20", everything), last: on(9) };
    const projection = mustShare(steady, on(6), scope);
    expect(projection.last).toBe(on(9));
    expect(faceOn(projection, on(9), 0).kind).toBe("card");
    expect(faceOn(projection, on(10), 0)).toEqual(faceOn(null, on(10), 0));
    expect(shared(steady, on(10), scope)).toBeNull();
    expect(shared(steady, on(2), scope)).toBeNull();
    expect(shared(steady, on(3), scope)).not.toBeNull();
  });
});

describe("I5: one face for nothing", () => {
  const scope = scopeWith("2026-07-01", everything);
  const nothing: Face = { kind: "nothing" };

  test("without a forecast, paused, and past the dates on which a start was likely nothing is shared", () => {
    expect(shared({ entryByDate: new Map(), events: [] }, on(9), scope)).toBeNull();
    const paused = withEvent(steady, { kind: "pause", date: on(5), last: null });
    expect(shared(paused, on(9), scope)).toBeNull();
    for (let day = 30; day < 60; day++) expect(shared(steady, on(day), scope), `day ${day}`).toBeNull();
    let watched = steady;
    for (let day = 5; day < 60; day++) {
      watched = withEntry(watched, on(day), { bleeding: "none" });
      if (day >= 30) expect(shared(watched, on(day), scope), `day ${day}`).toBeNull();
    }
  });

  test("is the same for every reason, and says nothing but that", () => {
    const projection = mustShare(steady, on(20), scope);
    expect(faceOn(projection, on(20), 0).kind).toBe("card");
    const reasons: readonly Face[] = [
      faceOn(null, on(20), 0),
      faceOn(projection, on(20), 2.001),
      faceOn(projection, on(20), Number.NaN),
      faceOn(projection, on(20), -1),
      faceOn(projection, on(18), 0),
      faceOn(projection, on(30), 0),
      faceOn(projection, on(34), 0),
      faceOn(mustShare(steady, on(8), scopeWith("2026-07-01", { headsUp: everything.headsUp })), on(8), 0),
    ];
    for (const face of reasons) expect(JSON.stringify(face)).toBe(JSON.stringify(nothing));
  });

  test("rule 98: a card is shown for 48 hours without contact, and for 13 days after its letter", () => {
    const projection = mustShare(steady, on(5), scope);
    expect(projection.days).toHaveLength(14);
    expect(faceOn(projection, on(18), 2).kind).toBe("card");
    expect(faceOn(projection, on(19), 0)).toEqual(nothing);
  });

  test("a letter in the reader's hands ends with the dates on which the start was likely, too", () => {
    const projection = mustShare(steady, on(20), scope);
    expect(projection.last).toBe(on(29));
    expect(faceOn(projection, on(29), 0).kind).toBe("card");
  });

  test("a reader whose day has not begun yet sees the owner's", () => {
    const projection = mustShare(steady, on(20), scope);
    expect(faceOn(projection, on(19), 0)).toEqual(faceOn(projection, on(20), 0));
  });

  test("on an ordinary day a heads-up and its care words are not there, and on its day they are", () => {
    const proposal = scopeWith("2026-07-01", { headsUp: { days: 3, words: "" }, care: ["helps", "brings"] });
    const projection = mustShare(steady, on(20), proposal);
    const kinds = Array.from({ length: 10 }, (_, k) => faceOn(projection, on(20 + k), 0).kind);
    expect(kinds).toEqual([...Array(4).fill("nothing"), ...Array(6).fill("card")]);
    expect(faceOn(projection, on(24), 0)).toMatchObject({ headsUp: { days: 3, words: "" }, ...care });
    // Care words that are shared by themselves stand by themselves.
    expect(
      faceOn(mustShare(steady, on(20), scopeWith("2026-07-01", { care: ["helps"] })), on(20), 0),
    ).toMatchObject({
      kind: "card",
      helps: care.helps,
      brings: null,
    });
  });

  test("no card tells when it was made, or of a day that is past", () => {
    fc.assert(
      fc.property(
        scopeFrom(on(0)),
        fc.integer({ min: 0, max: 29 }),
        fc.integer({ min: 0, max: 13 }),
        (one, made, later) => {
          const projection = shared(steady, on(made), { ...one, pastStarts: false, care: [] });
          const day = on(made + later);
          const face = faceOn(projection, day, 0);
          if (face.kind === "nothing") return;
          expect(projection).not.toBeNull();
          const dates =
            JSON.stringify({ ...face, called: "", headsUp: null, plans: [] }).match(/\d{4}-\d\d-\d\d/g) ?? [];
          for (const date of dates) expect(date >= day).toBe(true);
        },
      ),
      { numRuns: 60, seed: 98 },
    );
  });
});

describe("a projection from outside", () => {
  test("is taken only if it is one; any value is answered with a value", () => {
    const projection = mustShare(steady, on(20), scopeWith("2026-07-01", everything), null, [trip]);
    expect(
      parseProjection({ ...projection, note: "x", days: projection.days.map((day) => ({ ...day, sex: 1 })) }),
    ).toEqual({
      ok: true,
      value: projection,
    });
    expect(parseProjection({ ...projection, shares: ["later", ...projection.shares] })).toEqual({
      ok: true,
      value: projection,
    });
    const bad: readonly [Partial<Record<keyof Projection, unknown>>, string][] = [
      [{ v: 2 }, "v"],
      [{ called: "" }, "called"],
      [{ last: on(19) }, "last"],
      [{ last: on(21) }, "last"],
      [{ days: [] }, "days"],
      [{ days: Array(15).fill({}) }, "days"],
      [{ nextStart: { first: on(20), dots: Array(20).fill(1_001) } }, "nextStart"],
      [{ nextStart: { first: "2199-12-31", dots: Array(20).fill(5) } }, "from"],
      [{ helps: "x".repeat(561) }, "helps"],
      [{ pastStarts: Array(13).fill(on(1)) }, "pastStarts"],
    ];
    for (const [field, name] of bad) {
      expect(parseProjection({ ...projection, ...field })).toMatchObject({
        ok: false,
        error: { field: name },
      });
    }
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseProjection(value).ok).toBe(false);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
