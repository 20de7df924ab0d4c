import { describe, expect, test } from "vitest";
import {
  calendarDate,
  diaryFromValues,
  emptyDiary,
  eventKey,
  historyFromDiary,
  methodOn,
  parseLifeEvent,
  patternOn,
  valuesFromDiary,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { bleeding, emergency, living, method, pattern } from "./living.ts";

const date = calendarDate;

describe("methods and emergency contraception as events", () => {
  test.each([
    [method("2026-03-03", "combined-pill", [21, 7])],
    [method("2026-03-03", "ring")],
    [method("2026-03-03", "patch", [28, 0])],
    [method("2026-03-03", "implant")],
    [method("2026-03-03", "none")],
    [emergency("2026-03-03", "ulipristal")],
    [pattern("2026-03-03", "after-loss")],
  ])("%j is read", (event) => {
    expect(parseLifeEvent(event)).toEqual({ ok: true, value: event });
  });

  test.each([
    [method("2026-03-03", "condom"), "method"],
    [method("2026-03-03", "implant", [21, 7]), "pack"],
    [method("2026-03-03", "combined-pill", [13, 7]), "pack.activeDays"],
    [method("2026-03-03", "combined-pill", [372, 7]), "pack.activeDays"],
    [method("2026-03-03", "ring", [21, 15]), "pack.breakDays"],
    [method("2026-03-03", "ring", [21, 0.5]), "pack.breakDays"],
    [emergency("2026-03-03", "aspirin"), "drug"],
    [emergency("2026-02-30", "ulipristal"), "date"],
  ])("%j is refused and its field named", (event, field) => {
    const parsed = parseLifeEvent(event);
    expect(parsed.ok ? null : parsed.error.field).toBe(field);
  });

  test("one of a kind a day: a method and a pattern of the same day both stay", () => {
    const diary = living(
      emptyDiary,
      method("2026-03-03", "implant"),
      method("2026-03-03", "ring", [21, 7]),
      pattern("2026-03-03", "pcos"),
      emergency("2026-03-03", "ulipristal"),
    );
    expect(diary.events.map(eventKey)).toEqual([
      "event/2026-03-03/emergency-contraception",
      "event/2026-03-03/method",
      "event/2026-03-03/pattern",
    ]);
    expect(methodOn(diary.events, date("2026-03-03"))?.method).toBe("ring");
  });

  test("a start on one device and a stop on another are two registers, and both are kept", () => {
    const one = valuesFromDiary(living(emptyDiary, method("2026-03-03", "ring", [21, 7])));
    const other = valuesFromDiary(living(emptyDiary, method("2026-05-01", "none")));
    const { diary, unreadableKeys } = diaryFromValues(new Map([...one, ...other]));
    expect(unreadableKeys).toEqual([]);
    expect(methodOn(diary.events, date("2026-04-30"))?.method).toBe("ring");
    expect(methodOn(diary.events, date("2026-05-01"))).toBeNull();
  });
});

describe("which method holds", () => {
  test("until the next one, until it is stopped, and until a pregnancy", () => {
    const { events } = living(
      emptyDiary,
      method("2026-01-01", "ring", [21, 7]),
      method("2026-03-01", "implant"),
      method("2026-05-01", "none"),
      method("2026-06-01", "hormonal-iud"),
      pattern("2026-08-01", "pregnancy"),
    );
    const on = (day: string) => methodOn(events, date(day))?.method ?? null;
    expect([on("2025-12-31"), on("2026-01-01"), on("2026-02-28")]).toEqual([null, "ring", "ring"]);
    expect([on("2026-03-01"), on("2026-05-01"), on("2026-07-31")]).toEqual(["implant", null, "hormonal-iud"]);
    expect(on("2026-08-01")).toBeNull();
  });

  test("a copper IUD put in afterwards stays, unless hormones go on", () => {
    const alone = living(emptyDiary, emergency("2026-03-03", "copper-iud"));
    expect(methodOn(alone.events, date("2026-09-01"))?.method).toBe("copper-iud");
    const beside = living(
      emptyDiary,
      method("2026-01-01", "progestin-pill"),
      emergency("2026-03-03", "copper-iud"),
    );
    expect(methodOn(beside.events, date("2026-09-01"))?.method).toBe("progestin-pill");
    const after = living(
      emptyDiary,
      method("2026-01-01", "progestin-pill"),
      method("2026-02-01", "none"),
      emergency("2026-03-03", "copper-iud"),
    );
    expect(methodOn(after.events, date("2026-09-01"))?.method).toBe("copper-iud");
  });

  test("stopped, the usual pattern is that after hormones, until another is set; any other pattern stays", () => {
    const stopped = living(emptyDiary, method("2026-01-01", "implant"), method("2026-05-01", "none"));
    expect(patternOn(stopped.events, date("2026-04-30"))).toBe("usual");
    expect(patternOn(stopped.events, date("2026-05-01"))).toBe("after-hormones");
    expect(patternOn(living(stopped, pattern("2027-01-01", "usual")).events, date("2027-01-01"))).toBe(
      "usual",
    );
    expect(patternOn(living(stopped, pattern("2025-01-01", "pcos")).events, date("2026-05-01"))).toBe("pcos");
    const copper = living(emptyDiary, method("2026-01-01", "copper-iud"), method("2026-05-01", "none"));
    expect(patternOn(copper.events, date("2026-06-01"))).toBe("usual");
  });

  test("the bare hormonal method of an old diary works as before, and ends with an event that names one", () => {
    const old = living(emptyDiary, pattern("2026-01-01", "hormonal-method"));
    expect(patternOn(old.events, date("2026-06-01"))).toBe("hormonal-method");
    const stopped = living(old, method("2026-06-01", "none"));
    expect(patternOn(stopped.events, date("2026-05-31"))).toBe("hormonal-method");
    expect(patternOn(stopped.events, date("2026-06-01"))).toBe("after-hormones");
  });
});

describe("what is learned around a method", () => {
  const uses = (diary: Parameters<typeof historyFromDiary>[0]) =>
    historyFromDiary(diary, date("2026-12-01"))?.completed.map(({ start, use }) => [start, use.kind]);

  test("cycles before it and from the bleed after the last active day on; none that it touches", () => {
    // Starts on 1 and 29 January, then bleeds in the breaks; stopped in the break after the third pack.
    let diary = diaryOfCycles("2026-01-01", [28]);
    for (const first of ["2026-02-21", "2026-03-21", "2026-04-18", "2026-05-17"])
      diary = bleeding(diary, first, "LML");
    diary = living(diary, method("2026-01-29", "combined-pill", [21, 7]), method("2026-04-22", "none"));
    expect(uses(diary)).toEqual([
      ["2026-01-01", "learned"],
      ["2026-01-29", "interrupted"],
      ["2026-02-21", "interrupted"],
      ["2026-03-21", "interrupted"],
      ["2026-04-18", "learned"],
    ]);
    const open = historyFromDiary(diary, date("2026-05-20"));
    expect(open?.observations.slice(-3)).toMatchObject([
      { kind: "regime", regime: "after-hormones" },
      { kind: "period", days: 3 },
      { kind: "cycle", length: 29 },
    ]);
  });

  test("a copper IUD keeps nothing from being learned", () => {
    const diary = living(diaryOfCycles("2026-01-01", [28, 30]), method("2026-01-10", "copper-iud"));
    expect(uses(diary)).toEqual([
      ["2026-01-01", "learned"],
      ["2026-01-29", "learned"],
    ]);
  });

  test("from a loss to the first period there is no cycle", () => {
    let diary = living(diaryOfCycles("2026-01-01", [28]), pattern("2026-03-10", "after-loss"));
    for (const first of ["2026-03-10", "2026-04-14", "2026-05-14"]) diary = bleeding(diary, first, "LMMML");
    expect(uses(diary)).toEqual([
      ["2026-01-01", "learned"],
      ["2026-01-29", "interrupted"],
      ["2026-03-10", "interrupted"],
      ["2026-04-14", "learned"],
    ]);
  });
});
