import { expect, test } from "vitest";
import { calendarDate, type Diary, project } from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { everything, scopeWith } from "../sharing/scopes.ts";
import { bleeding, emergency, later, living, method, on } from "./living.ts";

const scope = scopeWith("2026-02-01", everything);
const shared = (diary: Diary, today: string) =>
  project({
    diary,
    forecast: on(diary, today),
    scope,
    today: calendarDate(today),
    care: null,
    told: null,
    plans: [],
  });

const natural = diaryOfCycles("2026-01-01", [28, 29, 28, 28]);
const packed = living(natural, method("2026-04-24", "combined-pill", [21, 7]));

test("a card of scheduled bleeds has the fields of any other, and no word of a method", () => {
  const card = shared(packed, "2026-05-10");
  const other = shared(natural, "2026-05-10");
  expect(Object.keys(card ?? {})).toEqual(Object.keys(other ?? {}));
  const text = JSON.stringify(card);
  for (const word of ["pill", "pack", "method", "break", "none", "active", "hormone"])
    expect(text).not.toContain(word);
  const widened = JSON.stringify(
    shared(living(natural, emergency("2026-05-08", "ulipristal")), "2026-05-10"),
  );
  for (const word of ["emergency", "ulipristal", "wide"]) expect(widened).not.toContain(word);
});

test("while a break goes by a card's dates stay, whether its days were written down or not", () => {
  // The last active day is 14 May.
  const written = bleeding(packed, "2026-05-15", "....");
  const dots = (diary: Diary, today: string): readonly string[] | null => {
    const told = shared(diary, today)?.nextStart;
    return told && "dots" in told ? told.dots.map((dot) => later(told.first, dot)) : null;
  };
  const before = dots(packed, "2026-05-14");
  expect(before).not.toBeNull();
  for (const today of ["2026-05-15", "2026-05-16", "2026-05-17"]) {
    const stays = before?.map((dot) => (dot < today ? today : dot));
    expect(dots(packed, today)).toEqual(stays);
    expect(dots(written, today)).toEqual(stays);
  }
});

test("where a method leaves no forecast nothing is shared at all", () => {
  expect(shared(living(natural, method("2026-04-24", "implant")), "2026-05-10")).toBeNull();
});
