import { describe, expect, test } from "vitest";
import { formatOvumcyJson } from "../../src/exchange/index.ts";
import { ovumcySymptoms } from "../../src/exchange/ovumcy-day.ts";
import { daysOf, readText, reasonOf } from "./import-text.ts";

const unset = {
  ...{
    date: "2026-03-02",
    period: false,
    cycle_start: false,
    is_uncertain: false,
    flow: "none",
    mood_rating: 0,
  },
  ...{ sex_activity: "none", bbt: null, cervical_mucus: "none", pregnancy_test: "none", cycle_factors: [] },
  ...{ symptoms: {}, other_symptoms: [], notes: "" },
};
const read = (fields: object) =>
  readText(JSON.stringify({ exported_at: "x", entries: [{ ...unset, ...fields }] }));
const day = (fields: object) => daysOf(read(fields))["2026-03-02"];

describe("JSON", () => {
  test("what was never set is not recorded, except that there was no bleeding", () => {
    expect(day({})).toEqual({ bleeding: "none" });
    expect(day({ bbt: 0 })).toEqual({ bleeding: "none" });
  });

  test("a whole day is taken", () => {
    expect(
      day({
        ...{
          period: true,
          cycle_start: true,
          flow: "heavy",
          mood_rating: 3,
          sex_activity: "protected",
          bbt: 36.7,
        },
        ...{
          cervical_mucus: "moist",
          pregnancy_test: "negative",
          lh_test: "peak",
          cycle_factors: ["stress", "travel"],
        },
        ...{
          symptoms: { breast_tenderness: true, acne: false },
          other_symptoms: ["cold feet"],
          notes: "long day",
        },
      }),
    ).toEqual({
      bleeding: "heavy",
      periodStart: true,
      mood: 3,
      symptoms: { "breast tenderness": 2, "cold feet": 2 },
      temperature: { celsius: 36.7 },
      mucus: "damp",
      lhTest: "positive",
      pregnancyTest: "negative",
      sex: "protected",
      note: "long day\ncycle factors: stress, travel",
    });
  });

  test("a period day without a flow is medium; ticked spotting without one is spotting", () => {
    expect(day({ period: true })).toEqual({ bleeding: "medium" });
    expect(day({ symptoms: { spotting: true } })).toEqual({
      bleeding: "spotting",
      symptoms: { spotting: 2 },
    });
    expect(day({ period: true, flow: "light", symptoms: { spotting: true } })?.bleeding).toBe("light");
  });

  test("what has no place in an entry is named, once", () => {
    const entries = [
      { ...unset, is_uncertain: true, aura: 1, symptoms: { itch: true } },
      { ...unset, date: "2026-03-03", is_uncertain: true },
    ];
    expect(readText(JSON.stringify({ app: "o", entries })).unknown).toEqual([
      "app",
      "aura",
      "symptoms.itch",
      "is_uncertain",
    ]);
  });

  test("each problem is told with the way to its value", () => {
    const entries = [
      {
        ...unset,
        flow: "torrent",
        mood_rating: 9,
        symptoms: { cramps: "maybe" },
        notes: ["x"],
        other_symptoms: "y",
      },
      { ...unset, date: "2026-02-30" },
      7,
      { ...unset, date: "2026-03-02", flow: "light" },
    ];
    const { skipped } = readText(JSON.stringify({ exported_at: "x", entries }));
    expect(skipped.map(({ kind, where }) => [kind, "path" in where && where.path.join("/")])).toEqual([
      ["not-a-value", "entries/0/notes"],
      ["not-a-value", "entries/0/other_symptoms"],
      ["not-a-value", "entries/0/symptoms/cramps"],
      ["not-a-value", "entries/0/flow"],
      ["not-a-value", "entries/0/mood_rating"],
      ["impossible-date", "entries/1/date"],
      ["not-a-value", "entries/2"],
      ["doubled-day-differs", "entries/3"],
    ]);
  });

  test("more than 20,000 days are too many", () => {
    const file = (days: number): string =>
      JSON.stringify({ exported_at: "x", entries: Array(days).fill(unset) });
    expect(readText(file(20_000)).odd).toHaveLength(19_999);
    expect(reasonOf(file(20_001))).toEqual({ kind: "too-large", limit: 20_000, unit: "days" });
  });

  test("an export has every symptom of ovumcy's, and no temperature where there is none", () => {
    const [entry] = JSON.parse(formatOvumcyJson(read({ flow: "light" }).diary)).entries;
    expect(Object.keys(entry.symptoms)).toEqual(ovumcySymptoms);
    expect(Object.keys(entry)).not.toContain("bbt");
  });
});

describe("CSV", () => {
  test("columns are found by their names, labels in any case, and the guard is taken away", () => {
    const read = readText(
      "Cramps,Date,Flow,Period,Mood rating,BBT (C),Cervical mucus,Cycle factors,Other,Notes,Cycle start,Uncertain,LH test\n" +
        "Yes,2026-03-02,Medium,Yes,,36.70,Egg white,Stress; Travel,itch; cold feet,'=x,Yes,Yes,High\n" +
        "No,2026-03-03,None,No,4,,None,,,,No,No,None\n",
    );
    expect(read.format).toBe("ovumcy-csv");
    expect(daysOf(read)).toEqual({
      "2026-03-02": {
        bleeding: "medium",
        periodStart: true,
        symptoms: { cramps: 2, itch: 2, "cold feet": 2 },
        temperature: { celsius: 36.7 },
        mucus: "eggwhite",
        lhTest: "unclear",
        note: "=x\ncycle factors: Stress, Travel",
      },
      "2026-03-03": { bleeding: "none", mood: 4 },
    });
    expect(read.unknown).toEqual(["Uncertain"]);
  });
});
