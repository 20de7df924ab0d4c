import { describe, expect, test } from "vitest";
import { type CheckIn, calendarDate, dueCheckIns, parseCheckIn } from "../../src/index.ts";

const stored = {
  dates: ["2027-03-05", "2027-03-04", "2027-03-05"],
  askAt: 18,
  untilHour: 21,
  grant: "AAAAAAAAAAAAAAAAAAAAAA",
  words: "I have not answered.\nPlease call me.",
};
function checkIn(): CheckIn {
  const parsed = parseCheckIn(stored);
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}
const [fourth, fifth] = [calendarDate("2027-03-04"), calendarDate("2027-03-05")];
const due = (today: string, hour: number, answered: readonly string[] = []) => {
  const { ask, tell } = dueCheckIns({
    checkIn: checkIn(),
    answered: answered.map(calendarDate),
    today: calendarDate(today),
    hour,
  });
  const times = (notices: typeof ask) => notices.map(({ date, hour }) => `${date} ${hour}`);
  return { ask: times(ask), tell: times(tell) };
};

describe("a check-in", () => {
  test("is read with its days in order, each once", () => {
    expect(checkIn()).toEqual({ ...stored, dates: [fourth, fifth] });
  });

  test("that is none is refused by the name of its field, and its words are not told", () => {
    const refusals: readonly [Record<string, unknown>, string][] = [
      [{ dates: ["2027-02-30"] }, "dates.0"],
      [{ dates: Array(32).fill("2027-03-04") }, "dates"],
      [{ askAt: 23 }, "askAt"],
      [{ untilHour: 24 }, "untilHour"],
      [{ untilHour: 18 }, "untilHour"],
      [{ grant: "../etc" }, "grant"],
      [{ words: " " }, "words"],
      [{ words: "secret".repeat(41) }, "words"],
    ];
    for (const [field, name] of refusals) {
      const parsed = parseCheckIn({ ...stored, ...field });
      expect(parsed).toMatchObject({ ok: false, error: { kind: "not-a-check-in", field: name } });
      expect(JSON.stringify(parsed)).not.toContain("secret");
    }
  });

  test("asks her, and tells the reader later the same day, on each of its days", () => {
    expect(due("2027-03-01", 0)).toEqual({
      ask: ["2027-03-04 18", "2027-03-05 18"],
      tell: ["2027-03-04 21", "2027-03-05 21"],
    });
    const { ask, tell } = dueCheckIns({ checkIn: checkIn(), answered: [], today: fourth, hour: 0 });
    expect(ask[0]?.what).toEqual({ kind: "reminder", which: "check-in" });
    expect(tell[0]?.what).toEqual({ kind: "check-in", words: stored.words });
  });

  test("is called off for a day by an answer, also one that comes before the question", () => {
    expect(due("2027-03-01", 0, ["2027-03-04"])).toEqual({ ask: ["2027-03-05 18"], tell: ["2027-03-05 21"] });
    expect(due("2027-03-04", 20, ["2027-03-04"]).tell).toEqual(["2027-03-05 21"]);
  });

  test("still tells while the question is past and unanswered, and not once its hour has begun", () => {
    expect(due("2027-03-04", 18)).toEqual({
      ask: ["2027-03-05 18"],
      tell: ["2027-03-04 21", "2027-03-05 21"],
    });
    expect(due("2027-03-04", 21).tell).toEqual(["2027-03-05 21"]);
    expect(due("2027-03-06", 0)).toEqual({ ask: [], tell: [] });
  });

  test("is off unless there is one", () => {
    expect(dueCheckIns({ checkIn: null, answered: [], today: fourth, hour: 0 })).toEqual({
      ask: [],
      tell: [],
    });
  });
});
