import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NotARota, parseRotaCsv } from "../../src/exchange/index.ts";
import {
  addDays,
  betterRota,
  type CalendarDate,
  calendarDate,
  type Duty,
  mostDuties,
  type RotaAnswer,
  rotaFromEvents,
} from "../../src/index.ts";

const day = (days: number): CalendarDate => addDays(calendarDate("2027-05-01"), days);
const duty = (person: string, days: number, what = ""): Duty => ({ date: day(days), person, what });

describe("a rota as CSV", () => {
  const duties = [
    { date: "2027-05-13", person: "Ada", what: "night" },
    { date: "2027-05-14", person: "Bea, R.", what: "" },
  ];

  test.each([
    ["commas", 'date,person,duty\n2027-05-13,Ada,night\n2027-05-14,"Bea, R.",\n'],
    [
      "semicolons and carriage returns",
      "date;person;duty\r\n2027-05-13;Ada;night\r\n2027-05-14;Bea, R.;\r\n",
    ],
    ["tabs, no last line end", "date\tperson\tduty\n2027-05-13\tAda\tnight\n2027-05-14\tBea, R.\t"],
    [
      "columns in another order, with others among them",
      'Shift;weekday;Name;Day\nnight;Thu;" Ada ";13.5.2027\n;Fri;Bea, R.;14.5.2027\n',
    ],
    [
      "blank lines and dates with slashes",
      "date;person;duty\n\n13/05/2027;Ada;night\n\n14/05/2027;Bea, R.;\n",
    ],
  ])("with %s is read", (_, text) => {
    expect(parseRotaCsv(text)).toEqual({ ok: true, value: { duties } });
  });

  test("is read from bytes, with a byte order mark or in UTF-16, and needs no duties' names", () => {
    const text = "date,person\n2027-05-13,Zoë\n";
    const read = { ok: true, value: { duties: [{ date: "2027-05-13", person: "Zoë", what: "" }] } };
    expect(parseRotaCsv(new TextEncoder().encode(`\uFEFF${text}`))).toEqual(read);
    expect(parseRotaCsv(`\uFEFF${text}`)).toEqual(read);
    expect(parseRotaCsv(new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le")))).toEqual(read);
  });

  test.each<[string, string, NotARota]>([
    ["nothing", " \n", { kind: "empty" }],
    ["a header without a person", "date,duty\n2027-05-13,night\n", { kind: "columns" }],
    ["rows without a header", "2027-05-13,Ada\n", { kind: "columns" }],
    ["a header alone", "date,person\n", { kind: "no-duties" }],
    ["a day that is none", "date,person\n2027-05-13,Ada\n2027-02-30,Ada\n", { kind: "date", line: 3 }],
    ["a missing date", "date,person\n,Ada\n", { kind: "date", line: 2 }],
    [
      "dates of two readings",
      "date,person\n13/05/2027,Ada\n05/13/2027,Ada\n",
      { kind: "ambiguous", line: 2 },
    ],
    ["nobody", "date,person\n2027-05-13, \n", { kind: "person", line: 2 }],
    ["a name that goes on", `date,person\n2027-05-13,${"a".repeat(61)}\n`, { kind: "person", line: 2 }],
    [
      "a duty that goes on",
      `date,person,duty\n2027-05-13,Ada,${"a".repeat(61)}\n`,
      { kind: "duty", line: 2 },
    ],
    [
      "a formula for a name",
      "date,person\n2027-05-13,Ada\n2027-05-14,\"=cmd|'/c'!A1\"\n",
      { kind: "formula", line: 3 },
    ],
    [
      "a formula in a column that is left out",
      "date,person,note\n2027-05-13,Ada,@SUM(1)\n",
      { kind: "formula", line: 2 },
    ],
    ["a guarded formula", "date,person\n2027-05-13,'=1+1\n", { kind: "formula", line: 2 }],
    ["a cell too many", "date,person\n2027-05-13,Ada,night\n", { kind: "cells", line: 2 }],
    ["a cell too few", "date,person,duty\n2027-05-13,Ada\n", { kind: "cells", line: 2 }],
    [
      "a quote that stays open",
      'date,person\n2027-05-13,Ada\n2027-05-14,"Bea\n',
      { kind: "quotes", line: 3 },
    ],
    ["text after a quote", 'date,person\n2027-05-13,"Ada"x\n', { kind: "quotes", line: 2 }],
    ["the same duty twice", "date,person\n2027-05-13,Ada\n13.5.2027,Ada\n", { kind: "doubled", line: 3 }],
    [
      "too many duties",
      `date,person\n${"2027-05-13,Ada\n".repeat(mostDuties + 1)}`,
      { kind: "too-many", limit: mostDuties },
    ],
  ])("with %s is refused whole, with its line", (_, text, error) => {
    expect(parseRotaCsv(text)).toEqual({ ok: false, error });
  });

  test("that is no text is refused", () => {
    expect(parseRotaCsv(new Uint8Array([0, 1, 2, 255]))).toEqual({ ok: false, error: { kind: "binary" } });
    expect(parseRotaCsv(new Uint8Array())).toEqual({ ok: false, error: { kind: "empty" } });
    expect(parseRotaCsv(new Uint8Array(2 * 1024 * 1024 + 1).fill(0x20))).toMatchObject({
      error: { kind: "too-large" },
    });
  });

  test("of any text at all is a rota or a reason, and soon", () => {
    const scrap = fc.constantFrom(
      "date",
      "person",
      ",",
      ";",
      "\n",
      '"',
      "=",
      "2027-05-13",
      "Ada",
      "\t",
      "'",
      "\r\n",
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (scraps) => {
        const text = `date,person\n2027-05-13,Ada\n${scraps.join("")}`;
        const read = parseRotaCsv(text);
        if (read.ok)
          for (const { date, person } of read.value.duties)
            expect([date, person.length > 0]).toEqual([calendarDate(date), true]);
        else expect(read.error.kind).toMatch(/^[a-z-]+$/);
      }),
      { seed: 20_260_601, numRuns: 500 },
    );
    const began = performance.now();
    for (const hostile of ["date,person\n".padEnd(2_000_000, '"'), "date,person\n".padEnd(2_000_000, ",")])
      expect(parseRotaCsv(hostile).ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe("a rota from a calendar", () => {
  const event = (title: string, first: number, last = first, isAllDay = true) => ({
    title,
    first: day(first),
    last: day(last),
    isAllDay,
  });

  test("has a duty for each event, by the person whose name stands in its title", () => {
    const events = [event("Night – ada", 1), event("Bea K.", 2), event("Adam", 3), event("ADA/Bea", 4)];
    expect(rotaFromEvents(events, ["Ada", "Bea"])).toEqual({
      isCut: false,
      duties: [
        duty("Ada", 1, "Night – ada"),
        duty("Bea", 2, "Bea K."),
        duty("Adam", 3),
        duty("Ada", 4, "ADA/Bea"),
      ],
    });
  });

  test("that names nobody is the one person's who was asked for", () => {
    const events = [event("Night", 1, 2, false), event("On call", 5, 7)];
    expect(rotaFromEvents(events, ["Ada"]).duties).toEqual([
      // A night that ends in the morning is one duty.
      duty("Ada", 1, "Night"),
      ...[5, 6, 7].map((days) => duty("Ada", days, "On call")),
    ]);
    expect(rotaFromEvents(events, ["Ada", "Bea"]).duties.map(({ person }) => person)).toEqual([
      "Night",
      ...["On call", "On call", "On call"],
    ]);
  });

  test("is cut, and says so, where it has more duties than are looked at", () => {
    const { duties, isCut } = rotaFromEvents([event("On call", 0, 6_000)], ["Ada"]);
    expect([duties.length, isCut]).toEqual([mostDuties, true]);
  });
});

describe("the better swap", () => {
  const chances =
    (byPerson: Readonly<Record<string, readonly (number | null)[]>>) =>
    (person: string, date: CalendarDate) =>
      byPerson[person]?.[Number(date.slice(8)) - 1] ?? null;

  test("is the one that lowers the highest chance most", () => {
    const duties = [duty("Ada", 0), duty("Bea", 1), duty("Cleo", 2)];
    const swapped = betterRota({ duties }, chances({ Ada: [0.9, 0.5, 0.2] }));
    expect(swapped).toEqual({
      kind: "swap",
      worst: { duty: duties[0], chance: 0.9 },
      swap: { give: duties[0], take: duties[2] },
      after: 0.2,
    });
  });

  test("counts both when two are known: what helps one must not hurt the other", () => {
    const duties = [duty("Ada", 0), duty("Bea", 1), duty("Cleo", 2)];
    const both = betterRota({ duties }, chances({ Ada: [0.9, 0.1, 0.4], Bea: [0.8, 0.1, 0.1] }));
    expect(both).toMatchObject({ kind: "swap", swap: { give: duties[0], take: duties[2] }, after: 0.4 });
    // With one known person only, hers alone count.
    const one = betterRota({ duties }, chances({ Ada: [0.9, 0.1, 0.4] }));
    expect(one).toMatchObject({ kind: "swap", swap: { give: duties[0], take: duties[1] }, after: 0.1 });
  });

  test("is not offered for less than a tenth, and that is said", () => {
    const duties = [duty("Ada", 0), duty("Bea", 1)];
    expect(betterRota({ duties }, chances({ Ada: [0.5, 0.45] }))).toMatchObject({
      kind: "no-better",
      isAboutSame: true,
      eases: null,
    });
    expect(betterRota({ duties }, chances({ Ada: [0.5, 0.5] }))).toMatchObject({
      kind: "no-better",
      isAboutSame: false,
      eases: null,
    });
  });

  test("may only make it rarer, where two duties are equally bad", () => {
    const duties = [duty("Ada", 0), duty("Ada", 1), duty("Bea", 2)];
    expect(betterRota({ duties }, chances({ Ada: [0.9, 0.9, 0.1] }))).toEqual({
      kind: "no-better",
      worst: { duty: duties[0], chance: 0.9 },
      isAboutSame: false,
      eases: { give: duties[0], take: duties[2] },
    });
  });

  test("never gives anybody two duties on one day, nor a day of which nothing is known", () => {
    const duties = [duty("Ada", 0), duty("Ada", 1), duty("Bea", 1, "other"), duty("Cleo", 2)];
    expect(betterRota({ duties }, chances({ Ada: [0.9, 0.1, null] })).kind).toBe("no-better");
    expect(betterRota({ duties: duties.toSpliced(1, 1) }, chances({ Ada: [0.9, 0.1, null] }))).toMatchObject({
      kind: "swap",
      swap: { give: duties[0], take: duties[2] },
    });
  });

  test("is none where there is nobody to swap with, or nothing is known", () => {
    const own = { duties: [duty("Ada", 0), duty("Ada", 1)] };
    expect(betterRota(own, chances({ Ada: [0.9, 0.1] }))).toEqual({
      kind: "alone",
      worst: { duty: own.duties[0], chance: 0.9 },
    });
    expect(betterRota(own, () => null)).toEqual({ kind: "nothing-known" });
    expect(betterRota({ duties: [] }, () => null)).toEqual({ kind: "nothing-known" });
  });

  type Chances = Readonly<Record<string, readonly (number | null)[]>>;
  /** Slow and obvious: every swap is made, and the whole rota looked at anew. */
  function bySearch(duties: readonly Duty[], byPerson: Chances) {
    const chanceOn = chances(byPerson);
    const known = (person: string) => duties.some(({ date }) => chanceOn(person, date) !== null);
    const told = (list: readonly Duty[]) =>
      list.flatMap(({ person, date }) => (known(person) ? [chanceOn(person, date)] : []));
    const look = (list: readonly Duty[]) => {
      const all = told(list).filter((chance) => chance !== null);
      return { worst: Math.max(0, ...all), sum: all.reduce((total, chance) => total + chance, 0) };
    };
    const now = look(duties);
    const outcomes: { worst: number; sum: number }[] = [];
    for (const [i, one] of duties.entries())
      for (const [j, other] of duties.entries()) {
        if (j <= i || one.person === other.person || one.date === other.date) continue;
        if (!known(one.person) && !known(other.person)) continue;
        const after = duties.with(i, { ...one, date: other.date }).with(j, { ...other, date: one.date });
        const days = after.map(({ person, date }) => `${person} ${date}`);
        if (days.lastIndexOf(days[i]!) !== days.indexOf(days[i]!)) continue;
        if (days.lastIndexOf(days[j]!) !== days.indexOf(days[j]!)) continue;
        if (
          [one, other, after[i]!, after[j]!].some(
            ({ person, date }) => known(person) && chanceOn(person, date) === null,
          )
        )
          continue;
        outcomes.push(look(after));
      }
    return { now, outcomes };
  }

  const people = ["Ada", "Bea", "Cleo"];
  const chance = fc.option(
    fc.integer({ min: 0, max: 20 }).map((count) => count / 20),
    { freq: 8 },
  );
  const known = fc.dictionary(
    fc.constantFrom("Ada", "Bea"),
    fc.array(chance, { minLength: 8, maxLength: 8 }),
    {
      noNullPrototype: true,
    },
  );
  const rota = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...people), fc.integer({ min: 0, max: 7 })), {
      maxLength: 9,
      selector: ([person, days]) => `${person} ${days}`,
    })
    .map((list) => list.map(([person, days]) => duty(person, days)));

  test("is what a search through every swap finds", () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(rota, known, (duties, byPerson) => {
        const answer: RotaAnswer = betterRota({ duties }, chances(byPerson));
        const { now, outcomes } = bySearch(duties, byPerson);
        kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
        if (answer.kind === "nothing-known") {
          expect(now).toEqual({ worst: 0, sum: 0 });
          return;
        }
        expect(answer.worst.chance).toBe(now.worst);
        if (answer.kind === "alone") {
          expect(outcomes).toEqual([]);
          return;
        }
        const best = Math.min(now.worst, ...outcomes.map(({ worst }) => worst));
        if (answer.kind === "swap") {
          expect(answer.after).toBe(best);
          const { give, take } = answer.swap;
          const after = duties.map((one) => {
            if (one === give) return { ...one, date: take.date };
            return one === take ? { ...one, date: give.date } : one;
          });
          const made = bySearch(after, byPerson).now;
          expect(made.worst).toBe(best);
          const leastSum = Math.min(...outcomes.filter(({ worst }) => worst === best).map(({ sum }) => sum));
          expect(made.sum).toBeCloseTo(leastSum, 9);
          return;
        }
        expect(now.worst - best).toBeLessThan(0.1);
        expect(answer.isAboutSame).toBe(best < now.worst);
        const easier = outcomes.filter(({ worst }) => worst <= now.worst).map(({ sum }) => sum - now.sum);
        const most = Math.min(0, ...easier);
        if (Math.abs(most + 0.1) > 1e-9) expect(answer.eases !== null).toBe(most < -0.1);
      }),
      { seed: 20_260_601, numRuns: 2_000 },
    );
    expect([...kinds.keys()].sort()).toEqual(["alone", "no-better", "nothing-known", "swap"]);
    for (const count of kinds.values()) expect(count).toBeGreaterThan(20);
  });

  test("is found among five thousand duties in a second or two", () => {
    const duties = Array.from({ length: mostDuties }, (_, i) => duty(people[i % 3]!, Math.floor(i / 3)));
    const began = performance.now();
    const answer = betterRota({ duties }, (person, date) =>
      person === "Cleo" ? null : ((Number(date.slice(8)) * (person === "Ada" ? 7 : 3)) % 29) / 30,
    );
    expect(answer.kind).toBe("no-better");
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
