import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { noticeWordsIn } from "../../build/notice-words.ts";
import { noticeToShow, tapDataFrom } from "../../src/service-worker/notices.ts";

const words = noticeWordsIn(fileURLToPath(new URL("../../src/strings/", import.meta.url)));
const neutral = { title: "Tidetable", body: "Something to look at" };
const notice = (kind: string, said: string) => JSON.stringify({ v: 1, kind, words: said });
const shown = (text: string | null, areWordsShown: boolean) => {
  const { title, options } = noticeToShow(text, areWordsShown, words, ["en-GB"]);
  return { title, body: options.body };
};

describe("I19: what a locked screen shows", () => {
  test.each(["heads-up", "nothing", "check-in", "reminder"])(
    "of a notice of kind %s is neutral unless this installation opted in",
    (kind) => {
      expect(shown(notice(kind, "Soup helps."), false)).toEqual(neutral);
      expect(shown(notice(kind, "Soup helps."), true)).toEqual({ title: "Tidetable", body: "Soup helps." });
    },
  );

  test("has no count, no badge and no time, and one tag for all", () => {
    for (const text of [notice("heads-up", "Soup helps."), notice("nothing", ""), "not json", null]) {
      const { options } = noticeToShow(text, true, words, []);
      expect(Object.keys(options).sort()).toEqual(["body", "data", "renotify", "silent", "tag"]);
      expect(options.tag).toBe("tidetable");
      expect(options.silent).toBe(false);
    }
  });

  test.each([
    ["no message at all", null],
    ["an empty one", ""],
    ["bytes that are no JSON", "\u0000\u0001"],
    ["JSON that is no notice", '["heads-up"]'],
    ["a notice of a later version", JSON.stringify({ v: 2, kind: "heads-up", words: "x" })],
    ["a kind of a later version", notice("chat", "x")],
    ["words that are none", JSON.stringify({ v: 1, kind: "heads-up", words: 7 })],
    ["empty words", notice("heads-up", "   ")],
  ])("is neutral for %s, opted in or not, and never nothing", (_what, text) => {
    expect(shown(text, true)).toEqual(neutral);
    expect(shown(text, false)).toEqual(neutral);
  });

  test("is in a language the app speaks, whatever the browser's is", () => {
    expect(noticeToShow(null, false, words, ["xx-YY", "en-US"]).options.body).toBe(neutral.body);
    expect(noticeToShow(null, false, words, ["xx"]).options.body).toBe(neutral.body);
  });

  test("does not differ between a heads-up and nothing to say, down to where a tap leads", () => {
    const one = noticeToShow(notice("heads-up", "Soup helps."), false, words, ["en"]);
    expect(noticeToShow(notice("nothing", "Nothing new."), false, words, ["en"])).toEqual(one);
    expect(noticeToShow("malformed", false, words, ["en"])).toEqual(one);
  });
});

describe("a tap on a notification", () => {
  const dataOf = (text: string, areWordsShown: boolean): unknown =>
    noticeToShow(text, areWordsShown, words, ["en"]).options.data;

  test("leads an owner to her own day, and a reader to what is shared", () => {
    expect(dataOf(notice("reminder", "A moment."), false)).toEqual({ screen: "today", words: null });
    expect(dataOf(notice("heads-up", "Soup helps."), false)).toEqual({ screen: "shared", words: null });
  });

  test("shows the words of a check-in that nobody answered, because no letter holds them", () => {
    expect(dataOf(notice("check-in", "Please call me."), false)).toEqual({
      screen: "shared",
      words: "Please call me.",
    });
    expect(dataOf(notice("check-in", "Please call me."), true)).toEqual({ screen: "shared", words: null });
  });

  test.each([null, "shared", { screen: "more" }, { screen: 7, words: 7 }])(
    "with data %j leads to what is shared",
    (data) => {
      expect(tapDataFrom(data)).toEqual({ screen: "shared", words: null });
    },
  );
});
