import { type ReadonlySignal, signal } from "@preact/signals";
import type { CalendarDate } from "@tidetable/diary";

/** The screens, by the fragment of their address. Which day is open never stands in an address, nor in a title. */
export const screens = [
  "today",
  "calendar",
  "plan",
  "rota",
  "more",
  "day",
  "import",
  "why",
  "record",
  "devices",
  "pairing",
  "recovery",
  "restore",
  "erase",
  "people",
  "person",
  "invite",
  "sharing-log",
  "accept",
  "shared",
  "notifications",
  "safety",
  "check-in",
  "reminders",
  "feeds",
  "medication",
  "body",
] as const;
export type Screen = (typeof screens)[number];

/** Where an address is read and changed; the browser's history in `platform/address.ts`. */
export interface Address {
  /** The fragment now, without its sign. */
  read(): string;
  /** A new place to come back from. */
  push(fragment: string): void;
  /** The same place under another name. */
  replace(fragment: string): void;
  back(): void;
  onMove(moved: () => void): void;
}

export interface Navigation {
  readonly screen: ReadonlySignal<Screen>;
  /** The screen before this one; null on the first. */
  readonly previous: ReadonlySignal<Screen | null>;
  /** The day that the day screen shows. */
  readonly day: ReadonlySignal<CalendarDate>;
  /** The grant that the person's screen and the invitation show; null for one that is to be made. Never in an address. */
  readonly grant: ReadonlySignal<string | null>;
  /** Where in the calendar its reader last was; null for today. */
  readonly calendarDate: ReadonlySignal<CalendarDate | null>;
  /** Whether the calendar marks days instead of opening them. */
  readonly isMarking: ReadonlySignal<boolean>;
  go(screen: Screen): void;
  openDay(date: CalendarDate): void;
  /** The screen of one person, or of somebody who is not told anything yet. */
  openPerson(grant: string | null): void;
  /** The invitation to a grant that was agreed to. */
  openInvite(grant: string): void;
  /** Another day on the open day screen; going back skips it. */
  turnToDay(date: CalendarDate): void;
  /** The calendar at a date, ready to mark days around it. */
  openMarking(date: CalendarDate): void;
  showInCalendar(date: CalendarDate | null): void;
  setMarking(isMarking: boolean): void;
  /** To where the reader came from, or to today's screen where that is not known. */
  back(): void;
}

/** The screen an address names; today's for any other. */
const screenFromFragment = (fragment: string): Screen =>
  screens.find((screen) => screen === fragment) ?? "today";

export function createNavigation(address: Address, today: ReadonlySignal<CalendarDate>): Navigation {
  // The open day is not in the address, so a page that was loaded anew on the day screen shows today's.
  const screen = signal(screenFromFragment(address.read()));
  const previous = signal<Screen | null>(null);
  const day = signal(today.peek());
  const grant = signal<string | null>(null);
  const calendarDate = signal<CalendarDate | null>(null);
  const isMarking = signal(false);
  let steps = 0;

  const show = (next: Screen) => {
    if (next === screen.value) return;
    previous.value = screen.value;
    screen.value = next;
  };

  address.onMove(() => {
    steps = Math.max(0, steps - 1);
    show(screenFromFragment(address.read()));
  });

  const go = (next: Screen) => {
    if (next === screen.value) return;
    steps++;
    address.push(next);
    show(next);
  };

  return {
    screen,
    previous,
    day,
    grant,
    calendarDate,
    isMarking,
    go(next) {
      // Chosen by name, the calendar opens at today; come back to, where its reader was.
      if (next === "calendar") calendarDate.value = null;
      go(next);
    },
    openDay(date) {
      day.value = date;
      go("day");
    },
    openPerson(next) {
      grant.value = next;
      go("person");
    },
    openInvite(next) {
      grant.value = next;
      go("invite");
    },
    turnToDay(date) {
      day.value = date;
      calendarDate.value = date;
    },
    openMarking(date) {
      calendarDate.value = date;
      isMarking.value = true;
      go("calendar");
    },
    showInCalendar(date) {
      calendarDate.value = date;
    },
    setMarking(next) {
      isMarking.value = next;
    },
    back() {
      if (steps > 0) return address.back();
      address.replace("today");
      show("today");
    },
  };
}
