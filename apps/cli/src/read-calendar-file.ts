import type { CalendarDate, Result } from "@tidetable/diary";
import type { BusyEvent } from "@tidetable/diary/calendar";
import { sayUnread } from "./diary-file.ts";
import type { World } from "./world.ts";

/**
 * What a calendar file has on the days that are asked for, as days where the caller is; null where it cannot be read, and then
 * it was told why. What is left out of it is told too: those days would seem free.
 */
export async function readCalendarFile(
  path: string,
  days: { readonly from: CalendarDate; readonly to: CalendarDate },
  world: World,
): Promise<readonly BusyEvent[] | null> {
  const { words } = world;
  const bytes = await world.readFile(path);
  if (!bytes.ok) {
    world.stderr(`${sayUnread(path, bytes.error, words)}\n`);
    return null;
  }
  const read = await eventsIn(bytes.value, days, world);
  if (!read.ok)
    world.stderr(`${words.say("problem-of-file", { file: path, problem: read.error.sentence })}\n`);
  else {
    const [first] = read.value.leftOut;
    if (first !== undefined) {
      const more = read.value.leftOut.length - 1;
      world.stderr(`${words.say("calendar-left-out", { file: path, problem: first, more })}\n`);
    }
  }
  return read.ok ? read.value.events : null;
}

/** The calendar's reader is loaded only where there is a calendar. */
async function eventsIn(
  bytes: Uint8Array,
  days: { readonly from: CalendarDate; readonly to: CalendarDate },
  { words, timeZone }: Pick<World, "words" | "timeZone">,
): Promise<
  Result<
    { readonly events: readonly BusyEvent[]; readonly leftOut: readonly string[] },
    { readonly kind: "refused"; readonly sentence: string }
  >
> {
  const { readCalendar, sentenceFromLeftOut, sentenceFromNotACalendar, zoneReader } = await import(
    "@tidetable/diary/calendar"
  );
  const dateOf = zoneReader(timeZone) ?? zoneReader("UTC");
  if (dateOf === null) throw new RangeError("timeZone expects a zone that the language knows");
  const read = readCalendar(bytes, { ...days, dateOf });
  if (!read.ok) {
    return {
      ok: false,
      error: { kind: "refused", sentence: words.saySentence(sentenceFromNotACalendar(read.error)) },
    };
  }
  const { events, leftOut } = read.value;
  return { ok: true, value: { events, leftOut: leftOut.map(sentenceFromLeftOut).map(words.saySentence) } };
}
