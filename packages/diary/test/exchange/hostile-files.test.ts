import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatDaysCsv,
  formatDripCsv,
  formatNames,
  formatOvumcyCsv,
  formatOvumcyJson,
  formatStartDatesCsv,
  formatTidetableJson,
  importDiary,
  notReadableKinds,
  problemKinds,
} from "../../src/exchange/index.ts";
import { latest } from "./import-text.ts";
import { wholeDiary } from "./invented-diaries.ts";
import { holds } from "./laws.ts";

/** Imports bytes as each format and as any; @throws when a result is not one that the types promise. */
function importAnyhow(bytes: Uint8Array): void {
  for (const format of [undefined, ...formatNames]) {
    const result = importDiary(bytes, format === undefined ? { latest } : { latest, format });
    if (!result.ok) expect(notReadableKinds).toContain(result.error.kind);
    else {
      const { skipped, odd, diary } = result.value;
      for (const { kind } of [...skipped, ...odd]) expect(problemKinds).toContain(kind);
      for (const day of diary.entryByDate.keys()) expect(day <= latest).toBe(true);
    }
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const writers = {
  formatTidetableJson,
  formatOvumcyJson,
  formatDripCsv,
  formatOvumcyCsv,
  formatDaysCsv,
  formatStartDatesCsv,
};

describe("no file makes an import throw", () => {
  test("bytes of any kind", () => {
    holds(fc.property(fc.uint8Array({ maxLength: 300 }), importAnyhow), 1_000);
  });

  test("scraps of what files are made of", () => {
    const scraps = fc.constantFrom(
      ...[
        "date",
        "start",
        "flow",
        "bleeding.value",
        "note",
        "2026-03-02",
        "1900-01-01",
        "02/03/2026",
        "light",
        "3",
      ],
      ...[
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        '"',
        "'=",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\\",
        "\uFEFF",
        "\uD800",
        "\0",
        " ",
      ],
      ...[
        '"days"',
        '"entries"',
        '"schema":"tidetable.diary/1"',
        '"__proto__"',
        "null",
        "-1",
        "1e999",
        "true",
      ],
    );
    holds(
      fc.property(fc.array(scraps, { maxLength: 40 }), (pieces) => importAnyhow(utf8(pieces.join("")))),
      2_000,
    );
  });

  test.each(Object.entries(writers))(
    "what is left of a file of %s when bytes are lost, moved or changed",
    (_, write) => {
      const damage = fc.array(
        fc.record({
          at: fc.nat(),
          length: fc.nat({ max: 30 }),
          bytes: fc.uint8Array({ maxLength: 8 }),
          again: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      );
      holds(
        fc.property(wholeDiary, damage, (diary, wounds) => {
          let bytes = [...utf8(write(diary))];
          for (const { at, length, bytes: others, again } of wounds) {
            const start = at % (bytes.length + 1);
            const cut = bytes.slice(start, start + length);
            bytes = [
              ...bytes.slice(0, start),
              ...others,
              ...(again ? [...cut, ...cut] : []),
              ...bytes.slice(start + length),
            ];
          }
          importAnyhow(Uint8Array.from(bytes));
        }),
        150,
      );
    },
  );
});

/** A text of nearly 16 MiB: one unit over and over. */
const filled = (start: string, unit: string, end = ""): string =>
  start + unit.repeat(Math.floor((16 * 1024 * 1024 - start.length - end.length) / unit.length)) + end;
const own = '{"schema":"tidetable.diary/1",';

// A cost that grows with the square would take hours here, and the runner gives a test a minute.
describe("the largest files end in an answer", () => {
  test.each([
    ["columns", filled("date,flow", ","), "too-large"],
    ["cells of one row", filled("date,flow\n2026-03-02", ","), "no-days"],
    ["blank lines", filled("date,flow\n", "\n"), "too-large"],
    ["quotes", filled("date,flow\n", '"a'), "malformed"],
    ["the same day", filled("start\n", "2026-03-02\n"), "too-large"],
    ["dates in one cell", filled("", "2026-03-02 "), "unknown-format"],
    ["names in one cell", filled("date,symptoms\n2026-03-02,", "a;"), "no-days"],
    ["brackets", filled("", "["), "too-large"],
    ["empty lists", filled(`${own}"x":[`, "[],", "[]]}"), "no-days"],
    ["names that come twice", filled(own, '"a":1,', '"b":1}'), "too-many-problems"],
    ["values that do not fit", filled(`${own}"events":[`, "{},", "{}]}"), "too-large"],
    ["items of one field", filled(`${own}"days":{"2026-03-02":{"medication":[`, "0,", "0]}}}"), "no-days"],
    ["one string", filled(`${own}"x":"`, "\\\\"), "truncated"],
  ])("of nothing but %s", (_, text, kind) => {
    expect(importDiary(utf8(text), { latest })).toMatchObject({ ok: false, error: { kind } });
  });
});

test("a name of the language's own changes no object", () => {
  const text = `${own}"__proto__":{"polluted":1},"days":{"2026-03-02":{"__proto__":{"polluted":1},"mood":3,"symptoms":{"constructor":2}}}}`;
  const imported = importDiary(utf8(text), { latest });
  expect(imported).toMatchObject({ ok: true, value: { unknown: ["__proto__", "constructor"] } });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  const csv = importDiary(utf8("date,symptoms,__proto__\n2026-03-02,__proto__: 2,1\n2026-03-03,cramps,1\n"), {
    latest,
  });
  expect(csv).toMatchObject({ ok: true, value: { skipped: [{ kind: "not-a-value", field: "symptoms" }] } });
});

test("names that are shown have an end", () => {
  const long = "n".repeat(5_000);
  const imported = importDiary(utf8(`date,flow,${long}\n2026-03-02,light,1\n`), { latest });
  expect(imported.ok && imported.value.unknown[0]?.length).toBe(101);
});
