import { readFileSync } from "node:fs";
import { calendarDate, type DateStyle } from "@tidetable/diary";
import { expect, test } from "vitest";
import { createWords } from "../src/words.ts";
import { words } from "./memory-world.ts";

test("a date in a sentence is written out, with its month where asked, and stays on one line", () => {
  const day = (text: string, style: DateStyle) => ({ date: calendarDate(text), style });
  const sentence = {
    id: "forecast-between",
    dates: {
      first: day("2027-03-01", "weekday-day-month"),
      last: day("2027-03-09", "weekday-day"),
      likely: day("2027-03-05", "weekday-day"),
    },
    values: {},
  };
  expect(words.saySentence(sentence)).toBe(
    "Between Mon\u00a01\u00a0March and Tue\u00a09, most likely Fri\u00a05.",
  );
});

test("a name from outside cannot steer the terminal", () => {
  const said = words.say("file-missing", { file: "a\u001b[2Jb\u0007\u009b\n.csv" });
  expect(said).toBe("There is no file a\ufffd[2Jb\ufffd\ufffd\ufffd.csv.");
});

test("an unknown message, a missing value or a repeated id is a mistake of ours", () => {
  expect(() => words.say("no-such-message")).toThrow(RangeError);
  expect(() => words.say("file-missing")).toThrow(RangeError);
  expect(() => createWords("en-GB", ["a = A", "a = B"])).toThrow(RangeError);
});

test("no line of help is wider than a terminal", () => {
  for (const id of [
    "help",
    "help-serve",
    "help-forecast",
    "help-explain",
    "help-record",
    "help-plan",
    "help-rota",
    "help-import",
    "help-demo",
  ]) {
    const values = { program: "tidetable", usage: "", port: "4800", formats: "" };
    for (const line of words.say(id, values).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  }
});

test("the command line says none of the words the project refuses", () => {
  const text = readFileSync(new URL("../src/strings/en.ftl", import.meta.url), "utf8");
  const spoken = text.split("\n").filter((line) => !line.startsWith("#"));
  const refused =
    /\b(girl|feminine|hygiene|late|irregular|normal|safe|failed to|missed|congratulations|streak)\b/i;
  expect(spoken.filter((line) => refused.test(line))).toEqual([]);
});
