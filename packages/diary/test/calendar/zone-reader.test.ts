import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneReader } from "../../src/calendar/in/index.ts";

const reader = zoneReader("Etc/UTC");
if (!reader) throw new Error("Etc/UTC is a zone");

const formatByZone = new Map<string, Intl.DateTimeFormat>();
/** Seconds of a local time as if it were in UTC, from another formatter than the reader's. */
function localIn(zone: string, instant: number): number {
  const style = { timeZone: zone, dateStyle: "short", timeStyle: "medium" } as const;
  const format = formatByZone.get(zone) ?? new Intl.DateTimeFormat("sv-SE", style);
  formatByZone.set(zone, format);
  const text = format.format(instant * 1000);
  return Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
}

/** The slow way: of all quarters of an hour two days about a local time, the first at which a clock there shows it. */
function slowInstant(local: number, zone: string): number | null {
  for (let instant = local - 100_800; instant <= local + 100_800; instant += 900)
    if (localIn(zone, instant) === local) return instant;
  return null;
}

const quarter = 900;
const around = (instant: string, hours: number) =>
  fc
    .integer({ min: -hours * 4, max: hours * 4 })
    .map((quarters) => Date.parse(instant) / 1000 + quarters * quarter);

test.each([
  ["Europe/Berlin", "2026-03-29T02:00Z"],
  ["Europe/Berlin", "2026-10-25T02:00Z"],
  ["America/New_York", "2026-11-01T02:00Z"],
  ["America/Santiago", "2026-09-06T00:00Z"],
  ["America/Santiago", "2026-04-05T00:00Z"],
  ["Australia/Lord_Howe", "2026-10-04T02:00Z"],
  ["Pacific/Apia", "2011-12-30T00:00Z"],
  ["Asia/Kathmandu", "2026-06-01T00:00Z"],
  ["Pacific/Kiritimati", "2026-06-01T00:00Z"],
])("the instants of local times in %s about %s are those that a clock there shows", (zone, change) => {
  fc.assert(
    fc.property(around(change, 40), (local) => {
      const day = Math.floor(local / 86_400);
      const found = reader.instantOf(day, local - day * 86_400, zone);
      const slow = slowInstant(local, zone);
      // A time that the clocks leave out is read as if they had not been put forward yet: RFC 5545, 3.3.5.
      const offsetBefore = localIn(zone, local - 86_400 * 1.5) - (local - 86_400 * 1.5);
      expect(found).toBe(slow ?? local - offsetBefore);
    }),
    { numRuns: 40, seed: 6 },
  );
});

test.each(["Pacific/Apia", "America/Santiago", "Europe/Berlin", "Pacific/Kiritimati"])(
  "the day of an instant in %s is that of a clock there",
  (zone) => {
    const here = zoneReader(zone);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (instant) => {
        expect(here?.dayAt(instant)).toBe(Math.floor(localIn(zone, instant) / 86_400));
      }),
      { numRuns: 100, seed: 7 },
    );
  },
);
