/** Presses of Shift that mean leaving, and the time for all of them in milliseconds. Our choice: GOV.UK's number, in less time. */
const shiftPresses = 3;
const shiftMilliseconds = 2_000;

/**
 * Counts presses of Shift: true for the third within two seconds, with no other key between them.
 *
 * `at` is in milliseconds since any moment. A key held down counts once. Escape is not used: browsers stop loading on it.
 */
export function createShiftCount(): (key: string, isRepeat: boolean, at: number) => boolean {
  let presses: readonly number[] = [];
  return (key, isRepeat, at) => {
    if (isRepeat) return false;
    const recent = presses.filter((press) => at - press <= shiftMilliseconds);
    presses = key === "Shift" ? [...recent, at] : [];
    if (presses.length < shiftPresses) return false;
    presses = [];
    return true;
  };
}

/** A finger on the screen, its place in pixels. */
export interface Finger {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Fingers of the sign; two zoom, and four switch apps on some tablets. Screen readers keep three for themselves: whoever
 * uses one has the button.
 */
const tapFingers = 3;
/** From the first finger down to the last one up, and how far each may slide. Our choice: a tap, and no swipe. */
const tapMilliseconds = 700;
const tapPixels = 24;

export interface ThreeFingerTap {
  /** All fingers that are on the screen now, whenever one comes or slides. */
  hold(fingers: readonly Finger[], at: number): void;
  /** A finger was lifted and this many are left: true where that ends a tap with three. */
  lift(left: number, at: number): boolean;
}

/** Tells a short tap with three fingers from every other touch. Times are in milliseconds since any moment. */
export function createThreeFingerTap(): ThreeFingerTap {
  let began: number | null = null;
  let isSpoiled = false;
  let most = 0;
  const firstPlaces = new Map<number, Finger>();
  return {
    hold(fingers, at) {
      began ??= at;
      most = Math.max(most, fingers.length);
      for (const finger of fingers) {
        const first = firstPlaces.get(finger.id) ?? finger;
        firstPlaces.set(finger.id, first);
        if (Math.hypot(finger.x - first.x, finger.y - first.y) > tapPixels) isSpoiled = true;
      }
    },
    lift(left, at) {
      if (left > 0) return false;
      const isTap = began !== null && !isSpoiled && most === tapFingers && at - began <= tapMilliseconds;
      began = null;
      isSpoiled = false;
      most = 0;
      firstPlaces.clear();
      return isTap;
    },
  };
}
