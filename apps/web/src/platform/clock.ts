import { type ReadonlySignal, signal } from "@preact/signals";
import { type CalendarDate, calendarDate } from "@tidetable/diary";

/** The day it is where this device is, kept right across midnight, sleep and travel. */
export function watchToday(): ReadonlySignal<CalendarDate> {
  const today = signal(dateHere());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readAgain = () => {
    today.value = dateHere();
    clearTimeout(timer);
    timer = setTimeout(readAgain, millisecondsToMidnight());
  };
  readAgain();
  // Timers sleep with the device; these do not.
  document.addEventListener("visibilitychange", readAgain);
  addEventListener("pageshow", readAgain);
  addEventListener("focus", readAgain);
  return today;
}

function dateHere(): CalendarDate {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, "0");
  const day = String(now.getDate()).padStart(2, "0");
  return calendarDate(`${now.getFullYear()}-${month}-${day}`);
}

function millisecondsToMidnight(): number {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return midnight.getTime() - now.getTime();
}

/** What this device takes the time to be, in whole seconds since 1970. */
export const secondsNow = (): number => Math.floor(Date.now() / 1000);
