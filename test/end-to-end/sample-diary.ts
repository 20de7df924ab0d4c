/** A made-up diary in Tidetable's own format, ending on the test day: eight cycles, the ninth open on its day 21. */
const starts = [
  "2026-06-26",
  "2026-07-25",
  "2026-08-21",
  "2026-09-20",
  "2026-10-18",
  "2026-11-17",
  "2026-12-15",
  "2027-01-14",
  "2027-02-12",
];

const levels = ["medium", "heavy", "medium", "light", "spotting"];

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const bleeding = starts.flatMap((start) =>
  levels.map((level, day): [string, object] => [
    dayAfter(start, day),
    { bleeding: level, ...(day === 0 ? { pain: 4, symptoms: { cramps: 2 } } : {}) },
  ]),
);

const others: [string, object][] = [
  ["2027-02-24", { lhTest: "positive" }],
  ["2027-02-26", { symptoms: { headache: 1, fatigue: 2 }, note: "Slept badly." }],
  ["2027-03-01", { temperature: { celsius: 36.62 }, mucus: "creamy" }],
  ["2027-03-04", { bleeding: "none", symptoms: { fatigue: 2 } }],
];

export const sampleDiaryFile = JSON.stringify({
  schema: "tidetable.diary/1",
  days: Object.fromEntries([...bleeding, ...others]),
  events: [],
});
