import { createShiftCount, createThreeFingerTap } from "./signs.ts";

/** Calls `act` for each sign to leave, wherever the focus is. Gives the way to stop watching. */
export function watchForSigns(act: () => void): () => void {
  const countShift = createShiftCount();
  const tap = createThreeFingerTap();
  const stop = new AbortController();
  // Before any field or screen hears of it, and without ever keeping a gesture from the page.
  const options = { capture: true, passive: true, signal: stop.signal };

  const hold = (event: TouchEvent) =>
    tap.hold(
      [...event.touches].map(({ identifier, clientX, clientY }) => ({
        id: identifier,
        x: clientX,
        y: clientY,
      })),
      event.timeStamp,
    );
  const onKey = (event: KeyboardEvent) => {
    if (countShift(event.key, event.repeat, event.timeStamp)) act();
  };
  const onLift = (event: TouchEvent) => {
    if (tap.lift(event.touches.length, event.timeStamp)) act();
  };
  // The browser took the fingers for a gesture of its own: endless time makes it no tap.
  const onCancel = (event: TouchEvent) => {
    tap.lift(event.touches.length, Number.POSITIVE_INFINITY);
  };

  document.addEventListener("keydown", onKey, options);
  document.addEventListener("touchstart", hold, options);
  document.addEventListener("touchmove", hold, options);
  document.addEventListener("touchend", onLift, options);
  document.addEventListener("touchcancel", onCancel, options);
  return () => stop.abort();
}
