import {
  calendarDate,
  createForecaster,
  emptyDiary,
  forecastFromDiary,
  formatScope,
  type Plan,
} from "@tidetable/diary";
import { describe, expect, test } from "vitest";
import {
  fieldsOf,
  isNothing,
  missingIn,
  mostPlans,
  newDraft,
  plansToShare,
  presets,
  scopeFromDraft,
} from "../../src/sharing/draft.ts";

const today = calendarDate("2027-03-04");
const none = { helps: "", brings: "" };
const filled = { ...newDraft(today, none), nickname: "Robin", called: "A." };
const forecast = forecastFromDiary(emptyDiary, today, createForecaster());

describe("I2: everything is off but what a preset switches on", () => {
  test("a heads-up and the words about what helps, or dates, or what was chosen by hand", () => {
    expect(fieldsOf("heads-up", today)).toEqual({
      headsUp: { days: 3, words: "" },
      nextStart: null,
      bleeding: null,
      plans: [],
      today: false,
      care: ["helps", "brings"],
      pastStarts: false,
    });
    expect(fieldsOf("dates", today)).toEqual({
      headsUp: null,
      nextStart: "band",
      bleeding: "estimate",
      plans: [],
      today: false,
      care: [],
      pastStarts: false,
    });
    expect(isNothing(fieldsOf("custom", today))).toBe(true);
    const chosen = { ...fieldsOf("dates", today), today: true };
    expect(fieldsOf("custom", today, chosen)).toBe(chosen);
  });

  test("no preset shares everything", () => {
    for (const preset of presets) {
      const fields = fieldsOf(preset, today);
      expect(fields.pastStarts || fields.today || fields.nextStart === "distribution", preset).toBe(false);
      expect(fields.plans, preset).toEqual([]);
    }
  });
});

describe("a draft", () => {
  test("is a text that can be signed once nothing is missing, from today on", () => {
    expect(missingIn(filled, today)).toBe(null);
    const scope = scopeFromDraft(filled, today, forecast);
    expect(scope).toMatchObject({ called: "A.", first: today, last: "2027-04-02" });
    expect(formatScope(scope)).not.toContain("Robin");
  });

  test("says the first thing that is missing", () => {
    expect(missingIn({ ...filled, nickname: " " }, today)).toBe("nickname");
    expect(missingIn({ ...filled, called: "" }, today)).toBe("called");
    expect(missingIn({ ...filled, fields: fieldsOf("custom", today) }, today)).toBe("fields");
    const long = { ...filled.fields, headsUp: { days: 3, words: "x".repeat(300) } };
    expect(missingIn({ ...filled, fields: long }, today)).toBe("words");
    expect(missingIn({ ...filled, care: { ...none, helps: "x".repeat(600) } }, today)).toBe("care");
    const past = { kind: "date", date: calendarDate("2027-03-03") } as const;
    expect(missingIn({ ...filled, until: past }, today)).toBe("until");
  });

  test("shares plans by their names: those to come that fit into a letter, at most as many as a scope takes", () => {
    const plan = (name: string, last: string): Plan => ({
      id: `plan-${name.slice(0, 8)}`,
      name,
      first: calendarDate("2027-03-01"),
      last: calendarDate(last),
      avoid: { bleeding: true, daysBefore: 0 },
      stakes: "rather-not",
      between: null,
      said: null,
    });
    const plans = [
      plan("Sea", "2027-03-04"),
      plan("Sea", "2027-05-04"),
      plan("Over", "2027-03-03"),
      plan("x".repeat(60), "2027-05-04"),
    ];
    expect(plansToShare(plans, today)).toEqual(["Sea"]);
    const sharing = (names: readonly string[]) => ({
      ...filled,
      fields: { ...fieldsOf("custom", today), plans: names },
    });
    expect(isNothing(sharing(["Sea"]).fields)).toBe(false);
    expect(formatScope(scopeFromDraft(sharing(["Sea"]), today, forecast))).toContain('"plans":["Sea"]');
    const names = Array.from({ length: mostPlans + 1 }, (_, at) => `Plan ${at}`);
    expect(() => formatScope(scopeFromDraft(sharing(names.slice(1)), today, forecast))).not.toThrow();
    expect(() => formatScope(scopeFromDraft(sharing(names), today, forecast))).toThrow(/plans/);
  });

  test("I4: lasts 180 days at most, whatever date was chosen", () => {
    const until = { kind: "date", date: calendarDate("2030-01-01") } as const;
    expect(scopeFromDraft({ ...filled, until }, today, forecast).last).toBe("2027-08-30");
  });
});
