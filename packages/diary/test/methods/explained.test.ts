import { expect, test } from "vitest";
import {
  calendarDate,
  explainForecast,
  notesOnCycles,
  recordOf,
  sentencesAboutCycle,
  sentencesAboutCycles,
  sentencesAboutNow,
} from "../../src/index.ts";
import { diaryOfCycles } from "../notation.ts";
import { bleeding, emergency, forecaster, living, method } from "./living.ts";

const explained = (diary: Parameters<typeof explainForecast>[0], today: string) =>
  explainForecast(diary, calendarDate(today), forecaster);
const natural = diaryOfCycles("2026-01-01", [28, 29]);

test("a pack's forecast is explained by the pack and its breaks, never by cycles", () => {
  const diary = living(bleeding(natural, "2026-03-21", "LML"), method("2026-02-27", "patch", [21, 7]));
  const explanation = explained(diary, "2026-04-01");
  expect(sentencesAboutCycles(explanation)).toEqual([
    { id: "explain-pack", dates: { date: { date: "2026-04-16", style: "weekday-day-month" } }, values: {} },
    { id: "explain-pack-breaks", dates: {}, values: { breaks: 1 } },
    { id: "explain-pack-cycles", dates: {}, values: {} },
  ]);
  expect(sentencesAboutNow(explanation)).toEqual([]);
  expect(notesOnCycles(explanation)).toEqual([]);
  const said = explanation.cycles.map((cycle) => sentencesAboutCycle(cycle, explanation).map(({ id }) => id));
  expect(said).toEqual([["explain-cycle-kept"], ["explain-cycle-kept"], ["explain-cycle-method"]]);
});

test("a cycle that an emergency pill widened says so, open and past", () => {
  const taken = living(natural, emergency("2026-03-10", "levonorgestrel"));
  expect(sentencesAboutNow(explained(taken, "2026-03-12")).map(({ id }) => id)).toContain("basis-emergency");
  const past = explained(bleeding(taken, "2026-04-01", "LMMML"), "2026-04-10");
  const last = past.cycles.at(-1);
  expect(last && sentencesAboutCycle(last, past).map(({ id }) => id)).toEqual(["explain-cycle-emergency"]);
});

test("cycles that a method or an emergency pill touched are not compared with what was said", () => {
  const diary = living(
    bleeding(bleeding(natural, "2026-03-21", "LML"), "2026-04-18", "LML"),
    emergency("2026-02-10", "ulipristal"),
    method("2026-02-27", "patch", [21, 7]),
  );
  const reasons = [...recordOf(diary, calendarDate("2026-05-01"), forecaster)].map((cycle) =>
    cycle.kind === "not-scored" ? cycle.reason : cycle.kind,
  );
  expect(reasons).toEqual(["method", "method", "emergency", "replayed"]);
});
